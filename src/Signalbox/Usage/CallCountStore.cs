using Dapper;
using Signalbox.Storage;

namespace Signalbox.Usage;

/// <summary>
/// Counts what became of single calls. Refused calls and those that callers broke off or got wrong say nothing of who was to
/// serve them, and neither do answers of candidates, which no caller asked for.
/// </summary>
internal sealed class CallCountStore(Database database)
{
    /// <summary>What calls can be told apart and chosen by, with the column of each.</summary>
    private static readonly Dictionary<string, string> Columns = new(StringComparer.Ordinal)
    {
        ["organization"] = "organization_id", ["team"] = "team_id", ["project"] = "project_id", ["user"] = "user_id", ["key"] = "key_id", ["target"] = "model",
        ["provider"] = "provider", ["deployment"] = "deployment",
    };

    /// <summary>Counts; parts and values without calls are left out.</summary>
    /// <param name="since">Arrived from then on, Unix milliseconds.</param>
    /// <param name="until">Arrived before, Unix milliseconds.</param>
    /// <param name="spanMs">Length of a part.</param>
    /// <param name="filters">Dimensions with the value that a call must have.</param>
    /// <param name="by">The dimension that calls are told apart by; null for none.</param>
    /// <param name="slowMs">What an answer may take; 0 when that is of no interest.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<IReadOnlyList<CallCountRow>> ReadAsync(
        long since, long until, long spanMs, IEnumerable<(string Dimension, string Value)> filters, string? by, double slowMs, CancellationToken cancellation)
    {
        var parameters = new DynamicParameters(new
        {
            since, spanMs, first = UsageQueries.FirstIdAt(since), last = UsageQueries.FirstIdAt(until), slowUs = slowMs <= 0 ? long.MaxValue : (long)(slowMs * 1000),
        });
        var conditions = new List<string>();
        foreach (var (dimension, wanted) in filters)
        {
            conditions.Add($" AND {Columns[dimension]} = @{dimension}");
            parameters.Add(dimension, wanted);
        }
        var part = "(started_at - @since) / @spanMs";
        var value = by is null ? "NULL" : $"COALESCE({Columns[by]}, '')";
        await using var connection = await database.OpenAsync(cancellation);
        return (await connection.QueryAsync<CallCountRow>(new CommandDefinition(
            $"""
            SELECT {part} * @spanMs + @since AS at, value,
                   CAST(SUM(CASE WHEN status = {(int)CallStatus.Success} THEN 1 ELSE 0 END) AS BIGINT) AS good,
                   CAST(SUM(CASE WHEN {CallFaults.Failed} THEN 1 ELSE 0 END) AS BIGINT) AS bad,
                   CAST(SUM(CASE WHEN attempts > 1 THEN 1 ELSE 0 END) AS BIGINT) AS repeated,
                   CAST(SUM(CASE WHEN status = {(int)CallStatus.Success} AND latency_us > @slowUs THEN 1 ELSE 0 END) AS BIGINT) AS slow
            FROM ({Of("served_calls")} UNION ALL {Of("usage_records")}) calls
            WHERE status = {(int)CallStatus.Success} OR {CallFaults.Failed}
            GROUP BY {part}, value
            """, parameters, cancellationToken: cancellation))).AsList();

        string Of(string table) =>
            $"""
            SELECT started_at, status, http_status, attempts, latency_us, {value} AS value FROM {table}
            WHERE request_id >= @first AND request_id < @last AND key_id IS NOT NULL{string.Concat(conditions)}
            """;
    }
}
