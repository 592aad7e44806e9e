using Signalbox.Core.Assets;
using Signalbox.Models.Upstreams.Credentials;
using Signalbox.Wire.Conversation;
using Signalbox.Wire.OpenAIChat;

namespace Signalbox.Models.Upstreams;

/// <summary>A provider ready to be called: its connections, its credential in clear, its learned quirks.</summary>
internal sealed class Upstream
{
    private volatile bool _rejectsStreamUsage;

    public Upstream(Provider provider, HttpMessageInvoker invoker, UpstreamCredential credential)
    {
        Provider = provider;
        Invoker = invoker;
        ChatServer = FindChatServer(provider);
        ChatRules = Wire.OpenAIChat.ChatRules.For(ChatServer);
        SystemName = Upstreams.SystemName.Of(provider.Kind, ChatServer);
        Credential = credential;
        Drains = provider.Disconnect.Drains ? new DrainPlaces(provider.Disconnect) : null;
        Addresses = new UpstreamAddresses(provider);
        Redaction = new TextRedaction(credential.Secrets, [new Uri(provider.BaseUrl).Host, Addresses.Authority]);
    }

    /// <summary>The settings.</summary>
    public Provider Provider { get; }

    /// <summary>Sends.</summary>
    public HttpMessageInvoker Invoker { get; }

    /// <summary>Where calls go.</summary>
    public UpstreamAddresses Addresses { get; }

    /// <summary>What the server takes of chat completions.</summary>
    public ChatServer ChatServer { get; }

    /// <summary>What becomes of each feature of a request that is translated into its chat completions.</summary>
    public DialectRules ChatRules { get; }

    /// <summary>What telemetry calls a provider of this kind.</summary>
    public string SystemName { get; }

    /// <summary>Proves whose calls they are.</summary>
    public UpstreamCredential Credential { get; }

    /// <summary>Removes the credential and the host from what the upstream says, before a caller sees it.</summary>
    public TextRedaction Redaction { get; }

    /// <summary>How many more retries it may be given just now.</summary>
    public RetryBudget Retries { get; } = new();

    /// <summary>Where answers are read on whose callers are gone; null when such calls are canceled.</summary>
    public DrainPlaces? Drains { get; }

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
