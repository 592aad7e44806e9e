using Signalbox.Core.Assets;
using Signalbox.Models.Upstreams.Credentials;
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
        Credential = credential;
        Addresses = new UpstreamAddresses(provider);
        Redaction = new TextRedaction(credential.Secrets, [new Uri(provider.BaseUrl).Host, Addresses.Authority]);
    }

    /// <summary>The settings.</summary>
    public Provider Provider { get; }

    /// <summary>Sends.</summary>
    public HttpMessageInvoker Invoker { get; }

    /// <summary>Where calls go.</summary>
    public UpstreamAddresses Addresses { get; }

    /// <summary>Proves whose calls they are.</summary>
    public UpstreamCredential Credential { get; }

    /// <summary>Removes the credential and the host from what the upstream says, before a caller sees it.</summary>
    public TextRedaction Redaction { get; }

    /// <summary>How many more retries it may be given just now.</summary>
    public RetryBudget Retries { get; } = new();

    /// <summary>Whether a stream may be asked for its usage: the setting, unless the upstream was seen to reject it (R34).</summary>
    public bool TakesStreamUsage => Provider.StreamUsage && !_rejectsStreamUsage;

    /// <summary>Remembers that the upstream rejects <c>stream_options</c>, until its settings change.</summary>
    public void RememberRejectedStreamUsage() => _rejectsStreamUsage = true;
}
