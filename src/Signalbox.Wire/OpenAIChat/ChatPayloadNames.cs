using Signalbox.Wire.Json;

namespace Signalbox.Wire.OpenAIChat;

/// <summary>Recognizes the members of answers by name. By length first: most names then cost one comparison.</summary>
internal static class ChatPayloadNames
{
    /// <summary>Longest name known here.</summary>
    private const int MaxLength = 17;

    /// <summary>The member of this name, also when the name is written with escapes.</summary>
    public static ChatPayloadField Identify(ReadOnlySpan<byte> json, JsonString name)
    {
        var content = name.Content.Of(json);
        if (!name.Escaped)
            return Identify(content);
        // An escape makes six bytes of one at worst.
        Span<byte> decoded = stackalloc byte[MaxLength];
        return content.Length <= MaxLength * 6 && JsonText.TryDecodeUtf8(content, decoded, out var length)
            ? Identify(decoded[..length])
            : ChatPayloadField.Unknown;
    }

    private static ChatPayloadField Identify(ReadOnlySpan<byte> name) => name.Length switch
    {
        2 => name.SequenceEqual("id"u8) ? ChatPayloadField.Id : ChatPayloadField.Unknown,
        4 => name.SequenceEqual("type"u8) ? ChatPayloadField.Type
            : name.SequenceEqual("code"u8) ? ChatPayloadField.Code
            : ChatPayloadField.Unknown,
        5 => name.SequenceEqual("model"u8) ? ChatPayloadField.Model
            : name.SequenceEqual("usage"u8) ? ChatPayloadField.Usage
            : name.SequenceEqual("delta"u8) ? ChatPayloadField.Delta
            : name.SequenceEqual("error"u8) ? ChatPayloadField.Error
            : name.SequenceEqual("audio"u8) ? ChatPayloadField.Content
            : name.SequenceEqual("index"u8) ? ChatPayloadField.Index
            : ChatPayloadField.Unknown,
        6 => name.SequenceEqual("object"u8) ? ChatPayloadField.Object : ChatPayloadField.Unknown,
        7 => name.SequenceEqual("choices"u8) ? ChatPayloadField.Choices
            : name.SequenceEqual("content"u8) ? ChatPayloadField.Content
            : name.SequenceEqual("refusal"u8) ? ChatPayloadField.Content
            : name.SequenceEqual("message"u8) ? ChatPayloadField.Message
            : ChatPayloadField.Unknown,
        9 => name.SequenceEqual("reasoning"u8) ? ChatPayloadField.Content : ChatPayloadField.Unknown,
        10 => name.SequenceEqual("tool_calls"u8) ? ChatPayloadField.Content : ChatPayloadField.Unknown,
        11 => name.SequenceEqual("obfuscation"u8) ? ChatPayloadField.Obfuscation : ChatPayloadField.Unknown,
        12 => name.SequenceEqual("service_tier"u8) ? ChatPayloadField.ServiceTier : ChatPayloadField.Unknown,
        13 => name.SequenceEqual("finish_reason"u8) ? ChatPayloadField.FinishReason
            : name.SequenceEqual("function_call"u8) ? ChatPayloadField.Content
            : ChatPayloadField.Unknown,
        17 => name.SequenceEqual("reasoning_content"u8) || name.SequenceEqual("reasoning_details"u8)
            ? ChatPayloadField.Content
            : ChatPayloadField.Unknown,
        _ => ChatPayloadField.Unknown,
    };
}
