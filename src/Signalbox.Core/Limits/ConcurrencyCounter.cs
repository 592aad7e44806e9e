namespace Signalbox.Core.Limits;

/// <summary>Calls under way. Each gives its place back when it ends, whatever way (R11).</summary>
internal sealed class ConcurrencyCounter(CompiledLimit limit) : LimitCounter(limit)
{
    private long _used;

    public override long Used => _used;

    public override void Advance(CompiledLimit limit, LimitTime now, int instances)
    {
    }

    public override void Take(long amount, LimitTime now)
    {
        _used += amount;
        Pending += amount;
    }

    public override void Settle(long reserved, long actual, long takenAt, LimitTime now)
    {
        _used += actual - reserved;
        Pending -= reserved;
    }

    public override long WaitFor(long excess, LimitTime now) => 0;

    public override long ResetIn(LimitTime now) => 0;
}
