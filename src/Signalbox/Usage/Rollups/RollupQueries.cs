using System.Data.Common;
using System.Globalization;
using Dapper;
using Signalbox.Core.Reports;
using Signalbox.Storage;

namespace Signalbox.Usage.Rollups;

/// <summary>Reads what <see cref="RollupStore"/> keeps.</summary>
internal sealed class RollupQueries(Database database)
{
    /// <summary>SQLite takes 500 at most.</summary>
    private const int PartsInATurn = 200;

    // Added up per group first, which is a walk along the primary key; what groups are is looked up only then.
    private static readonly string Inner = string.Join(", ", RollupColumns.Measures.Select(m => $"CAST(SUM(s.{m.Name}) AS BIGINT) AS {m.Name}"));

    private static readonly string Plain = string.Join(", ", RollupColumns.Measures.Select(m => m.Name));

    // Of all calls, and of times those of answered ones: a refusal takes no time worth telling.
    private static readonly string Outer = string.Join(", ",
    [
        "CAST(SUM(t.requests) AS BIGINT) AS requests", Counted(CallStatus.Success, "requests", "success"), Counted(CallStatus.Refused, "requests", "refused"),
        Counted(CallStatus.Error, "requests", "errors"), Counted(CallStatus.Disconnected, "requests", "disconnected"), Counted(CallStatus.Interrupted, "requests", "interrupted"),
        .. RollupColumns.Measures.Skip(1).Where(m => !IsTime(m.Name)).Select(m => $"CAST(SUM(t.{m.Name}) AS BIGINT) AS {m.Name}"),
        .. RollupColumns.Measures.Where(m => IsTime(m.Name)).Select(m => Counted(CallStatus.Success, m.Name, m.Name)), Counted(CallStatus.Success, "tokens_output", "answered_tokens"),
    ]);

    /// <summary>Sums per part of time and, if asked for, per value of a dimension; what has no calls is left out.</summary>
    /// <param name="selection">Of which calls.</param>
    /// <param name="by">The dimension; null for none.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <param name="withDurations">Whether to tell how long calls took beside the averages, for which more is read.</param>
    public async Task<IReadOnlyList<ReportRow>> SumAsync(ReportSelection selection, ReportDimension? by, CancellationToken cancellation, bool withDurations = false)
    {
        if (selection.Segments.Count == 0) return [];
        var groups = Condition(selection, by);
        var value = by?.Value ?? "NULL";
        var (name, join) = by?.Names switch
        {
            ReportNames.Scopes => ("MAX(n.name)", $"LEFT JOIN scopes n ON n.id = {by.Value}"),
            ReportNames.Keys => ("MAX(n.name)", $"LEFT JOIN virtual_keys n ON n.id = {by.Value}"),
            _ => ("NULL", ""),
        };
        await using var connection = await database.OpenAsync(cancellation);
        var rows = new List<ReportRow>();
        // A statement per part of the report rather than one grouped by part: an hour's rows need no sorting then, of which a week has tens of thousands.
        foreach (var parts in selection.Segments.GroupBy(segment => segment.Bucket).Chunk(PartsInATurn))
        {
            var sql = string.Join("\nUNION ALL\n", parts.Select(part =>
                $"""
                SELECT CAST({Text(part.Key)} AS BIGINT) AS bucket, {value} AS value, {name} AS name, {Outer}
                FROM {Source([.. part])} t JOIN report_groups g ON g.id = t.group_id {join}
                WHERE {groups.Sql} {(by is null ? "" : $"GROUP BY {value}")}
                """));
            // Without a dimension there is a row for a part without calls too.
            rows.AddRange((await connection.QueryAsync<ReportRow>(new CommandDefinition(sql, groups.Parameters, cancellationToken: cancellation))).Where(row => row.Requests > 0));
        }
        if (!withDurations || !rows.Exists(row => row.Success > 0)) return rows;
        var durations = await DurationsAsync(connection, selection, value, groups, cancellation);
        return [.. rows.Select(row => durations.TryGetValue((row.Bucket, row.Value ?? ""), out var found) ? row with { Latency = found.Latency, TimeToFirstToken = found.First } : row)];
    }

