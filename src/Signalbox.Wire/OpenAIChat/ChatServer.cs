namespace Signalbox.Wire.OpenAIChat;

/// <summary>Whose server takes a written chat completion request, where they differ.</summary>
public enum ChatServer
{
    /// <summary>Any compatible server: it gets the older names, which all of them know, and earlier thoughts as <c>reasoning_content</c>.</summary>
    Compatible,

    /// <summary>OpenAI's own: its reasoning models take only the newer names, and it refuses fields it does not know.</summary>
    OpenAI,
}
