using System.Data.Common;
using System.Globalization;
using System.Runtime.InteropServices;
using Dapper;
using Signalbox.Core.Reports;
using Signalbox.Storage;

namespace Signalbox.Usage.Rollups;

/// <summary>Reads what <see cref="RollupStore"/> keeps.</summary>
internal sealed class RollupQueries(Database database)
{
    /// <summary>SQLite takes 500 at most.</summary>
    private const int PiecesInATurn = 200;

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
        var pieces = ReportPiece.Of(selection.Segments);
        var all = new Dictionary<(long Bucket, string Value), ReportRow>();
        await using var connection = await database.OpenAsync(cancellation);
        // Of one moment: what is taken off a longer stretch must be what that has in it.
        await using var transaction = Database.BeginRead(connection);
        // A statement per piece rather than one grouped by piece: an hour's rows need no sorting then, of which a week has tens of thousands.
        foreach (var some in pieces.Index().Chunk(PiecesInATurn))
        {
            var sql = string.Join("\nUNION ALL\n", some.Select(piece => Select(piece.Index, by, $"({Source(piece.Item)})", groups)));
            foreach (var row in await connection.QueryAsync<ReportRow>(Once(sql, groups, transaction, cancellation)))
            {
                // Without a dimension there is a row for a piece without calls too.
                if (row.Requests == 0) continue;
                foreach (var (bucket, sign) in pieces[(int)row.Bucket].Parts)
                {
                    ref var sum = ref CollectionsMarshal.GetValueRefOrAddDefault(all, (bucket, row.Value ?? ""), out _);
                    sum = (sum ?? new ReportRow { Bucket = bucket, Value = row.Value }).Plus(row, sign);
                }
            }
        }
        List<ReportRow> rows = [.. all.Values.Where(row => row.Requests > 0)];
        if (!withDurations || !rows.Exists(row => row.Success > 0)) return rows;
        var durations = await DurationsAsync(transaction, selection, value, groups, cancellation);
        return [.. rows.Select(row => durations.TryGetValue((row.Bucket, row.Value ?? ""), out var found) ? row with { Latency = found.Latency, TimeToFirstToken = found.First } : row)];
    }

    /// <summary>Sums of all segments together, per value of each of some dimensions: they are read once for all of these.</summary>
    public async Task<IReadOnlyList<IReadOnlyList<ReportRow>>> SumByEachAsync(ReportSelection selection, IReadOnlyList<ReportDimension> dimensions, CancellationToken cancellation)
    {
        if (selection.Segments.Count == 0) return [.. dimensions.Select(_ => (IReadOnlyList<ReportRow>)[])];
        var groups = Condition(selection, null);
        var pieces = string.Join(" UNION ALL ", ReportPiece.Of(selection.Segments).Select(piece =>
            $"SELECT group_id, {string.Join(", ", RollupColumns.Measures.Select(m => $"{Text(piece.Parts.Sum(part => part.Sign))} * {m.Name} AS {m.Name}"))} FROM ({Source(piece)}) p"));
        var sql =
            $"""
            WITH t AS MATERIALIZED (SELECT s.group_id AS group_id, {Inner} FROM ({pieces}) s GROUP BY s.group_id)
            {string.Join("\nUNION ALL\n", dimensions.Index().Select(one => Select(one.Index, one.Item, "(SELECT * FROM t)", groups)))}
            """;
        await using var connection = await database.OpenAsync(cancellation);
        var rows = (await connection.QueryAsync<ReportRow>(Once(sql, groups, null, cancellation))).Where(row => row.Requests > 0).ToLookup(row => row.Bucket);
        return [.. dimensions.Index().Select(one => (IReadOnlyList<ReportRow>)[.. rows[one.Index].Select(row => row with { Bucket = 0 })])];
    }

    /// <summary>Adds the sums of groups up per value of a dimension, or in all.</summary>
    /// <param name="number">What the rows are told apart by from those of other statements.</param>
    /// <param name="by">The dimension; null for none.</param>
    /// <param name="sums">The sums, one per group.</param>
    /// <param name="groups">Which groups.</param>
    private static string Select(int number, ReportDimension? by, string sums, GroupCondition groups)
    {
        var (name, join) = by?.Names switch
        {
            ReportNames.Scopes => ("MAX(n.name)", $"LEFT JOIN scopes n ON n.id = {by.Value}"),
            ReportNames.Keys => ("MAX(n.name)", $"LEFT JOIN virtual_keys n ON n.id = {by.Value}"),
            _ => ("NULL", ""),
        };
        return $"""
            SELECT CAST({Text(number)} AS BIGINT) AS bucket, {by?.Value ?? "NULL"} AS value, {name} AS name, {Outer}
            FROM {sums} t JOIN report_groups g ON g.id = t.group_id {join}
            WHERE {groups.Sql} {(by is null ? "" : $"GROUP BY {by.Value}")}
            """;
    }

    /// <summary>The histograms of each part and value. Packed, so that they are added up here: the database cannot.</summary>
    private static async Task<Dictionary<(long Bucket, string Value), (DurationHistogram Latency, DurationHistogram First)>> DurationsAsync(
        DbTransaction transaction, ReportSelection selection, string value, GroupCondition groups, CancellationToken cancellation)
    {
        var stretches = selection.Segments.GroupBy(s => s.Bucket).Select(part => (Bucket: part.Key, Stretch: TimeSegments.StretchOf(part)));
        var pieces = ReportPiece.Of(stretches.SelectMany(part => TimeSegments.CoverHours(part.Bucket, part.Stretch.Since, part.Stretch.Until)));
        var all = new Dictionary<(long, string), (DurationHistogram Latency, DurationHistogram First)>();
        foreach (var some in pieces.Index().Chunk(PiecesInATurn))
        {
            // CROSS JOIN, so that SQLite looks for the group of a row and not the other way round.
            var sql = string.Join("\nUNION ALL\n", some.Select(piece =>
                $"""
                SELECT CAST({Text(piece.Index)} AS BIGINT) AS bucket, {value} AS value, d.latency AS latency, d.ttft AS ttft
                FROM report_durations d CROSS JOIN report_groups g
                WHERE {Within("d", piece.Item)} AND g.id = d.group_id AND {groups.Sql}
                """));
            foreach (var row in await transaction.Connection!.QueryAsync<DurationRow>(Once(sql, groups, transaction, cancellation)))
            {
                foreach (var (bucket, sign) in pieces[(int)row.Bucket].Parts)
                {
                    if (!all.TryGetValue((bucket, row.Value ?? ""), out var found)) all[(bucket, row.Value ?? "")] = found = (new DurationHistogram(), new DurationHistogram());
                    found.Latency.Add(row.Latency, sign);
                    found.First.Add(row.Ttft, sign);
                }
            }
        }
        return all;
    }

    /// <summary>The sums per group of a piece: of a single one as they stand, of several added up.</summary>
    private static string Source(ReportPiece piece) => piece.IsSingle
        ? $"SELECT group_id, {Plain} FROM report_sums s WHERE {Within("s", piece)}"
        : $"SELECT s.group_id AS group_id, {Inner} FROM report_sums s WHERE {Within("s", piece)} GROUP BY s.group_id";

    // Numbers only, so that they can stand in the statement: there may be more of them than parameters.
    private static string Within(string table, ReportPiece piece) => piece.IsSingle
        ? $"{table}.span_ms = {Text(piece.SpanMs)} AND {table}.at = {Text(piece.Since)}"
        : $"{table}.span_ms = {Text(piece.SpanMs)} AND {table}.at >= {Text(piece.Since)} AND {table}.at < {Text(piece.Until)}";

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

    /// <summary>
    /// A statement with its times in it, so that there is another for each quarter of an hour. Dapper keeps what it is asked twice for the life of the process,
    /// with its text, which for a week by hours has half a million characters.
    /// </summary>
    private static CommandDefinition Once(string sql, GroupCondition groups, DbTransaction? transaction, CancellationToken cancellation) =>
        new(sql, groups.Parameters, transaction, flags: CommandFlags.Buffered | CommandFlags.NoCache, cancellationToken: cancellation);

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
