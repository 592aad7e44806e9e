using System.Net;

namespace Signalbox.Egress;

/// <summary>
/// Follows the redirects of GET and HEAD. Every hop is validated like a saved URL and connected through the
/// guard. When the origin changes (scheme, host or port), only headers known to be harmless go along, so a
/// credential in any header stays behind, and does not return when a later hop leads back.
/// </summary>
/// <param name="host">The host for which the policy's permissions count.</param>
/// <param name="policy">What is permitted for that host; any other host gets the default.</param>
internal sealed class EgressRedirects(string host, EgressPolicy policy) : DelegatingHandler
{
    /// <summary>A chain longer than this is a loop or an attempt to tire us.</summary>
    public const int MostRedirects = 5;

    private static readonly string[] HarmlessHeaders =
        ["Accept", "Accept-Encoding", "Accept-Language", "User-Agent", "If-None-Match", "If-Modified-Since"];

    /// <inheritdoc />
    /// <exception cref="EgressRefusedException">A hop leads where it must not, or there are too many.</exception>
    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken);
        for (var hops = 0; NextHop(request, response) is { } target; hops++)
        {
            response.Dispose();
            if (hops == MostRedirects)
                throw new EgressRefusedException(new(EgressReasons.TooManyRedirects,
                    $"More than {MostRedirects} redirects, the last to {target.Host}."));

            var permitted = string.Equals(target.IdnHost, host, StringComparison.OrdinalIgnoreCase)
                ? policy
                : EgressPolicy.Default;
            if (EgressUrl.Validate(target, permitted) is [var problem, ..])
                throw new EgressRefusedException(problem);

            request = Follow(request, target);
            response = await base.SendAsync(request, cancellationToken);
        }

        return response;
    }

    private static Uri? NextHop(HttpRequestMessage request, HttpResponseMessage response)
    {
        var isRedirect = response.StatusCode is HttpStatusCode.MovedPermanently or HttpStatusCode.Found
            or HttpStatusCode.SeeOther or HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect;
        var isFetch = request.Method == HttpMethod.Get || request.Method == HttpMethod.Head;
        if (!isRedirect || !isFetch || response.Headers.Location is not { } location)
            return null;

        // A fragment in Location is the reader's business and is never sent (RFC 9110 section 10.2.2).
        var target = location.IsAbsoluteUri ? location : new Uri(request.RequestUri!, location);
        return new Uri(target.GetComponents(UriComponents.AbsoluteUri & ~UriComponents.Fragment, UriFormat.UriEscaped));
    }

    private static HttpRequestMessage Follow(HttpRequestMessage previous, Uri target)
    {
        var next = new HttpRequestMessage(previous.Method, target)
        {
            Version = previous.Version,
            VersionPolicy = previous.VersionPolicy,
        };
        var sameOrigin = Uri.Compare(previous.RequestUri, target, UriComponents.SchemeAndServer,
            UriFormat.SafeUnescaped, StringComparison.OrdinalIgnoreCase) == 0;
        foreach (var header in previous.Headers)
        {
            var isHost = header.Key.Equals("Host", StringComparison.OrdinalIgnoreCase);
            if (!isHost && (sameOrigin || HarmlessHeaders.Contains(header.Key, StringComparer.OrdinalIgnoreCase)))
                next.Headers.TryAddWithoutValidation(header.Key, header.Value);
        }

        return next;
    }
}
