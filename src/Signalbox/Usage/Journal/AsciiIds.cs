using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Signalbox.Usage.Journal;

/// <summary>
/// Compares ids, which are ASCII, as texts and as bytes, so that no text is made of one that only has to be found again. Their ends tell them
/// apart: what they begin with is the time.
/// </summary>
internal sealed class AsciiIds : IEqualityComparer<string>, IAlternateEqualityComparer<ReadOnlySpan<byte>, string>
{
    private const int Hashed = 8;

    /// <summary>The one there is.</summary>
    public static readonly AsciiIds Comparer = new();

    public bool Equals(string? x, string? y) => x == y;

    public int GetHashCode([DisallowNull] string id)
    {
        var hash = 0;
        foreach (var character in id.AsSpan(Math.Max(0, id.Length - Hashed))) hash = hash * 31 + character;
        return hash;
    }

    public bool Equals(ReadOnlySpan<byte> alternate, string other) => Ascii.Equals(alternate, other);

    public int GetHashCode(ReadOnlySpan<byte> alternate)
    {
        var hash = 0;
        foreach (var character in alternate[Math.Max(0, alternate.Length - Hashed)..]) hash = hash * 31 + character;
        return hash;
    }

    public string Create(ReadOnlySpan<byte> alternate) => Encoding.ASCII.GetString(alternate);
}
