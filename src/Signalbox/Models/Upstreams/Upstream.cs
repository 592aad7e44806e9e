using Signalbox.Core.Assets;
using Signalbox.Wire.Conversation;
using Signalbox.Wire.OpenAIChat;

namespace Signalbox.Models.Upstreams;

/// <summary>A provider ready to be called: its connections, its credential in clear, its learned quirks.</summary>
internal sealed class Upstream
{
    private volatile bool _rejectsStreamUsage;

    public Upstream(Provider provider, HttpMessageInvoker invoker, string? credential)
    {
        Provider = provider;
        Invoker = invoker;
        ChatCompletions = new Uri(provider.BaseUrl + "/chat/completions");
        Responses = new Uri(provider.BaseUrl + "/responses");
        Embeddings = new Uri(provider.BaseUrl + "/embeddings");
        Messages = new Uri(provider.BaseUrl + "/messages");
        TokenCount = new Uri(provider.BaseUrl + "/messages/count_tokens");
        ChatServer = FindChatServer(provider);
        ChatRules = Wire.OpenAIChat.ChatRules.For(ChatServer);
        Credential = credential;
        Authorization = credential is null ? null : $"Bearer {credential}";
        Redaction = new TextRedaction(credential is null ? [] : [credential], [ChatCompletions.Host, ChatCompletions.Authority]);
    }

    /// <summary>The settings.</summary>
    public Provider Provider { get; }

    /// <summary>Sends.</summary>
    public HttpMessageInvoker Invoker { get; }

    /// <summary>Where chat completions go.</summary>
    public Uri ChatCompletions { get; }

    /// <summary>Where responses are asked for.</summary>
    public Uri Responses { get; }

    /// <summary>Where embeddings are asked for.</summary>
    public Uri Embeddings { get; }

    /// <summary>Where messages go.</summary>
    public Uri Messages { get; }

    /// <summary>Where the tokens of messages are counted.</summary>
    public Uri TokenCount { get; }

    /// <summary>What the server takes of chat completions.</summary>
    public ChatServer ChatServer { get; }

    /// <summary>What becomes of each feature of a request that is translated into its chat completions.</summary>
    public DialectRules ChatRules { get; }

    /// <summary>The credential; null when the upstream needs none.</summary>
    public string? Credential { get; }

    /// <summary>The value of the Authorization header; null when the upstream needs none.</summary>
    public string? Authorization { get; }

    /// <summary>Removes the credential and the host from what the upstream says, before a caller sees it.</summary>
    public TextRedaction Redaction { get; }

    /// <summary>How many more retries it may be given just now.</summary>
    public RetryBudget Retries { get; } = new();

    /// <summary>Whether a stream may be asked for its usage: the setting, unless the server is known or was seen to reject it (R34).</summary>
    public bool TakesStreamUsage => Provider.StreamUsage && ChatServer.StreamUsage && !_rejectsStreamUsage;

    /// <summary>Remembers that the upstream rejects <c>stream_options</c>, until its settings change.</summary>
    public void RememberRejectedStreamUsage() => _rejectsStreamUsage = true;

    private static ChatServer FindChatServer(Provider provider) => provider.Kind switch
    {
        ProviderKind.OpenAI => ChatServers.OpenAI,
        ProviderKind.AzureOpenAI => ChatServers.Find("azure_openai")!,
        ProviderKind.OpenAICompatible => provider.Server is { } name && ChatServers.Find(name) is { } named ? named : ChatServers.ForHost(new Uri(provider.BaseUrl).Host),
        _ => ChatServers.Generic,
    };
}
