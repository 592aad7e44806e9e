using System.Data.Common;
using Dapper;
using Signalbox.Core.Reports;

namespace Signalbox.Usage;

/// <summary>
/// Where the calls of few groups lie among the many of <c>usage_calls</c>, which has no index but that of its ids: the sums of their groups tell the
/// quarters of an hour in which there were any.
/// </summary>
internal static class CallRanges
{
    /// <summary>Stretches told apart at most; beyond it those nearest to each other are read as one.</summary>
    private const int Most = 40;

    /// <summary>Of more than so many days the sums are read group by group, of fewer quarter by quarter: SQLite knows no statistics to tell which is less.</summary>
    private const int ManyDays = 30;

    /// <summary>Finds the stretches of the newest calls.</summary>
    /// <param name="connection">An open connection.</param>
    /// <param name="groups">Condition on <c>report_groups</c>, named g.</param>
    /// <param name="parameters">Its parameters; those of the answer are added.</param>
    /// <param name="since">Calls that arrived from then on, Unix milliseconds.</param>
    /// <param name="until">Calls that arrived before, Unix milliseconds; <see cref="long.MaxValue"/> for all since.</param>
    /// <param name="wanted">How many calls are enough.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>A condition on <c>request_id</c>. It holds for the newest calls of the groups, as many as are wanted, and for others.</returns>
    public static async Task<string> FindAsync(
        DbConnection connection, string groups, DynamicParameters parameters, long since, long until, long wanted, CancellationToken cancellation)
    {
        parameters.AddDynamicParams(new { quarterMs = TimeSegments.QuarterMs, firstQuarter = TimeSegments.Floor(since, TimeSegments.QuarterMs), rangesUntil = until });
        // A plus before columns keeps SQLite from the index that begins with them.
        var (span, at) = until != long.MaxValue && until - since > ManyDays * TimeSegments.DayMs ? ("+s.span_ms", "+s.at") : ("s.span_ms", "s.at");
        var quarters = await connection.QueryAsync<Quarter>(new CommandDefinition(
            $"""
            SELECT s.at, CAST(SUM(s.requests) AS BIGINT) AS requests FROM report_sums s
            WHERE {span} = @quarterMs AND {at} >= @firstQuarter AND {at} < @rangesUntil
              AND s.group_id IN (SELECT g.id FROM report_groups g WHERE g.status = 0 AND ({groups}))
            GROUP BY s.at ORDER BY s.at DESC
            """, parameters, cancellationToken: cancellation));
        var ranges = new List<(long From, long Until)>();
        foreach (var quarter in quarters)
        {
            if (wanted <= 0) break;
            var end = quarter.At + TimeSegments.QuarterMs;
            if (ranges.Count > 0 && ranges[^1].From == end) ranges[^1] = (quarter.At, ranges[^1].Until);
            else ranges.Add((quarter.At, end));
            // Of one that is cut off, how many lie before the cut is not known.
            if (end <= until) wanted -= quarter.Requests;
        }
        while (ranges.Count > Most) JoinNearest(ranges);
        for (var i = 0; i < ranges.Count; i++)
        {
            parameters.Add($"from{i}", UsageQueries.FirstIdAt(Math.Max(ranges[i].From, since)));
            parameters.Add($"to{i}", UsageQueries.FirstIdAt(Math.Min(ranges[i].Until, until)));
        }
        return ranges.Count == 0 ? "1 = 0" : $"({string.Join(" OR ", ranges.Select((_, i) => $"(request_id >= @from{i} AND request_id < @to{i})"))})";
    }

    /// <summary>Of stretches, newest first, makes one less.</summary>
    private static void JoinNearest(List<(long From, long Until)> ranges)
    {
        var nearest = Enumerable.Range(0, ranges.Count - 1).MinBy(i => ranges[i].From - ranges[i + 1].Until);
        ranges[nearest] = (ranges[nearest + 1].From, ranges[nearest].Until);
        ranges.RemoveAt(nearest + 1);
    }

    private sealed record Quarter
    {
        public long At { get; init; }
        public long Requests { get; init; }
    }
}
