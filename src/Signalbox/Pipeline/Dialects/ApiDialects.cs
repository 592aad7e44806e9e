using Signalbox.Core.Assets;

namespace Signalbox.Pipeline.Dialects;

/// <summary>The dialects there are, and which of them a kind of provider speaks.</summary>
internal static class ApiDialects
{
    /// <summary>OpenAI's chat completions.</summary>
    public static ApiDialect Chat { get; } = new ChatDialect();

    /// <summary>Anthropic's messages.</summary>
    public static ApiDialect Messages { get; } = new MessagesDialect();

    /// <summary>What upstreams of the kind speak.</summary>
    public static ApiDialect Of(ProviderKind kind) => kind == ProviderKind.Anthropic ? Messages : Chat;
}
