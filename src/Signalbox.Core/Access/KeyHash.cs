using System.Buffers.Text;
using System.Runtime.InteropServices;

namespace Signalbox.Core.Access;

/// <summary>The keyed hash (HMAC-SHA-256) under which a virtual key is stored and looked up: 32 bytes, by value.</summary>
public readonly struct KeyHash : IEquatable<KeyHash>
{
    /// <summary>Its size in bytes.</summary>
    public const int Size = 32;

    private readonly ulong _a, _b, _c, _d;

    /// <summary>Takes the 32 bytes of a hash.</summary>
    /// <exception cref="ArgumentException">The span is not 32 bytes long.</exception>
    public KeyHash(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length != Size) throw new ArgumentException($"A key hash has {Size} bytes.", nameof(bytes));
        var words = MemoryMarshal.Cast<byte, ulong>(bytes);
        (_a, _b, _c, _d) = (words[0], words[1], words[2], words[3]);
    }

    /// <summary>Reads the text form; null when it is not one.</summary>
    public static KeyHash? Parse(string text)
    {
        Span<byte> bytes = stackalloc byte[Size];
        return Base64Url.TryDecodeFromChars(text, bytes, out var written) && written == Size ? new KeyHash(bytes) : null;
    }

    /// <inheritdoc/>
    public bool Equals(KeyHash other) => _a == other._a && _b == other._b && _c == other._c && _d == other._d;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is KeyHash other && Equals(other);

    /// <summary>The hash is uniform already, so a part of it serves.</summary>
    public override int GetHashCode() => (int)_a;

    /// <summary>The text form for storage: base64url, 43 characters.</summary>
    public override string ToString()
    {
        Span<ulong> words = [_a, _b, _c, _d];
        return Base64Url.EncodeToString(MemoryMarshal.AsBytes(words));
    }

    /// <summary>Equality by value.</summary>
    public static bool operator ==(KeyHash left, KeyHash right) => left.Equals(right);

    /// <summary>Inequality by value.</summary>
    public static bool operator !=(KeyHash left, KeyHash right) => !left.Equals(right);
}
