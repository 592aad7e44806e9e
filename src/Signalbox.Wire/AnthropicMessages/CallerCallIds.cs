using System.Buffers.Text;
using System.Text;

namespace Signalbox.Wire.AnthropicMessages;

/// <summary>
/// Ids of tool calls as callers of Messages see them. Anthropic's are of letters, digits, <c>_</c> and <c>-</c>, and what is not would be refused when the
/// conversation goes on at Anthropic. Ids of other providers that are made of more are wrapped, and unwrapped when the caller hands them back, so that the
/// provider that made them gets its own.
/// </summary>
internal static class CallerCallIds
{
    private const string Prefix = "toolu_sb64_";

    /// <summary>The id to show for a provider's.</summary>
    public static string Wrap(string id) =>
        id.Length > 0 && id.All(IsFit) && !id.StartsWith(Prefix, StringComparison.Ordinal) ? id : Prefix + Base64Url.EncodeToString(Encoding.UTF8.GetBytes(id));

    /// <summary>The provider's id of one that was shown; any other stays as it is.</summary>
    public static string Unwrap(string id)
    {
        if (!id.StartsWith(Prefix, StringComparison.Ordinal))
            return id;
        var wrapped = id.AsSpan(Prefix.Length);
        var bytes = new byte[Base64Url.GetMaxDecodedLength(wrapped.Length)];
        // Who made up an id that only looks like one of these has it as it is.
        return Base64Url.IsValid(wrapped) && Base64Url.TryDecodeFromChars(wrapped, bytes, out var length) && Wrap(Encoding.UTF8.GetString(bytes, 0, length)) == id
            ? Encoding.UTF8.GetString(bytes, 0, length)
            : id;
    }

    private static bool IsFit(char c) => char.IsAsciiLetterOrDigit(c) || c is '_' or '-';
}
