namespace Signalbox.Import.LiteLlm;

/// <summary>
/// LiteLLM's providers (<see href="https://docs.litellm.ai/docs/providers"/>) that Signalbox can reach. An address or a variable that stands here is the
/// one LiteLLM takes when the file says nothing.
/// </summary>
internal static class KnownUpstreams
{
    private const string Compatible = "openai_compatible";

    private static readonly KnownUpstream[] Table =
    [
        new("openai", "openai", "openai", null, "OPENAI_API_KEY") { Ways = ["responses"] },
        new("azure", "azure", "azure_openai", null, "AZURE_API_KEY") { BaseVariable = "AZURE_API_BASE", Ways = ["responses", "o_series", "gpt5_series"] },
        new("anthropic", "anthropic", "anthropic", null, "ANTHROPIC_API_KEY") { Appended = "/v1" },
        new("gemini", "gemini", "gemini", null, "GEMINI_API_KEY"),
        new("vertex_ai", "vertex", "vertex", null, null),
        new("vertex_ai_beta", "vertex", "vertex", null, null),
        new("bedrock", "bedrock", "bedrock", null, null) { Ways = ["converse", "invoke"] },
        new("bedrock_converse", "bedrock", "bedrock", null, null),

        new("groq", "groq", Compatible, "https://api.groq.com/openai/v1", "GROQ_API_KEY"),
        new("mistral", "mistral", Compatible, "https://api.mistral.ai/v1", "MISTRAL_API_KEY"),
        new("codestral", "codestral", Compatible, "https://codestral.mistral.ai/v1", "CODESTRAL_API_KEY"),
        new("deepseek", "deepseek", Compatible, "https://api.deepseek.com/v1", "DEEPSEEK_API_KEY"),
        new("xai", "xai", Compatible, "https://api.x.ai/v1", "XAI_API_KEY"),
        new("openrouter", "openrouter", Compatible, "https://openrouter.ai/api/v1", "OPENROUTER_API_KEY"),
        new("together_ai", "together", Compatible, "https://api.together.xyz/v1", "TOGETHERAI_API_KEY"),
        new("fireworks_ai", "fireworks", Compatible, "https://api.fireworks.ai/inference/v1", "FIREWORKS_API_KEY") { ModelPrefix = "accounts/fireworks/models/" },
        new("perplexity", "perplexity", Compatible, "https://api.perplexity.ai", "PERPLEXITYAI_API_KEY"),
        new("cerebras", "cerebras", Compatible, "https://api.cerebras.ai/v1", "CEREBRAS_API_KEY"),
        new("sambanova", "sambanova", Compatible, "https://api.sambanova.ai/v1", "SAMBANOVA_API_KEY"),
        new("nvidia_nim", "nvidia-nim", Compatible, "https://integrate.api.nvidia.com/v1", "NVIDIA_NIM_API_KEY"),
        new("deepinfra", "deepinfra", Compatible, "https://api.deepinfra.com/v1/openai", "DEEPINFRA_API_KEY"),
        new("moonshot", "moonshot", Compatible, "https://api.moonshot.ai/v1", "MOONSHOT_API_KEY"),
        new("dashscope", "dashscope", Compatible, "https://dashscope-intl.aliyuncs.com/compatible-mode/v1", "DASHSCOPE_API_KEY"),
        new("meta_llama", "meta-llama", Compatible, "https://api.llama.com/compat/v1", "LLAMA_API_KEY"),
        new("volcengine", "volcengine", Compatible, "https://ark.cn-beijing.volces.com/api/v3", "VOLCENGINE_API_KEY"),

        new("ollama", "ollama", Compatible, "http://localhost:11434", null) { Appended = "/v1" },
        new("ollama_chat", "ollama", Compatible, "http://localhost:11434", null) { Appended = "/v1" },
        new("hosted_vllm", "vllm", Compatible, null, null) { BaseVariable = "HOSTED_VLLM_API_BASE" },
        new("lm_studio", "lm-studio", Compatible, null, null) { BaseVariable = "LM_STUDIO_API_BASE" },
        new("litellm_proxy", "litellm", Compatible, null, "LITELLM_PROXY_API_KEY") { BaseVariable = "LITELLM_PROXY_API_BASE" },
        new("custom_openai", "openai-compatible", Compatible, null, null) { BaseVariable = "OPENAI_API_BASE" },
        new("openai_like", "openai-compatible", Compatible, null, null) { BaseVariable = "OPENAI_LIKE_API_BASE" },
    ];

    /// <summary>A server that speaks OpenAI's protocol at an address of its own: LiteLLM's <c>openai/</c> with an <c>api_base</c>.</summary>
    public static KnownUpstream OpenAICompatible { get; } = new("openai", "openai-compatible", Compatible, null, null) { Ways = ["responses"] };

    /// <summary>The one of that prefix, or null.</summary>
    public static KnownUpstream? Find(string prefix) => Array.Find(Table, upstream => upstream.Prefix == prefix);
}
