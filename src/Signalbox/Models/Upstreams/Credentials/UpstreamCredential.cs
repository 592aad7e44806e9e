namespace Signalbox.Models.Upstreams.Credentials;

/// <summary>Proves to an upstream whose calls they are. Thread-safe; lives as long as its <see cref="Upstream"/>.</summary>
internal abstract class UpstreamCredential
{
    /// <summary>What must never be repeated to a caller, whatever the upstream says.</summary>
    public virtual IReadOnlyList<string> Secrets => [];

    /// <summary>Whether it goes with each call as it is stored, so that <see cref="Secrets"/> holds all there is to hide.</summary>
    public virtual bool IsFixed => true;

    /// <summary>Puts the proof on a request that is otherwise complete.</summary>
    /// <param name="request">The request.</param>
    /// <param name="body">Its body, for those who sign it; empty where it is not at hand in one piece, which no signing API has.</param>
    /// <param name="cancellation">Ends the wait for a token.</param>
    /// <exception cref="UpstreamCredentialException">There is none to be had just now.</exception>
    public abstract ValueTask ProveAsync(HttpRequestMessage request, ReadOnlyMemory<byte> body, CancellationToken cancellation);
}
