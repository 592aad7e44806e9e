using Signalbox.Core.Assets;

namespace Signalbox.Pipeline.Dialects;

/// <summary>The dialects there are, and which of them a kind of provider speaks.</summary>
internal static class ApiDialects
{
    /// <summary>OpenAI's chat completions.</summary>
    public static TargetDialect Chat { get; } = new ChatDialect();

    /// <summary>OpenAI's responses.</summary>
    public static ConversationDialect Responses { get; } = new ResponsesDialect();

    /// <summary>OpenAI's embeddings.</summary>
    public static ApiDialect Embeddings { get; } = new EmbeddingsDialect();

    /// <summary>Anthropic's messages.</summary>
    public static TargetDialect Messages { get; } = new MessagesDialect();

    /// <summary>Anthropic's counting of tokens.</summary>
    public static ApiDialect TokenCount { get; } = new TokenCountDialect();

    /// <summary>
    /// What an upstream is spoken to in: the caller's dialect where its kind speaks that, else the one its calls are translated into; null where
    /// the kind has nothing of the sort.
    /// </summary>
    public static ApiDialect? For(ProviderKind kind, ApiDialect caller) => kind switch
    {
        ProviderKind.OpenAI when caller == Responses => Responses,
        ProviderKind.Anthropic when caller == Embeddings => null,
        ProviderKind.Demo when caller == Embeddings => null,
        _ when caller == Embeddings => Embeddings,
        ProviderKind.Anthropic when caller == TokenCount => TokenCount,
        _ when caller == TokenCount => null,
        ProviderKind.Anthropic => Messages,
        _ => Chat,
    };
}
