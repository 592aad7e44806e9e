using Signalbox.Core.Assets;

namespace Signalbox.Pipeline.Dialects;

/// <summary>The APIs there are, and in which of them a provider is spoken to.</summary>
internal static class ApiDialects
{
    private static readonly ChatDialect ChatApi = new();
    private static readonly MessagesDialect MessagesApi = new();
    private static readonly GeminiApi Gemini = new();
    private static readonly ConverseApi Converse = new();

    /// <summary>OpenAI's chat completions.</summary>
    public static ConversationDialect Chat => ChatApi;

    /// <summary>OpenAI's responses.</summary>
    public static ConversationDialect Responses { get; } = new ResponsesDialect();

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
    public static IUpstreamApi? For(ProviderKind kind, ApiDialect caller)
    {
        if (caller == Embeddings) return HasEmbeddings(kind) ? Embeddings : null;
        if (caller == TokenCount) return kind == ProviderKind.Anthropic ? TokenCount : null;
        if (caller == Responses && kind is ProviderKind.OpenAI or ProviderKind.AzureOpenAI) return Responses;
        return kind switch
        {
            ProviderKind.Anthropic => MessagesApi,
            ProviderKind.Gemini or ProviderKind.Vertex => Gemini,
            ProviderKind.Bedrock => Converse,
            _ => ChatApi,
        };
    }

    private static bool HasEmbeddings(ProviderKind kind) =>
        kind is ProviderKind.OpenAI or ProviderKind.AzureOpenAI or ProviderKind.OpenAICompatible or ProviderKind.Gemini;
}
