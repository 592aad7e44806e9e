namespace Signalbox.Models.Upstreams.Credentials;

/// <summary>A bearer token that is fetched from an identity service and renewed before it expires.</summary>
/// <param name="source">Gets a token.</param>
/// <param name="secrets">What the token is got with.</param>
/// <param name="failed">Told of each time that none could be had.</param>
/// <param name="time">The clock.</param>
internal sealed class TokenCredential(
    Func<CancellationToken, Task<(string Value, DateTimeOffset Expires)>> source, IReadOnlyList<string> secrets, Action<Exception> failed, TimeProvider time) : UpstreamCredential
{
    private readonly Renewing<string> _token = new(source, failed, time);

    public override IReadOnlyList<string> Secrets => secrets;

    public override bool IsFixed => false;

    public override async ValueTask ProveAsync(HttpRequestMessage request, ReadOnlyMemory<byte> body, CancellationToken cancellation)
    {
        string token;
        try
        {
            token = await _token.GetAsync(cancellation);
        }
        catch (Exception failure) when (!cancellation.IsCancellationRequested)
        {
            throw new UpstreamCredentialException("no token could be had from the identity service", failure);
        }
        request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {token}");
    }
}
