using Signalbox.Core.Assets;
using Signalbox.Core.Snapshots;

namespace Signalbox.Pipeline.Dialects;

/// <summary>The APIs there are, and in which of them a provider is spoken to.</summary>
internal static class ApiDialects
{
    private static readonly ChatDialect ChatApi = new();
    private static readonly ResponsesDialect ResponsesApi = new();
    private static readonly MessagesDialect MessagesApi = new();
    private static readonly GeminiApi Gemini = new();
    private static readonly ConverseApi Converse = new();

    /// <summary>OpenAI's chat completions.</summary>
    public static ConversationDialect Chat => ChatApi;

    /// <summary>OpenAI's responses.</summary>
    public static ConversationDialect Responses => ResponsesApi;

    /// <summary>OpenAI's embeddings.</summary>
    public static ApiDialect Embeddings { get; } = new EmbeddingsDialect();

    /// <summary>Anthropic's messages.</summary>
    public static ConversationDialect Messages => MessagesApi;

    /// <summary>Anthropic's counting of tokens.</summary>
    public static ApiDialect TokenCount { get; } = new TokenCountDialect();

    /// <summary>
    /// What an upstream is spoken to in: the caller's dialect where its kind speaks that, else the one its calls are translated into; null where
    /// the kind has nothing of the sort.
    /// </summary>
    public static IUpstreamApi? For(RouteDeployment deployment, ApiDialect caller) =>
        For(deployment.Provider.Kind, deployment.Deployment.UpstreamModel, deployment.Capabilities, caller);

    /// <summary>The same for a deployment that is not compiled, as the admin API explains it.</summary>
    public static IUpstreamApi? For(ProviderKind kind, string upstreamModel, ModelCapabilities can, ApiDialect caller)
    {
        if (caller == Embeddings) return (ProviderKinds.Apis(kind) & ModelCapabilities.Embeddings) != 0 ? Embeddings : null;
        var isClaude = kind == ProviderKind.Anthropic || (kind == ProviderKind.Vertex && VertexModels.IsAnthropic(upstreamModel));
        if (caller == TokenCount) return isClaude ? TokenCount : null;
        return kind switch
        {
            _ when isClaude => MessagesApi,
            ProviderKind.Gemini or ProviderKind.Vertex => Gemini,
            ProviderKind.Bedrock => Converse,
            ProviderKind.OpenAI or ProviderKind.AzureOpenAI when caller == Responses || WantsResponses(can, caller) => ResponsesApi,
            _ => ChatApi,
        };
    }

    /// <summary>
    /// Some models of OpenAI's answer no chat completions; and those that think keep their thoughts over a loop of tools only through responses, whose
    /// proofs Anthropic's clients hand back (R57).
    /// </summary>
    private static bool WantsResponses(ModelCapabilities can, ApiDialect caller) =>
        (can & ModelCapabilities.Responses) != 0
        && ((can & ModelCapabilities.Chat) == 0 || (caller == Messages && (can & ModelCapabilities.Reasoning) != 0));
}
