namespace Signalbox.Core.Limits;

/// <summary>
/// The last minute, in slots of three seconds. The slot under way and the twenty before it count: sixty to sixty-three seconds, so that no
/// minute has more than the limit, and what was taken is free again at most three seconds late. Each limit has its own slots, never another's
/// window (R09).
/// </summary>
internal sealed class SlidingCounter(CompiledLimit limit) : LimitCounter(limit)
{
    /// <summary>Length of a slot.</summary>
    public const long SlotMs = 3000;

    private const int Slots = 21;
    private readonly long[] _slots = new long[Slots];
    private long _slot;
    private long _lastTaken = long.MinValue;
    private long _used;

    public override long Used => _used;

    public override void Advance(CompiledLimit limit, LimitTime now, int instances)
    {
        var slot = now.Steady / SlotMs;
        if (slot <= _slot) return;
        if (slot - _slot >= Slots)
        {
            Array.Clear(_slots);
            _used = 0;
        }
        else
        {
            for (var passed = _slot + 1; passed <= slot; passed++)
            {
                _used -= _slots[passed % Slots];
                _slots[passed % Slots] = 0;
            }
        }
        _slot = slot;
        if (_used == 0) ThresholdTold = 0;
    }

    public override void Take(long amount, LimitTime now)
    {
        Add(amount);
        Pending += amount;
    }

    public override void Settle(long reserved, long actual, long takenAt, LimitTime now)
    {
        Pending -= reserved;
        var taken = takenAt / SlotMs;
        if (actual > reserved) Add(actual - reserved);
        if (actual >= reserved || _slot - taken >= Slots) return;
        _slots[taken % Slots] -= reserved - actual;
        _used -= reserved - actual;
    }

    public override long WaitFor(long excess, LimitTime now)
    {
        for (var slot = _slot - Slots + 1; slot <= _slot; slot++)
        {
            if (slot < 0) continue;
            excess -= _slots[slot % Slots];
            if (excess <= 0) return (slot + Slots) * SlotMs - now.Steady;
        }
        return 0;
    }

    public override long ResetIn(LimitTime now) => _used == 0 ? 0 : (_lastTaken + Slots) * SlotMs - now.Steady;

    private void Add(long amount)
    {
        _slots[_slot % Slots] += amount;
        _used += amount;
        _lastTaken = _slot;
    }
}
