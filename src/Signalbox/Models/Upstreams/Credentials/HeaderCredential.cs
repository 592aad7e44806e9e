namespace Signalbox.Models.Upstreams.Credentials;

/// <summary>A key that goes with each call in a header.</summary>
/// <param name="header">The header.</param>
/// <param name="value">Its value.</param>
/// <param name="secret">The part of it that is secret.</param>
internal sealed class HeaderCredential(string header, string value, string secret) : UpstreamCredential
{
    /// <summary>OpenAI's way, and that of most.</summary>
    public static HeaderCredential Bearer(string key) => new("Authorization", $"Bearer {key}", key);

    public override IReadOnlyList<string> Secrets { get; } = [secret];

    public override ValueTask ProveAsync(HttpRequestMessage request, ReadOnlyMemory<byte> body, CancellationToken cancellation)
    {
        request.Headers.TryAddWithoutValidation(header, value);
        return default;
    }
}
