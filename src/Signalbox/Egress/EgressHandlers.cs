using System.Net;
using Signalbox.Egress.Http1;

namespace Signalbox.Egress;

/// <summary>Makes the HTTP handlers through which the gateway calls out.</summary>
/// <param name="resolve">Finds the addresses of a name.</param>
internal sealed class EgressHandlers(AddressResolver resolve)
{
    /// <summary>
    /// A handler for the calls of one provider, as <see cref="ForUpstream"/>, for those who make many: it costs less of each, and keeps no headers of answers
    /// that calls do not need.
    /// </summary>
    /// <param name="baseUrl">The provider's base URL; all requests go to its host and port.</param>
    /// <param name="policy">What the operator permitted for that host.</param>
    public HttpMessageHandler ForCalls(Uri baseUrl, EgressPolicy policy) =>
        new Http1Handler(new Http1Pool(baseUrl, Connector(baseUrl, policy), policy.ConnectTimeout));

    /// <summary>
    /// A handler for requests to one host. The caller owns it, keeps it as long as the host's settings
    /// stay the same, and uses it through an <see cref="HttpMessageInvoker"/> with requests of version 1.1.
    /// </summary>
    /// <param name="baseUrl">The provider's base URL; the policy counts for its host alone.</param>
    /// <param name="policy">What the operator permitted for that host.</param>
    public SocketsHttpHandler ForUpstream(Uri baseUrl, EgressPolicy policy) => new()
    {
        ConnectCallback = Connector(baseUrl, policy).ConnectAsync,
        ConnectTimeout = policy.ConnectTimeout,

        // Bytes pass as they are, and nothing happens behind our back: a proxy from the environment would
        // resolve names itself, past the guard; a redirect would carry the credential along.
        UseProxy = false,
        AllowAutoRedirect = false,
        UseCookies = false,
        AutomaticDecompression = DecompressionMethods.None,
        ActivityHeadersPropagator = null,

        // Limits on concurrency are the route's business, not the pool's.
        MaxConnectionsPerServer = int.MaxValue,
        // Names are resolved and judged again at least this often.
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        PooledConnectionIdleTimeout = TimeSpan.FromMinutes(1),
        // An answer left unread is worth a moment, to keep the connection; a stream that goes on is cut.
        MaxResponseDrainSize = 64 * 1024,
        ResponseDrainTimeout = TimeSpan.FromMilliseconds(250),
    };

    /// <summary>
    /// A handler for fetching documents (specifications, agent cards, key sets): as
    /// <see cref="ForUpstream"/>, and follows redirects, each checked as if it were the first.
    /// </summary>
    /// <param name="url">The document's URL; the policy counts for its host alone.</param>
    /// <param name="policy">What the operator permitted for that host.</param>
    public HttpMessageHandler ForFetch(Uri url, EgressPolicy policy) =>
        new EgressRedirects(url.IdnHost, policy) { InnerHandler = ForUpstream(url, policy) };

    /// <summary>The connector alone, for a probe that reports each step of connecting.</summary>
    public EgressConnector Connector(Uri baseUrl, EgressPolicy policy) => new(baseUrl.IdnHost, policy, resolve);
}
