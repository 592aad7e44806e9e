namespace Gateway.Tests.Matrix;

/// <summary>The kinds of providers, the columns of the matrix.</summary>
public enum MatrixKind
{
    /// <summary>OpenAI, with a model that answers chat completions and responses.</summary>
    OpenAI,

    /// <summary>OpenAI, with a model that answers responses only.</summary>
    OpenAIResponsesOnly,

    /// <summary>Azure OpenAI.</summary>
    AzureOpenAI,

    /// <summary>A server compatible with chat completions.</summary>
    OpenAICompatible,

    /// <summary>Anthropic.</summary>
    Anthropic,

    /// <summary>The Gemini API.</summary>
    Gemini,

    /// <summary>Vertex AI.</summary>
    Vertex,

    /// <summary>Vertex AI, with a model of Anthropic's.</summary>
    VertexClaude,

    /// <summary>Amazon Bedrock.</summary>
    Bedrock,
}
