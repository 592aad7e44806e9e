using Signalbox.Wire.Json;

namespace Signalbox.Wire.OpenAIResponses;

/// <summary>Recognizes the request fields by name. By length first: most names then cost one comparison.</summary>
internal static class ResponsesRequestNames
{
    /// <summary>Room for the decoded types of tools that are looked at; what is longer is none of them.</summary>
    private const int MaxTypeLength = 64;

    /// <summary>The field of this (decoded) name, or <see cref="ResponsesRequestField.Unknown"/>.</summary>
    public static ResponsesRequestField Identify(ReadOnlySpan<byte> name) => name.Length switch
    {
        4 => name.SequenceEqual("text"u8) ? ResponsesRequestField.Text : ResponsesRequestField.Unknown,
        5 => name.SequenceEqual("model"u8) ? ResponsesRequestField.Model
            : name.SequenceEqual("input"u8) ? ResponsesRequestField.Input
            : name.SequenceEqual("tools"u8) ? ResponsesRequestField.Tools
            : name.SequenceEqual("store"u8) ? ResponsesRequestField.Store
            : ResponsesRequestField.Unknown,
        6 => name.SequenceEqual("stream"u8) ? ResponsesRequestField.Stream : ResponsesRequestField.Unknown,
        9 => name.SequenceEqual("reasoning"u8) ? ResponsesRequestField.Reasoning : ResponsesRequestField.Unknown,
        10 => name.SequenceEqual("background"u8) ? ResponsesRequestField.Background : ResponsesRequestField.Unknown,
        12 => name.SequenceEqual("instructions"u8) ? ResponsesRequestField.Instructions : ResponsesRequestField.Unknown,
        17 => name.SequenceEqual("max_output_tokens"u8) ? ResponsesRequestField.MaxOutputTokens : ResponsesRequestField.Unknown,
        20 => name.SequenceEqual("previous_response_id"u8) ? ResponsesRequestField.PreviousResponseId : ResponsesRequestField.Unknown,
        _ => ResponsesRequestField.Unknown,
    };

    /// <summary>Whether a tool's type is <c>web_search</c>, <c>web_search_preview</c> or one of their dated names.</summary>
    public static bool IsWebSearch(ReadOnlySpan<byte> body, JsonString type)
    {
        var content = type.Content.Of(body);
        if (!type.Escaped)
            return content.StartsWith("web_search"u8);
        Span<byte> decoded = stackalloc byte[MaxTypeLength];
        return JsonText.TryDecodeUtf8(content, decoded, out var length) && decoded[..length].StartsWith("web_search"u8);
    }
}
