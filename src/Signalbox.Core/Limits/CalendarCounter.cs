namespace Signalbox.Core.Limits;

/// <summary>
/// An hour, day, week or month. A clock that is set back, or another time zone, carries what was taken into the window that then holds; only a
/// window that begins after the last one ended starts from nothing.
/// </summary>
internal sealed class CalendarCounter(CompiledLimit limit) : LimitCounter(limit)
{
    private TimeZoneInfo? _zone;
    private long _start;
    private long _end;
    private long _emptiedAt = long.MinValue;
    private long _used;

    public override long Used => _used;

    public override long WindowStart => _start;

    public override void Advance(CompiledLimit limit, LimitTime now, int instances)
    {
        if (now.Wall >= _start && now.Wall < _end && ReferenceEquals(_zone, limit.Zone)) return;
        var window = CalendarWindow.At(limit.Rule.Period, limit.Zone, now.Wall);
        if (window.Start >= _end && _zone is not null)
        {
            (_used, Pending, Base, Others, Share, ThresholdTold, IsBaseAgreed) = (0, 0, 0, 0, NoShare, 0, false);
            _emptiedAt = now.Steady;
        }
        (_zone, _start, _end) = (limit.Zone, window.Start, window.End);
    }

    public override void Take(long amount, LimitTime now)
    {
        _used += amount;
        Pending += amount;
    }

    public override void Settle(long reserved, long actual, long takenAt, LimitTime now)
    {
        if (takenAt < _emptiedAt) return;
        Pending = Math.Max(0, Pending - reserved);
        _used = Math.Max(0, _used + actual - reserved);
    }

    public override long WaitFor(long excess, LimitTime now) => ResetIn(now);

    public override long ResetIn(LimitTime now) => Math.Max(0, _end - now.Wall);
}
