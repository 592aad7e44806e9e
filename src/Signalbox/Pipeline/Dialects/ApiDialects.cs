using Signalbox.Core.Assets;

namespace Signalbox.Pipeline.Dialects;

/// <summary>The dialects there are, and which of them a kind of provider speaks.</summary>
internal static class ApiDialects
{
    /// <summary>OpenAI's chat completions.</summary>
    public static TargetDialect Chat { get; } = new ChatDialect();

    /// <summary>OpenAI's responses.</summary>
    public static ApiDialect Responses { get; } = new ResponsesDialect();

    /// <summary>Anthropic's messages.</summary>
    public static TargetDialect Messages { get; } = new MessagesDialect();

    /// <summary>What an upstream is spoken to in: the caller's dialect where its kind speaks that, else the one its calls are translated into.</summary>
    public static ApiDialect For(ProviderKind kind, ApiDialect caller) => kind switch
    {
        ProviderKind.OpenAI when caller == Responses => Responses,
        ProviderKind.Anthropic => Messages,
        _ => Chat,
    };
}
