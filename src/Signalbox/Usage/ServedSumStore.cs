using Dapper;
using Signalbox.Core.Ids;
using Signalbox.Storage;

namespace Signalbox.Usage;

/// <summary>Reads from <c>usage_records</c> who served a target's calls.</summary>
internal sealed class ServedSumStore(Database database)
{
    /// <summary>By deployment, of calls that an upstream was to serve: what callers broke off or got wrong says nothing of it.</summary>
    /// <param name="target">The model or route group asked for.</param>
    /// <param name="since">Unix milliseconds.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <remarks>Looks at the newest 20,000 calls of all targets at most, so that it costs the same under any load.</remarks>
    public async Task<IReadOnlyList<ServedSum>> ListAsync(string target, long since, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        const int success = (int)CallStatus.Success;
        return (await connection.QueryAsync<ServedSum>(new CommandDefinition(
            $"""
            SELECT deployment, COUNT(*) AS calls,
                   CAST(SUM(CASE WHEN status = {success} THEN 1 ELSE 0 END) AS BIGINT) AS succeeded,
                   CAST(SUM(CASE WHEN attempts > 1 THEN 1 ELSE 0 END) AS BIGINT) AS repeated,
                   CAST(SUM(CASE WHEN status = {success} THEN latency_us ELSE 0 END) AS BIGINT) AS latency_us,
                   CAST(COALESCE(SUM(ttft_us), 0) AS BIGINT) AS ttft_us, COUNT(ttft_us) AS streams,
                   CAST(COALESCE(SUM(cost_micros), 0) AS BIGINT) AS cost_micros, COUNT(cost_micros) AS priced,
                   CAST(COALESCE(SUM(tokens_output), 0) AS BIGINT) AS tokens_output, COUNT(tokens_output) AS counted
            FROM (
                SELECT model, key_id, deployment, status, http_status, attempts, latency_us, ttft_us, cost_micros, tokens_output
                FROM usage_records WHERE request_id >= @sinceId ORDER BY request_id DESC LIMIT 20000) newest
            WHERE model = @target AND key_id IS NOT NULL AND deployment IS NOT NULL
              AND status IN ({success}, {(int)CallStatus.Error}) AND (status = {success} OR http_status >= 500)
            GROUP BY deployment ORDER BY deployment
            """, new { target, sinceId = Ulid.Create(since, stackalloc byte[Ulid.RandomBytes]) }, cancellationToken: cancellation))).AsList();
    }
}
