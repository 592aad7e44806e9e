using System.Security.Cryptography;

namespace Signalbox.Secrets;

/// <summary>Makes secrets for virtual keys: <c>sb-</c> and 40 URL-safe characters, 240 bits of randomness.</summary>
internal static class KeyGenerator
{
    private const string Prefix = "sb-";
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    /// <summary>A new secret.</summary>
    public static string New() => Prefix + RandomNumberGenerator.GetString(Alphabet, 40);

    /// <summary>Whether an operator's own secret may serve: long enough not to be guessed, and fit for a header.</summary>
    public static bool IsAcceptable(string value) => value.Length is >= 20 and <= 256 && value.AsSpan().IndexOfAnyExceptInRange('\x21', '\x7e') < 0;
}
