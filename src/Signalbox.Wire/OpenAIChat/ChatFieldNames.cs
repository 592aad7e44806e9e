namespace Signalbox.Wire.OpenAIChat;

/// <summary>Recognizes the request fields by name. By length first: most names then cost one comparison.</summary>
internal static class ChatFieldNames
{
    /// <summary>The field of this (decoded) name, or <see cref="ChatField.Unknown"/>.</summary>
    public static ChatField Identify(ReadOnlySpan<byte> name) => name.Length switch
    {
        1 => name[0] == (byte)'n' ? ChatField.Choices : ChatField.Unknown,
        4 => name.SequenceEqual("user"u8) ? ChatField.User : ChatField.Unknown,
        5 => name.SequenceEqual("model"u8) ? ChatField.Model
            : name.SequenceEqual("tools"u8) ? ChatField.Tools
            : name.SequenceEqual("audio"u8) ? ChatField.Audio
            : ChatField.Unknown,
        6 => name.SequenceEqual("stream"u8) ? ChatField.Stream : ChatField.Unknown,
        8 => name.SequenceEqual("messages"u8) ? ChatField.Messages
            : name.SequenceEqual("logprobs"u8) ? ChatField.Logprobs
            : ChatField.Unknown,
        9 => name.SequenceEqual("functions"u8) ? ChatField.Functions
            : name.SequenceEqual("reasoning"u8) ? ChatField.Reasoning
            : ChatField.Unknown,
        10 => name.SequenceEqual("max_tokens"u8) ? ChatField.MaxTokens
            : name.SequenceEqual("modalities"u8) ? ChatField.Modalities
            : name.SequenceEqual("prediction"u8) ? ChatField.Prediction
            : ChatField.Unknown,
        14 => name.SequenceEqual("stream_options"u8) ? ChatField.StreamOptions : ChatField.Unknown,
        15 => name.SequenceEqual("response_format"u8) ? ChatField.ResponseFormat : ChatField.Unknown,
        16 => name.SequenceEqual("reasoning_effort"u8) ? ChatField.ReasoningEffort : ChatField.Unknown,
        18 => name.SequenceEqual("web_search_options"u8) ? ChatField.WebSearchOptions : ChatField.Unknown,
        21 => name.SequenceEqual("max_completion_tokens"u8) ? ChatField.MaxCompletionTokens : ChatField.Unknown,
        _ => ChatField.Unknown,
    };
}
