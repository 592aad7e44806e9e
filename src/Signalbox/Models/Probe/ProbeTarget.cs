using Signalbox.Core.Assets;
using Signalbox.Egress;
using Signalbox.Models.Demo;
using Signalbox.Models.Upstreams.Credentials;

namespace Signalbox.Models.Probe;

/// <summary>What to probe: a provider's settings, saved or only typed in.</summary>
internal sealed record ProbeTarget
{
    /// <summary>What to ask.</summary>
    public ProbeApi Api { get; init; } = ProbeApi.OpenAI;

    /// <summary>The base URL as the operator wrote it, such as <c>https://api.example.com/v1</c>.</summary>
    public required string BaseUrl { get; init; }

    /// <summary>What is permitted for its host, and how long connecting may take.</summary>
    public required EgressPolicy Policy { get; init; }

    /// <summary>Proves the calls.</summary>
    public UpstreamCredential Credential { get; init; } = NoCredential.Instance;

    /// <summary>The upstream's name of a model to look for, or null to look for none.</summary>
    public string? Model { get; init; }

    /// <summary>Headers added to each call.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>Longest wait for one answer.</summary>
    public TimeSpan AnswerTimeout { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>
    /// For an upstream inside the gateway: what answers in place of the network. The steps up to TLS are
    /// skipped. Not disposed.
    /// </summary>
    public HttpMessageHandler? InProcess { get; init; }

    /// <summary>What to probe of a provider.</summary>
    public static ProbeTarget Of(Provider provider, UpstreamCredential credential, string? model, TimeProvider time) => new()
    {
        Api = ProbeApi.For(provider),
        BaseUrl = provider.BaseUrl,
        Policy = new EgressPolicy
        {
            AllowPrivate = provider.AllowPrivate,
            AllowHttp = provider.AllowHttp,
            ConnectTimeout = TimeSpan.FromMilliseconds(provider.Timeouts.ConnectMs),
        },
        Credential = credential,
        Model = string.IsNullOrWhiteSpace(model) ? null : model,
        Headers = provider.Headers,
        InProcess = provider.Kind == ProviderKind.Demo ? new DemoUpstream(time) : null,
    };
}
