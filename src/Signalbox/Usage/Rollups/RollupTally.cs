using System.Runtime.InteropServices;
using Signalbox.Core.Reports;

namespace Signalbox.Usage.Rollups;

/// <summary>Adds calls up per quarter of an hour and group before they are added to the database, so that a batch changes few rows.</summary>
internal sealed class RollupTally
{
    private readonly Dictionary<(long At, long GroupId), Rollup> _quarters = [];
    private Rollup? _last;

    /// <summary>The sums so far, for each of <see cref="TimeSegments.Spans"/>.</summary>
    public IReadOnlyList<Rollup> Sums
    {
        get
        {
            var sums = new List<Rollup>(_quarters.Values);
            IEnumerable<Rollup> shorter = _quarters.Values;
            foreach (var span in TimeSegments.Spans.Skip(1))
            {
                var longer = new Dictionary<(long, long), Rollup>();
                foreach (var sum in shorter) In(longer, span, sum.At, sum.GroupId).Add(sum);
                sums.AddRange(longer.Values);
                shorter = longer.Values;
            }
            return sums;
        }
    }

    /// <summary>Counts a call to its group.</summary>
    public void Add(UsageRecord record, long groupId) => Of(record.StartedAt, groupId).Add(record);

    /// <summary>The sum of a group's quarter of an hour.</summary>
    public Rollup Of(long at, long groupId)
    {
        // Calls come in order, and mostly of the group of the one before.
        if (_last is { } last && last.GroupId == groupId && at >= last.At && at < last.At + TimeSegments.QuarterMs) return last;
        return _last = In(_quarters, TimeSegments.QuarterMs, at, groupId);
    }

    private static Rollup In(Dictionary<(long, long), Rollup> sums, long span, long at, long groupId)
    {
        at = TimeSegments.Floor(at, span);
        ref var sum = ref CollectionsMarshal.GetValueRefOrAddDefault(sums, (at, groupId), out _);
        return sum ??= new Rollup(span, at, groupId);
    }
}
