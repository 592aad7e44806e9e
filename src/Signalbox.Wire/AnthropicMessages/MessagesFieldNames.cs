namespace Signalbox.Wire.AnthropicMessages;

/// <summary>Recognizes the request fields by name. By length first: most names then cost one comparison.</summary>
internal static class MessagesFieldNames
{
    /// <summary>The field of this (decoded) name, or <see cref="MessagesField.Unknown"/>.</summary>
    public static MessagesField Identify(ReadOnlySpan<byte> name) => name.Length switch
    {
        5 => name.SequenceEqual("model"u8) ? MessagesField.Model
            : name.SequenceEqual("tools"u8) ? MessagesField.Tools
            : MessagesField.Unknown,
        6 => name.SequenceEqual("system"u8) ? MessagesField.System
            : name.SequenceEqual("stream"u8) ? MessagesField.Stream
            : MessagesField.Unknown,
        8 => name.SequenceEqual("messages"u8) ? MessagesField.Messages
            : name.SequenceEqual("thinking"u8) ? MessagesField.Thinking
            : MessagesField.Unknown,
        10 => name.SequenceEqual("max_tokens"u8) ? MessagesField.MaxTokens : MessagesField.Unknown,
        13 => name.SequenceEqual("output_config"u8) ? MessagesField.OutputConfig
            : name.SequenceEqual("output_format"u8) ? MessagesField.OutputFormat
            : MessagesField.Unknown,
        _ => MessagesField.Unknown,
    };
}
