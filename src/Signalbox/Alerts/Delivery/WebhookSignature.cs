using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Signalbox.Alerts.Delivery;

/// <summary>
/// Signs messages as Standard Webhooks say (<see href="https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md"/>):
/// HMAC-SHA256 over id, time and body, so that a receiver can tell that a message is ours, whole, and not an old one played again.
/// </summary>
internal static class WebhookSignature
{
    private const string Prefix = "whsec_";

    /// <summary>A new key.</summary>
    public static string NewKey() => Prefix + Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));

    /// <summary>Whether a text is a key.</summary>
    public static bool IsKey(string text) => text.StartsWith(Prefix, StringComparison.Ordinal) && text.Length <= 128 && Base64.IsValid(text.AsSpan(Prefix.Length), out var bytes) && bytes is >= 24 and <= 64;

    /// <summary>The value of <c>webhook-signature</c>.</summary>
    /// <param name="key">The key.</param>
    /// <param name="id">The value of <c>webhook-id</c>.</param>
    /// <param name="timestamp">The value of <c>webhook-timestamp</c>: Unix seconds.</param>
    /// <param name="body">The body as it is sent.</param>
    public static string Of(string key, string id, long timestamp, ReadOnlySpan<byte> body)
    {
        using var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, Convert.FromBase64String(key[Prefix.Length..]));
        hmac.AppendData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{id}.{timestamp}.")));
        hmac.AppendData(body);
        return $"v1,{Convert.ToBase64String(hmac.GetHashAndReset())}";
    }
}
