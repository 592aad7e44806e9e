using Signalbox.Wire;

namespace Signalbox.Egress.Http1;

/// <summary>
/// Sends the calls of one provider by HTTP/1.1 (RFC 9112), over connections that stay. What the framework's handler does besides, and what its way
/// through a dozen stages costs, is left out: docs/decisions/0034. Of an answer's headers only those of <see cref="ResponseHead"/> are kept. A request whose
/// body is not a <see cref="SplicedContent"/> is sent all the same, from a copy.
/// </summary>
internal sealed class Http1Handler(Http1Pool pool) : HttpMessageHandler
{
    /// <exception cref="HttpRequestException">There was no connection, or no valid answer.</exception>
    /// <exception cref="IOException">The connection broke. The request may have been acted upon.</exception>
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        request.Content is null or SplicedContent && pool.TryTake() is { } connection
            ? connection.SendAsync(request, (SplicedContent?)request.Content, cancellationToken)
            : SendByNewAsync(request, cancellationToken);

    private async Task<HttpResponseMessage> SendByNewAsync(HttpRequestMessage request, CancellationToken cancellation)
    {
        var content = request.Content is null or SplicedContent
            ? (SplicedContent?)request.Content
            : new SplicedContent(BodySplice.Whole(await request.Content.ReadAsByteArrayAsync(cancellation)));
        var connection = pool.TryTake() ?? await pool.OpenAsync(cancellation);
        return await connection.SendAsync(request, content, cancellation);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) pool.Dispose();
        base.Dispose(disposing);
    }
}
