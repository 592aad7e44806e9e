using Signalbox.Wire.Json;

namespace Signalbox.Wire.AnthropicMessages;

/// <summary>Recognizes the members and types of answers by name. By length first: most names then cost one comparison.</summary>
internal static class MessagesPayloadNames
{
    /// <summary>Longest name known here.</summary>
    private const int MaxLength = 19;

    /// <summary>The member of this name, also when the name is written with escapes.</summary>
    public static MessagesPayloadField Identify(ReadOnlySpan<byte> json, JsonString name)
    {
        if (!name.Escaped)
            return Field(name.Content.Of(json));
        Span<byte> decoded = stackalloc byte[MaxLength];
        return TryDecode(name.Content.Of(json), decoded, out var length) ? Field(decoded[..length]) : MessagesPayloadField.Unknown;
    }

    /// <summary>The type of this name, also when it is written with escapes.</summary>
    public static MessagesPayloadKind IdentifyKind(ReadOnlySpan<byte> json, JsonString type)
    {
        if (!type.Escaped)
            return Kind(type.Content.Of(json));
        Span<byte> decoded = stackalloc byte[MaxLength];
        return TryDecode(type.Content.Of(json), decoded, out var length) ? Kind(decoded[..length]) : MessagesPayloadKind.Unknown;
    }

    /// <summary>The type of this (decoded) name.</summary>
    public static MessagesPayloadKind Kind(ReadOnlySpan<byte> type) => type.Length switch
    {
        4 => type.SequenceEqual("ping"u8) ? MessagesPayloadKind.Ping : MessagesPayloadKind.Unknown,
        5 => type.SequenceEqual("error"u8) ? MessagesPayloadKind.Error : MessagesPayloadKind.Unknown,
        12 => type.SequenceEqual("message_stop"u8) ? MessagesPayloadKind.MessageStop : MessagesPayloadKind.Unknown,
        13 => type.SequenceEqual("message_start"u8) ? MessagesPayloadKind.MessageStart
            : type.SequenceEqual("message_delta"u8) ? MessagesPayloadKind.MessageDelta
            : MessagesPayloadKind.Unknown,
        18 => type.SequenceEqual("content_block_stop"u8) ? MessagesPayloadKind.ContentBlockStop : MessagesPayloadKind.Unknown,
        19 => type.SequenceEqual("content_block_delta"u8) ? MessagesPayloadKind.ContentBlockDelta
            : type.SequenceEqual("content_block_start"u8) ? MessagesPayloadKind.ContentBlockStart
            : MessagesPayloadKind.Unknown,
        _ => MessagesPayloadKind.Unknown,
    };

    private static MessagesPayloadField Field(ReadOnlySpan<byte> name) => name.Length switch
    {
        2 => name.SequenceEqual("id"u8) ? MessagesPayloadField.Id : MessagesPayloadField.Unknown,
        4 => name.SequenceEqual("type"u8) ? MessagesPayloadField.Type
            : name.SequenceEqual("code"u8) ? MessagesPayloadField.Code
            : MessagesPayloadField.Unknown,
        5 => name.SequenceEqual("delta"u8) ? MessagesPayloadField.Delta
            : name.SequenceEqual("model"u8) ? MessagesPayloadField.Model
            : name.SequenceEqual("usage"u8) ? MessagesPayloadField.Usage
            : name.SequenceEqual("error"u8) ? MessagesPayloadField.Error
            : MessagesPayloadField.Unknown,
        7 => name.SequenceEqual("content"u8) ? MessagesPayloadField.Content
            : name.SequenceEqual("message"u8) ? MessagesPayloadField.Message
            : MessagesPayloadField.Unknown,
        11 => name.SequenceEqual("stop_reason"u8) ? MessagesPayloadField.StopReason : MessagesPayloadField.Unknown,
        13 => name.SequenceEqual("content_block"u8) ? MessagesPayloadField.ContentBlock : MessagesPayloadField.Unknown,
        _ => MessagesPayloadField.Unknown,
    };

    /// <summary>An escape makes six bytes of one at worst: what is longer is none of these names.</summary>
    private static bool TryDecode(ReadOnlySpan<byte> content, Span<byte> target, out int length)
    {
        length = 0;
        return content.Length <= MaxLength * 6 && JsonText.TryDecodeUtf8(content, target, out length);
    }
}
