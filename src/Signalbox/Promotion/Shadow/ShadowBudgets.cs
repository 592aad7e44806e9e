using System.Collections.Concurrent;

namespace Signalbox.Promotion.Shadow;

/// <summary>
/// What the candidates of each group have cost today (UTC). The database knows of all instances and is asked again after each batch; what was
/// spent since is added. A day's cost can pass its bound by what was under way and what other instances spent within the last seconds.
/// </summary>
internal sealed class ShadowBudgets(TimeProvider time)
{
    private readonly ConcurrentDictionary<string, Day> _days = new(StringComparer.Ordinal);

    /// <summary>Whether a group's candidates may cost more today. No as long as it is not known what they have cost.</summary>
    public bool HasRoom(string groupId, long? dailyMicros)
    {
        if (dailyMicros is not { } bound) return true;
        var day = _days.GetOrAdd(groupId, static _ => new Day());
        return day.Spent(Today) is { } spent && spent < bound;
    }

    /// <summary>Whether today's cost was not asked for yet.</summary>
    public bool IsUnknown(string groupId) => _days.TryGetValue(groupId, out var day) && day.Spent(Today) is null;

    /// <summary>Notes a cost.</summary>
    public void Spend(string groupId, long micros)
    {
        if (_days.TryGetValue(groupId, out var day)) day.Add(micros);
    }

    /// <summary>The groups whose cost is to be asked for, with the beginning of the day.</summary>
    public IEnumerable<(string GroupId, long Since)> Wanted => _days.Keys.Select(group => (group, Today));

    /// <summary>Notes what the database knows; what of it was noted here before is no longer added.</summary>
    /// <param name="groupId">The group.</param>
    /// <param name="since">The day that was asked for.</param>
    /// <param name="stored">What all instances have stored.</param>
    /// <param name="ownStored">How much of what was noted here is part of it now.</param>
    public void Learn(string groupId, long since, long stored, long ownStored)
    {
        if (_days.TryGetValue(groupId, out var day)) day.Learn(since, stored, ownStored);
    }

    private long Today => new DateTimeOffset(time.GetUtcNow().UtcDateTime.Date, TimeSpan.Zero).ToUnixTimeMilliseconds();

    private sealed class Day
    {
        private readonly Lock _gate = new();
        private long _since = -1;
        private long _stored;
        private long _added;

        public long? Spent(long today)
        {
            lock (_gate) return _since == today ? _stored + _added : null;
        }

        public void Add(long micros)
        {
            lock (_gate) _added += micros;
        }

        public void Learn(long since, long stored, long ownStored)
        {
            lock (_gate) (_since, _stored, _added) = (since, stored, Math.Max(0, _added - ownStored));
        }
    }
}