    /// <summary>The histograms of each part and value. Packed, so that they are added up here: the database cannot.</summary>
    private static async Task<Dictionary<(long Bucket, string Value), (DurationHistogram Latency, DurationHistogram First)>> DurationsAsync(
        DbConnection connection, ReportSelection selection, string value, GroupCondition groups, CancellationToken cancellation)
    {
        var segments = selection.Segments.GroupBy(s => s.Bucket).SelectMany(part => TimeSegments.CoverHours(part.Key, part.Min(s => s.Since), part.Max(s => s.Until)));
        var rows = await connection.QueryAsync<DurationRow>(new CommandDefinition(
            $"""
            WITH segments (bucket, span_ms, since, until) AS (VALUES {Values(segments)})
            SELECT segments.bucket AS bucket, {value} AS value, d.latency AS latency, d.ttft AS ttft
            FROM segments CROSS JOIN report_durations d JOIN report_groups g ON g.id = d.group_id
            WHERE d.span_ms = segments.span_ms AND d.at >= segments.since AND d.at < segments.until AND {groups.Sql}
            """,
            groups.Parameters, cancellationToken: cancellation));
        var all = new Dictionary<(long, string), (DurationHistogram Latency, DurationHistogram First)>();
        foreach (var row in rows)
        {
            if (!all.TryGetValue((row.Bucket, row.Value ?? ""), out var found)) all[(row.Bucket, row.Value ?? "")] = found = (new DurationHistogram(), new DurationHistogram());
            found.Latency.Add(row.Latency);
            found.First.Add(row.Ttft);
        }
        return all;
    }

    /// <summary>The sums per group of one part: those of a single stretch as they stand, of several added up.</summary>
    private static string Source(IReadOnlyList<TimeSegment> segments) => segments is [var only] && only.Until - only.Since == only.SpanMs
        ? $"(SELECT group_id, {Plain} FROM report_sums WHERE span_ms = {Text(only.SpanMs)} AND at = {Text(only.Since)})"
        : $"""
          (SELECT s.group_id AS group_id, {Inner}
           FROM ({string.Join(" UNION ALL ", segments.Select(segment => $"SELECT CAST({Text(segment.SpanMs)} AS BIGINT) AS span_ms, CAST({Text(segment.Since)} AS BIGINT) AS since, CAST({Text(segment.Until)} AS BIGINT) AS until"))}) segments
           CROSS JOIN report_sums s
           WHERE s.span_ms = segments.span_ms AND s.at >= segments.since AND s.at < segments.until
           GROUP BY s.group_id)
          """;

    /// <summary>What became of the calls of providers, per hour.</summary>
    public async Task<IReadOnlyList<LedgerRow>> LedgerAsync(long since, long until, string? provider, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        return (await connection.QueryAsync<LedgerRow>(new CommandDefinition(
            $"""
            SELECT at, provider, dispatched, settled, failed, interrupted, disconnected, drained FROM provider_ledger
            WHERE at >= @since AND at < @until {(provider is null ? "" : "AND provider = @provider")} ORDER BY at, provider
            """,
            new { since, until, provider }, cancellationToken: cancellation))).AsList();
    }

    /// <summary>The condition that filters make.</summary>
    public GroupCondition Condition(ReportSelection selection, ReportDimension? by)
    {
        var (conditions, parameters) = (new List<string> { "1 = 1" }, new DynamicParameters());
        if (by?.TargetKind is { } kind) conditions.Add($"g.target_kind = '{kind}'");
        foreach (var (dimension, values) in selection.Filters)
        {
            var parameter = $"f{conditions.Count}";
            if (dimension.TargetKind is { } wanted) conditions.Add($"g.target_kind = '{wanted}'");
            parameters.Add(parameter, values.ToArray());
            conditions.Add(database.IsAnyOf(dimension.Value, parameter));
        }
        return new(string.Join(" AND ", conditions), parameters);
    }

    // Numbers only, so that they can stand in the statement: there may be more of them than parameters.
    private static string Values(IEnumerable<TimeSegment> segments) => string.Join(", ", segments.Select((s, i) => i == 0
        ? string.Create(CultureInfo.InvariantCulture, $"(CAST({s.Bucket} AS BIGINT), CAST({s.SpanMs} AS BIGINT), CAST({s.Since} AS BIGINT), CAST({s.Until} AS BIGINT))")
        : string.Create(CultureInfo.InvariantCulture, $"({s.Bucket}, {s.SpanMs}, {s.Since}, {s.Until})")));

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Counted(CallStatus status, string column, string name) =>
        $"CAST(SUM(CASE WHEN g.status = {Text((long)status)} THEN t.{column} ELSE 0 END) AS BIGINT) AS {name}";

    private sealed record DurationRow
    {
        public long Bucket { get; init; }
        public string? Value { get; init; }
        public string Latency { get; init; } = "";
        public string Ttft { get; init; } = "";
    }

    private static bool IsTime(string column) => column is "latency_us" or "ttft_calls" or "ttft_us" or "overhead_us";
}
