namespace Gateway.Tests.Matrix;

/// <summary>The dialects that callers speak.</summary>
public enum MatrixCaller
{
    /// <summary>OpenAI's chat completions.</summary>
    ChatCompletions,

    /// <summary>OpenAI's responses.</summary>
    Responses,

    /// <summary>Anthropic's messages.</summary>
    Messages,
}
