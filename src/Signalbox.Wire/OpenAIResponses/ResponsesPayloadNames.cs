using Signalbox.Wire.Json;

namespace Signalbox.Wire.OpenAIResponses;

/// <summary>Recognizes the members and types of answers by name. By length first: most names then cost one comparison.</summary>
internal static class ResponsesPayloadNames
{
    /// <summary>Room for a name that is written with escapes; what is longer is none of those known here.</summary>
    private const int MaxLength = 64;

    /// <summary>The member of this name, also when the name is written with escapes.</summary>
    public static ResponsesPayloadField Identify(ReadOnlySpan<byte> json, JsonString name)
    {
        if (!name.Escaped)
            return Field(name.Content.Of(json));
        Span<byte> decoded = stackalloc byte[MaxLength];
        return JsonText.TryDecodeUtf8(name.Content.Of(json), decoded, out var length)
            ? Field(decoded[..length])
            : ResponsesPayloadField.Unknown;
    }

    /// <summary>The type of this name, also when it is written with escapes.</summary>
    public static ResponsesPayloadKind IdentifyKind(ReadOnlySpan<byte> json, JsonString type)
    {
        if (!type.Escaped)
            return Kind(type.Content.Of(json));
        Span<byte> decoded = stackalloc byte[MaxLength];
        return JsonText.TryDecodeUtf8(type.Content.Of(json), decoded, out var length)
            ? Kind(decoded[..length])
            : ResponsesPayloadKind.Unknown;
    }

    /// <summary>The type of this (decoded) name.</summary>
    public static ResponsesPayloadKind Kind(ReadOnlySpan<byte> type)
    {
        if (type.EndsWith(".delta"u8))
            return ResponsesPayloadKind.Delta;
        if (type.StartsWith("response."u8))
            return ResponseKind(type["response.".Length..]);
        return type.SequenceEqual("error"u8) ? ResponsesPayloadKind.Error
            : type.SequenceEqual("keepalive"u8) || type.SequenceEqual("ping"u8) ? ResponsesPayloadKind.KeepAlive
            : ResponsesPayloadKind.Unknown;
    }

    private static ResponsesPayloadKind ResponseKind(ReadOnlySpan<byte> type) => type.Length switch
    {
        6 => type.SequenceEqual("failed"u8) ? ResponsesPayloadKind.Failed
            : type.SequenceEqual("queued"u8) ? ResponsesPayloadKind.Begun
            : ResponsesPayloadKind.Unknown,
        7 => type.SequenceEqual("created"u8) ? ResponsesPayloadKind.Begun : ResponsesPayloadKind.Unknown,
        9 => type.SequenceEqual("completed"u8) ? ResponsesPayloadKind.Ended : ResponsesPayloadKind.Unknown,
        10 => type.SequenceEqual("incomplete"u8) ? ResponsesPayloadKind.Ended : ResponsesPayloadKind.Unknown,
        11 => type.SequenceEqual("in_progress"u8) ? ResponsesPayloadKind.Begun : ResponsesPayloadKind.Unknown,
        16 => type.SequenceEqual("output_item.done"u8) ? ResponsesPayloadKind.ItemDone : ResponsesPayloadKind.Unknown,
        17 => type.SequenceEqual("output_item.added"u8) ? ResponsesPayloadKind.ItemAdded
            : type.SequenceEqual("content_part.done"u8) ? ResponsesPayloadKind.Part
            : ResponsesPayloadKind.Unknown,
        18 => type.SequenceEqual("content_part.added"u8) ? ResponsesPayloadKind.Part : ResponsesPayloadKind.Unknown,
        27 => type.SequenceEqual("reasoning_summary_part.done"u8) ? ResponsesPayloadKind.Part : ResponsesPayloadKind.Unknown,
        28 => type.SequenceEqual("reasoning_summary_part.added"u8) ? ResponsesPayloadKind.Part : ResponsesPayloadKind.Unknown,
        _ => ResponsesPayloadKind.Unknown,
    };

    private static ResponsesPayloadField Field(ReadOnlySpan<byte> name) => name.Length switch
    {
        2 => name.SequenceEqual("id"u8) ? ResponsesPayloadField.Id : ResponsesPayloadField.Unknown,
        4 => name.SequenceEqual("type"u8) ? ResponsesPayloadField.Type
            : name.SequenceEqual("item"u8) ? ResponsesPayloadField.Item
            : name.SequenceEqual("part"u8) ? ResponsesPayloadField.Part
            : name.SequenceEqual("code"u8) ? ResponsesPayloadField.Code
            : ResponsesPayloadField.Unknown,
        5 => name.SequenceEqual("delta"u8) ? ResponsesPayloadField.Delta
            : name.SequenceEqual("model"u8) ? ResponsesPayloadField.Model
            : name.SequenceEqual("usage"u8) ? ResponsesPayloadField.Usage
            : name.SequenceEqual("error"u8) ? ResponsesPayloadField.Error
            : ResponsesPayloadField.Unknown,
        6 => name.SequenceEqual("status"u8) ? ResponsesPayloadField.Status
            : name.SequenceEqual("output"u8) ? ResponsesPayloadField.Output
            : name.SequenceEqual("object"u8) ? ResponsesPayloadField.Object
            : ResponsesPayloadField.Unknown,
        7 => name.SequenceEqual("message"u8) ? ResponsesPayloadField.Message : ResponsesPayloadField.Unknown,
        8 => name.SequenceEqual("response"u8) ? ResponsesPayloadField.Response : ResponsesPayloadField.Unknown,
        12 => name.SequenceEqual("service_tier"u8) ? ResponsesPayloadField.ServiceTier : ResponsesPayloadField.Unknown,
        _ => ResponsesPayloadField.Unknown,
    };
}
