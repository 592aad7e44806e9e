namespace Signalbox.Core.Limits;

/// <summary>
/// A pace, by the generic cell rate algorithm: one moment says when all that was let through would have come at the long-run pace, and how far
/// that lies ahead is how much of the burst is used. Of several instances each keeps to its part.
/// </summary>
internal sealed class BurstCounter(CompiledLimit limit) : LimitCounter(limit)
{
    private long _interval = 1;
    private long _arrival;
    private long _now;

    public override long Used => Math.Max(0, (_arrival - _now + _interval - 1) / _interval);

    public override void Advance(CompiledLimit limit, LimitTime now, int instances)
    {
        _interval = Math.Max(1, 60_000_000L * instances / Math.Max(1, limit.Rule.PerMinute));
        _now = Math.Max(_now, now.Steady * 1000);
    }

    public override void Take(long amount, LimitTime now) => _arrival = Math.Max(_arrival, _now) + amount * _interval;

    public override void Settle(long reserved, long actual, long takenAt, LimitTime now)
    {
        if (actual < reserved) _arrival -= (reserved - actual) * _interval;
    }

    public override long WaitFor(long excess, LimitTime now) => Math.Max(1, (_arrival - _now) / 1000 - Math.Max(0, Used - excess) * _interval / 1000);

    public override long ResetIn(LimitTime now) => Math.Max(0, (_arrival - _now) / 1000);
}
