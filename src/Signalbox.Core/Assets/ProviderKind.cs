namespace Signalbox.Core.Assets;

/// <summary>The protocol and account type of an upstream.</summary>
public enum ProviderKind
{
    /// <summary>OpenAI's own API.</summary>
    OpenAI,

    /// <summary>Any server that speaks OpenAI's protocol: vLLM, SGLang, Ollama and the like.</summary>
    OpenAICompatible,

    /// <summary>The built-in, deterministic, in-process upstream for trying things out.</summary>
    Demo,

    /// <summary>Azure OpenAI.</summary>
    AzureOpenAI,

    /// <summary>Anthropic's own API.</summary>
    Anthropic,

    /// <summary>Google's Gemini API.</summary>
    Gemini,

    /// <summary>Google Cloud Vertex AI.</summary>
    Vertex,

    /// <summary>Amazon Bedrock.</summary>
    Bedrock,
}
