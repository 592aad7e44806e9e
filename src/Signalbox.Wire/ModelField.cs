using System.Text;
using Signalbox.Wire.Json;

namespace Signalbox.Wire;

/// <summary>The <c>model</c> of a request, as it stands in the body. Members that take a body must be given that same body.</summary>
/// <param name="Token">The value with its quotes.</param>
/// <param name="Escaped">Whether the name is written with escapes, so that the bytes between the quotes are not its value.</param>
public readonly record struct ModelField(ByteRange Token, bool Escaped)
{
    /// <summary>Longest model name accepted, in bytes of UTF-8. A <c>char</c> buffer of this length always holds the name.</summary>
    public const int MaxBytes = 256;

    /// <summary>The bytes between the quotes; the name's exact UTF-8 value unless <see cref="Escaped"/>.</summary>
    public ReadOnlySpan<byte> Content(ReadOnlySpan<byte> body) => body.Slice(Token.Start + 1, Token.Length - 2);

    /// <summary>The whole member: its name, the colon and the value.</summary>
    public ByteRange Member(ReadOnlySpan<byte> body)
    {
        // Between the two there is a colon and white space, and no quote can stand in a name that says "model", however it is written.
        var end = body[..Token.Start].LastIndexOf((byte)'"');
        var start = body[..end].LastIndexOf((byte)'"');
        return new ByteRange(start, Token.End - start);
    }

    /// <summary>
    /// Decodes the name into <paramref name="target"/>, which needs room for <see cref="MaxBytes"/> chars, for a lookup
    /// that allocates nothing.
    /// </summary>
    /// <returns>Number of chars written.</returns>
    public int CopyTo(ReadOnlySpan<byte> body, Span<char> target)
    {
        if (!JsonText.TryDecode(Content(body), target, out var written))
            throw new ArgumentException("The target is shorter than MaxBytes, or this is not the scanned body.", nameof(target));
        return written;
    }

    /// <summary>The name as a new string.</summary>
    public string Read(ReadOnlySpan<byte> body) =>
        Escaped ? JsonText.Decode(Content(body)) : Encoding.UTF8.GetString(Content(body));
}
