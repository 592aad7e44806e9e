namespace Testing.Upstream;

/// <summary>The APIs that the fake upstream speaks.</summary>
public enum UpstreamApi
{
    /// <summary>OpenAI's chat completions.</summary>
    Chat,

    /// <summary>OpenAI's responses.</summary>
    Responses,

    /// <summary>Anthropic's messages.</summary>
    Messages,

    /// <summary>Google's generateContent.</summary>
    Gemini,

    /// <summary>Bedrock's Converse.</summary>
    Converse,
}
