namespace Signalbox.Models.Upstreams.Credentials;

/// <summary>For upstreams that ask for nothing.</summary>
internal sealed class NoCredential : UpstreamCredential
{
    public static NoCredential Instance { get; } = new();

    public override ValueTask ProveAsync(HttpRequestMessage request, ReadOnlyMemory<byte> body, CancellationToken cancellation) => default;
}
