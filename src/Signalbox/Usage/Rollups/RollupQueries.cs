using System.Globalization;
using Dapper;
using Signalbox.Core.Reports;
using Signalbox.Storage;

namespace Signalbox.Usage.Rollups;

/// <summary>Reads what <see cref="RollupStore"/> keeps.</summary>
internal sealed class RollupQueries(Database database)
{
    // Added up per group first, which is a walk along the primary key; what groups are is looked up only then.
    private static readonly string Inner = string.Join(", ", RollupColumns.Measures.Select(m => $"CAST(SUM(s.{m.Name}) AS BIGINT) AS {m.Name}"));

    // Of all calls, and of times those of answered ones: a refusal takes no time worth telling.
    private static readonly string Outer = string.Join(", ",
    [
        "CAST(SUM(t.requests) AS BIGINT) AS requests", Counted(CallStatus.Success, "requests", "success"), Counted(CallStatus.Refused, "requests", "refused"),
        Counted(CallStatus.Error, "requests", "errors"), Counted(CallStatus.Disconnected, "requests", "disconnected"), Counted(CallStatus.Interrupted, "requests", "interrupted"),
        .. RollupColumns.Measures.Skip(1).Where(m => !IsTime(m.Name)).Select(m => $"CAST(SUM(t.{m.Name}) AS BIGINT) AS {m.Name}"),
        .. RollupColumns.Measures.Where(m => IsTime(m.Name)).Select(m => Counted(CallStatus.Success, m.Name, m.Name)), Counted(CallStatus.Success, "tokens_output", "answered_tokens"),
    ]);

    /// <summary>Sums per part of time and, if asked for, per value of a dimension; what has no calls is left out.</summary>
    public async Task<IReadOnlyList<ReportRow>> SumAsync(ReportSelection selection, ReportDimension? by, CancellationToken cancellation)
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
        return (await connection.QueryAsync<ReportRow>(new CommandDefinition(
            $"""
            WITH segments (bucket, span_ms, since, until) AS (VALUES {Values(selection.Segments)})
            SELECT t.bucket, {value} AS value, {name} AS name, {Outer}
            FROM (
                SELECT segments.bucket AS bucket, s.group_id AS group_id, {Inner}
                FROM segments CROSS JOIN report_sums s
                WHERE s.span_ms = segments.span_ms AND s.at >= segments.since AND s.at < segments.until
                GROUP BY segments.bucket, s.group_id
            ) t
            JOIN report_groups g ON g.id = t.group_id
            {join}
            WHERE {groups.Sql}
            GROUP BY t.bucket{(by is null ? "" : $", {value}")}
            """,
            groups.Parameters, cancellationToken: cancellation))).AsList();
    }

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

    private static string Counted(CallStatus status, string column, string name) =>
        $"CAST(SUM(CASE WHEN g.status = {((int)status).ToString(CultureInfo.InvariantCulture)} THEN t.{column} ELSE 0 END) AS BIGINT) AS {name}";

    private static bool IsTime(string column) => column is "latency_us" or "ttft_calls" or "ttft_us" or "overhead_us";
}
