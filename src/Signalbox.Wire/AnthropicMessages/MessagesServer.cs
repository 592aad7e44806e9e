namespace Signalbox.Wire.AnthropicMessages;

/// <summary>Whose server takes a request of Messages, where they differ.</summary>
public enum MessagesServer
{
    /// <summary>Anthropic's own (https://docs.anthropic.com/en/api/messages).</summary>
    Anthropic,

    /// <summary>Vertex AI (https://docs.anthropic.com/en/api/claude-on-vertex-ai): the model stands in the address and the API's version in the body.</summary>
    Vertex,
}
