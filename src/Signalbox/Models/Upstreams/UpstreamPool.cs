using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using Signalbox.Core.Assets;
using Signalbox.Core.Snapshots;
using Signalbox.Egress;
using Signalbox.Models.Demo;
using Signalbox.Models.Upstreams.Credentials;
using Signalbox.Secrets;

namespace Signalbox.Models.Upstreams;

/// <summary>
/// Makes the <see cref="Upstream"/> of each provider before a snapshot goes into force. A provider that did not change keeps its
/// connections across snapshots; one that did gets new ones, and the old drain with the calls that hold them: those may make
/// further attempts, so that nothing is closed here but by the collector, once the last of them has ended.
/// </summary>
internal sealed partial class UpstreamPool(EgressHandlers egress, UpstreamCredentials credentials, CredentialProtector protector, TimeProvider time, ILogger<UpstreamPool> logger) : IDisposable
{
    private readonly ConditionalWeakTable<Provider, Upstream> _byProvider = [];
    private Dictionary<(string Id, long Revision), Upstream> _current = [];

    /// <summary>The upstream of a provider of a prepared snapshot.</summary>
    public Upstream Get(Provider provider) =>
        _byProvider.TryGetValue(provider, out var upstream) ? upstream : throw new InvalidOperationException("The snapshot was not prepared.");

    /// <summary>Prepares a snapshot. Called by one thread at a time.</summary>
    public void Prepare(Snapshot snapshot)
    {
        var next = new Dictionary<(string, long), Upstream>(snapshot.Providers.Count);
        foreach (var provider in snapshot.Providers)
        {
            var key = (provider.Id, provider.Revision);
            var upstream = _current.TryGetValue(key, out var known) ? known : Create(provider);
            next[key] = upstream;
            _byProvider.AddOrUpdate(provider, upstream);
        }
        _current = next;
    }

    /// <summary>Closes the connections that nobody uses, also those of providers as they were before; the others close with their calls.</summary>
    public void Dispose()
    {
        foreach (var (_, upstream) in _byProvider) upstream.Invoker.Dispose();
    }

    private Upstream Create(Provider provider)
    {
        HttpMessageHandler handler = provider.Kind == ProviderKind.Demo
            ? new DemoUpstream(time)
            : egress.ForCalls(new Uri(provider.BaseUrl), new EgressPolicy
            {
                AllowPrivate = provider.AllowPrivate,
                AllowHttp = provider.AllowHttp,
                ConnectTimeout = TimeSpan.FromMilliseconds(provider.Timeouts.ConnectMs),
            });
        return new Upstream(provider, new HttpMessageInvoker(handler, disposeHandler: true), ReadCredential(provider));
    }

    /// <summary>A credential that cannot be read is left out: the upstream's own 401 then says so, and all other providers serve.</summary>
    private UpstreamCredential ReadCredential(Provider provider)
    {
        try
        {
            return credentials.Create(provider, provider.ProtectedCredential is { } stored ? protector.Unprotect(stored) : null);
        }
        catch (Exception failure)
        {
            // Whatever a library says of a key it does not like: one provider must not keep a snapshot from coming into force.
            Log.CredentialUnreadable(logger, provider.Name, failure.GetType().Name);
            return NoCredential.Instance;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(400, LogLevel.Error, "The credential of provider {Provider} cannot be decrypted or read ({Failure}); set it again")]
        public static partial void CredentialUnreadable(ILogger logger, string provider, string failure);
    }
}
