using System.Security.Cryptography;
using System.Text;
using Signalbox.Core.Access;

namespace Signalbox.Secrets;

/// <summary>
/// Hashes presented keys with HMAC-SHA-256 under the server's pepper, so that a stolen database reveals no key and does not even
/// allow guesses. Allocates nothing.
/// </summary>
internal sealed class KeyHasher(byte[] pepper)
{
    /// <summary>Longest key that is looked at, in characters; longer ones are unknown without being hashed.</summary>
    public const int MaxLength = 512;

    /// <summary>The hash of a secret of at most <see cref="MaxLength"/> characters.</summary>
    public KeyHash Hash(ReadOnlySpan<char> secret)
    {
        Span<byte> utf8 = stackalloc byte[Encoding.UTF8.GetMaxByteCount(MaxLength)];
        Span<byte> hash = stackalloc byte[KeyHash.Size];
        var length = Encoding.UTF8.GetBytes(secret[..Math.Min(secret.Length, MaxLength)], utf8);
        HMACSHA256.HashData(pepper, utf8[..length], hash);
        return new KeyHash(hash);
    }
}
