using Signalbox.Core.Alerts.Slos;
using Signalbox.Core.Reports;
using Signalbox.Usage;

namespace Signalbox.Alerts.Slos;

/// <summary>
/// Counts which calls met an objective. Quarters of an hour are counted from the calls themselves and kept: the last ones anew each time, since calls
/// come late; those of before the objective was made a day at a time, the latest first, as far as single calls are kept.
/// </summary>
internal sealed class SloCounting(SloCountStore counts, CallCountStore calls, TimeProvider time)
{
    /// <summary>How far back quarters are counted again: journals of instances that cannot write yet.</summary>
    private const long LateMs = 2 * TimeSegments.HourMs;

    /// <summary>Brings an objective's counts up to date.</summary>
    public async Task RefreshAsync(SloRow slo, CancellationToken cancellation)
    {
        var now = Now();
        var until = TimeSegments.Ceiling(now + 1, TimeSegments.QuarterMs);
        var begin = Begin(slo.ToDraft(), now);
        var (first, last) = await counts.EndsAsync(slo, cancellation);
        await CountAsync(slo, Math.Max(begin, last is { } known ? known - LateMs : until - TimeSegments.DayMs), until, cancellation);
        var earliest = first ?? until - TimeSegments.DayMs;
        if (earliest > begin) await CountAsync(slo, Math.Max(begin, earliest - TimeSegments.DayMs), earliest, cancellation);
    }

    /// <summary>What was seen in an objective's window.</summary>
    public Task<IReadOnlyList<SloCountRow>> WindowAsync(SloRow slo, CancellationToken cancellation) => counts.ListAsync(slo, Begin(slo.ToDraft(), Now()), cancellation);

    /// <summary>What was seen in the last so many minutes: up to an hour from the calls of each minute, beyond it from quarters.</summary>
    public async Task<Func<int, SloCount>> RecentAsync(SloRow slo, IReadOnlyList<SloCountRow> quarters, CancellationToken cancellation)
    {
        var (draft, now) = (slo.ToDraft(), Now());
        var rows = await calls.ReadAsync(now - TimeSegments.HourMs, now + 1, UsageTally.MinuteMs, draft.Scope.Given(), null, draft.ThresholdMs ?? 0, cancellation);
        return minutes =>
        {
            var since = now - minutes * UsageTally.MinuteMs;
            return minutes <= 60
                ? rows.Where(row => row.At >= since).Aggregate(default(SloCount), (sum, row) => sum + CountOf(draft, row))
                : quarters.Where(row => row.At >= since).Aggregate(default(SloCount), (sum, row) => sum + new SloCount(row.Good, row.Total));
        };
    }

    private async Task CountAsync(SloRow slo, long since, long until, CancellationToken cancellation)
    {
        var draft = slo.ToDraft();
        var found = (await calls.ReadAsync(since, until, TimeSegments.QuarterMs, draft.Scope.Given(), null, draft.ThresholdMs ?? 0, cancellation)).ToDictionary(row => row.At);
        var rows = new List<SloCountRow>();
        for (var at = since; at < until; at += TimeSegments.QuarterMs)
        {
            var count = found.TryGetValue(at, out var row) ? CountOf(draft, row) : default;
            rows.Add(new() { SloId = slo.Id, At = at, Good = count.Good, Total = count.Total, TermsHash = slo.TermsHash });
        }
        if (rows.Count > 0) await counts.PutAsync(rows, cancellation);
    }

    private static SloCount CountOf(SloDraft draft, CallCountRow row) =>
        draft.Objective == SloObjectives.Latency ? new(row.Good - row.Slow, row.Good) : new(row.Good, row.Good + row.Bad);

    private static long Begin(SloDraft draft, long now) => TimeSegments.Floor(now - draft.WindowDays * TimeSegments.DayMs, TimeSegments.QuarterMs);

    private long Now() => time.GetUtcNow().ToUnixTimeMilliseconds();
}
