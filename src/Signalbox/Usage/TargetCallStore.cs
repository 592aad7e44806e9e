using System.Data.Common;
using Dapper;
using Signalbox.Storage;

namespace Signalbox.Usage;

/// <summary>Reads from single calls what calls of one target say of who serves it.</summary>
internal sealed class TargetCallStore(Database database)
{
    /// <summary>The most that are looked at.</summary>
    public const int Most = 20_000;

    /// <summary>
    /// The newest calls of a target since a time that an upstream was to serve, newest first. What callers broke off or got wrong is left out,
    /// since it says nothing of who was to serve it, and so are answers of candidates, which no caller asked for.
    /// </summary>
    /// <param name="target">The model or route group asked for.</param>
    /// <param name="since">Unix milliseconds.</param>
    /// <param name="cancellation">Gives up.</param>
    public Task<IReadOnlyList<TargetCallRow>> ListAsync(string target, long since, CancellationToken cancellation) => ListAsync(target, since, Most, "NULL", cancellation);

    /// <summary>The same with what each was routed by and its attempts, for which more must be read.</summary>
    /// <param name="target">The model or route group asked for.</param>
    /// <param name="since">Unix milliseconds.</param>
    /// <param name="cancellation">Gives up.</param>
    public Task<IReadOnlyList<TargetCallRow>> ListWithRoutesAsync(string target, long since, CancellationToken cancellation) => ListAsync(
        target, since, Most / 4, "COALESCE((SELECT shared.detail FROM usage_details shared WHERE shared.id = newest.detail_id), newest.detail)", cancellation);

    /// <summary>The same added up by deployment.</summary>
    /// <param name="target">The model or route group asked for.</param>
    /// <param name="since">Unix milliseconds.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<IReadOnlyList<ServedSum>> SumAsync(string target, long since, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        const int success = (int)CallStatus.Success;
        var parameters = new DynamicParameters(new { target });
        return (await connection.QueryAsync<ServedSum>(new CommandDefinition(
            $"""
            SELECT deployment, COUNT(*) AS calls,
                   CAST(SUM(CASE WHEN status = {success} THEN 1 ELSE 0 END) AS BIGINT) AS succeeded,
                   CAST(SUM(CASE WHEN attempts > 1 THEN 1 ELSE 0 END) AS BIGINT) AS repeated,
                   CAST(SUM(CASE WHEN status = {success} THEN latency_us ELSE 0 END) AS BIGINT) AS latency_us,
                   CAST(COALESCE(SUM(ttft_us), 0) AS BIGINT) AS ttft_us, COUNT(ttft_us) AS streams,
                   CAST(COALESCE(SUM(cost_micros), 0) AS BIGINT) AS cost_micros, COUNT(cost_micros) AS priced,
                   CAST(COALESCE(SUM(tokens_output), 0) AS BIGINT) AS tokens_output, COUNT(tokens_output) AS counted
            {await ServedAsync(connection, Most, parameters, since, cancellation)} AND deployment IS NOT NULL
            GROUP BY deployment ORDER BY deployment
            """, parameters, cancellationToken: cancellation))).AsList();
    }

    private async Task<IReadOnlyList<TargetCallRow>> ListAsync(string target, long since, int most, string detail, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        var parameters = new DynamicParameters(new { target });
        return (await connection.QueryAsync<TargetCallRow>(new CommandDefinition(
            $"""
            SELECT request_id, started_at, status, http_status, code, deployment, attempts, tokens_output, cost_micros, latency_us, ttft_us,
                   {detail} AS detail
            {await ServedAsync(connection, most, parameters, since, cancellation)}
            ORDER BY request_id DESC
            """, parameters, cancellationToken: cancellation))).AsList();
    }

    private static async Task<string> ServedAsync(DbConnection connection, int most, DynamicParameters parameters, long since, CancellationToken cancellation)
    {
        var ranges = await CallRanges.FindAsync(connection, "g.target = @target", parameters, since, long.MaxValue, most, cancellation);
        parameters.AddDynamicParams(new { sinceId = UsageQueries.FirstIdAt(since), most });
        const string columns = "request_id, started_at, status, http_status, code, deployment, attempts, tokens_output, cost_micros, latency_us, ttft_us, key_id, detail_id, detail";
        return
            $"""
            FROM (
                SELECT {columns} FROM (SELECT {columns} FROM served_calls WHERE model = @target AND {ranges} ORDER BY request_id DESC LIMIT @most) served
                UNION ALL
                SELECT {columns} FROM (SELECT {columns} FROM usage_records WHERE model = @target AND request_id >= @sinceId ORDER BY request_id DESC LIMIT @most) others
                ORDER BY request_id DESC LIMIT @most) newest
            WHERE key_id IS NOT NULL AND status IN ({(int)CallStatus.Success}, {(int)CallStatus.Error}) AND (status = {(int)CallStatus.Success} OR http_status >= 500)
            """;
    }
}
