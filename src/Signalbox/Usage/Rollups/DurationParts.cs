using System.Runtime.InteropServices;
using Signalbox.Core.Reports;

namespace Signalbox.Usage.Rollups;

/// <summary>
/// The histograms that a writer is adding to. When it cannot tell whether a batch was written, it forgets them and begins new ones beside them, so that each
/// call counts once whatever happens. For one thread.
/// </summary>
internal sealed class DurationParts
{
    /// <summary>Kept at most: some thousand groups of the present hour and day.</summary>
    private const int Most = 16_384;

    private static readonly long[] Spans = [TimeSegments.HourMs, TimeSegments.SixHoursMs, TimeSegments.DayMs];
    private readonly Dictionary<(long SpanMs, long At, long GroupId), DurationPart> _parts = [];

    /// <summary>Counts answered calls, and tells which histograms have changed.</summary>
    public IReadOnlyList<DurationPart> Add(IEnumerable<(UsageRecord Record, long GroupId)> calls)
    {
        if (_parts.Count > Most) Shrink();
        var changed = new HashSet<DurationPart>();
        // Those of the call before, which mostly are those of the next.
        DurationPart[] parts = [];
        foreach (var (record, group) in calls)
        {
            // A refusal takes no time worth telling, and what failed or was left is no answer.
            if (record.Status != CallStatus.Success) continue;
            if (parts.Length == 0 || parts[0].GroupId != group || record.StartedAt < parts[0].At || record.StartedAt >= parts[0].At + Spans[0])
            {
                parts = [.. Spans.Select(span => Part(span, TimeSegments.Floor(record.StartedAt, span), group))];
                changed.UnionWith(parts);
            }
            foreach (var part in parts) part.Add(record);
        }
        return [.. changed];
    }

    /// <summary>Begins new ones.</summary>
    public void Forget() => _parts.Clear();

    private DurationPart Part(long span, long at, long group)
    {
        ref var part = ref CollectionsMarshal.GetValueRefOrAddDefault(_parts, (span, at, group), out _);
        return part ??= new DurationPart(span, at, group);
    }

    /// <summary>Hours that are over get few more calls, if any.</summary>
    private void Shrink()
    {
        var newest = _parts.Keys.Max(key => key.At);
        foreach (var key in _parts.Keys.Where(key => key.At + key.SpanMs < newest).ToList()) _parts.Remove(key);
        if (_parts.Count > Most) Forget();
    }
}
