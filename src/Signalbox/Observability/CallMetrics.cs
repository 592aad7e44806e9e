using Signalbox.Usage;

namespace Signalbox.Observability;

/// <summary>Counts calls as they end.</summary>
internal sealed class CallMetrics
{
    /// <summary>A call has ended.</summary>
    public void CallEnded(UsageRecord record) => Interlocked.Increment(ref _calls);

    private long _calls;
}
