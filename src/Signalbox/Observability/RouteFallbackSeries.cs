namespace Signalbox.Observability;

/// <summary>How often a route group's calls were served by a stand-in, and when last.</summary>
/// <param name="model">The group's key.</param>
/// <param name="reason">Which stand-in.</param>
internal sealed class RouteFallbackSeries(string model, string reason)
{
    private long _count;
    private long _lastAt;

    public string Model => model;

    public string Reason => reason;

    public long Count => Volatile.Read(ref _count);

    /// <summary>Unix milliseconds.</summary>
    public long LastAt => Volatile.Read(ref _lastAt);

    public void Add(long at)
    {
        Interlocked.Increment(ref _count);
        Volatile.Write(ref _lastAt, at);
    }
}
