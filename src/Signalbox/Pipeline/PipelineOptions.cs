namespace Signalbox.Pipeline;

/// <summary>Bounds of the request path.</summary>
internal sealed record PipelineOptions
{
    /// <summary>Largest request body, in bytes. 1 KiB to 1 GiB; 64 MiB unless set.</summary>
    public long MaxBodyBytes { get; init; } = 64 * 1024 * 1024;

    /// <summary>Largest JSON answer of an upstream that is relayed, in bytes. It is held in memory whole, so that it can be metered first.</summary>
    public int MaxAnswerBytes { get; init; } = 64 * 1024 * 1024;

    /// <summary>Largest image inside a request that is translated, in bytes. 1 KiB to 1 GiB; 20 MiB unless set. Between like and like the provider judges.</summary>
    public long MaxImageBytes { get; init; } = 20 * 1024 * 1024;

    /// <summary>How often the caller of a stream is sent a heartbeat while the upstream is silent; zero for never. 10 s unless set.</summary>
    public TimeSpan KeepAlive { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long calls under way get to end when the gateway is told to stop. 30 s unless set.</summary>
    public TimeSpan Drain { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Name of the model that serves calls of a route group of strategy primary when nothing in the group can; null for none.</summary>
    public string? DefaultModel { get; init; }

    /// <summary>Whether the built-in demo answers such calls, labelled as what it is, when the default cannot either.</summary>
    public bool DemoFallback { get; init; }

    /// <summary>Whether responses carry the informative <c>x-signalbox-*</c> headers.</summary>
    public bool InformativeHeaders { get; init; } = true;
}
