using System.Collections.Concurrent;
using Signalbox.Core.Limits;

namespace Signalbox.Limits;

/// <summary>
/// The lines of calls that wait for room under a limit, at this instance. Whoever is first in a line tries again when a call ends or enough time
/// has passed; the others wait for it.
/// </summary>
internal sealed class LimitQueues(TimeProvider time)
{
    private readonly ConcurrentDictionary<string, LimitLine> _lines = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, long> _outcomes = new(StringComparer.Ordinal);
    private int _waiting;
    private long _waitedMs;

    /// <summary>How many calls wait.</summary>
    public int Waiting => Volatile.Read(ref _waiting);

    /// <summary>How long calls have waited together, in milliseconds.</summary>
    public long WaitedMs => Volatile.Read(ref _waitedMs);

    /// <summary>How waits ended: admitted, expired, left, full or stopped.</summary>
    public IEnumerable<KeyValuePair<string, long>> Outcomes => _outcomes;

    /// <summary>The lines in which someone waits.</summary>
    public IEnumerable<LimitLine> Lines => _lines.Values.Where(line => line.Count > 0);

    /// <summary>The limit under which others wait already, so that a call that arrives now has to wait behind them; null when there is none.</summary>
    public CompiledLimit? Ahead(LimitSet limits, int asset)
    {
        if (!limits.HasQueue || limits.Exempt || Waiting == 0) return null;
        foreach (var limit in limits.Limits)
            if (limit.Rule.Queue is not null && limit.AppliesTo(asset) && _lines.TryGetValue(limit.Identity, out var line) && line.Count > 0)
                return limit;
        return null;
    }

    /// <summary>Takes a place in the line of a limit; null when it is full.</summary>
    public QueuePlace? Join(CompiledLimit limit, string caller, string callerName, int priority)
    {
        var line = _lines.GetOrAdd(limit.Identity, static (_, made) => new LimitLine(made), limit);
        if (line.Join(limit, caller, callerName, priority, Now) is not { } place)
        {
            Count("full");
            return null;
        }
        Interlocked.Increment(ref _waiting);
        return place;
    }

    /// <summary>Gives a place up.</summary>
    /// <param name="place">The place.</param>
    /// <param name="outcome">admitted, expired, left, stopped; or moved, to the line of another limit.</param>
    public void Leave(QueuePlace place, string outcome)
    {
        if (!place.Line.Leave(place, outcome == "admitted")) return;
        place.Dispose();
        Interlocked.Decrement(ref _waiting);
        Interlocked.Add(ref _waitedMs, Now - place.Ticket.Since);
        if (outcome != "moved") Count(outcome);
    }

    /// <summary>A call has ended, so there may be room.</summary>
    public void Pulse()
    {
        if (Waiting == 0) return;
        foreach (var line in _lines.Values) line.Pulse();
    }

    private long Now => LimitTime.Of(time).Steady;

    private void Count(string outcome) => _outcomes.AddOrUpdate(outcome, 1, static (_, count) => count + 1);
}
