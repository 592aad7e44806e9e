using Dapper;
using Signalbox.Storage;

namespace Signalbox.Usage;

/// <summary>Reads <c>usage_records</c>. Its writing side is <see cref="UsageStore"/>.</summary>
internal sealed class UsageQueries(Database database)
{
    private const string Columns =
        """
        request_id, started_at, finished_at, status, http_status, code, model, deployment, provider, organization_id, team_id, project_id, user_id, key_id,
        stream, demo, attempts, tokens_input, tokens_output, tokens_cached, tokens_cache_write, tokens_reasoning, cost_micros, latency_us, ttft_us, overhead_us, detail
        """;

    /// <summary>Newest first. Ids sort by arrival, so that a page stays where it is while calls come in.</summary>
    /// <param name="filter">Which calls.</param>
    /// <param name="before">Only calls before this place (time and id); null from the newest on.</param>
    /// <param name="limit">How many.</param>
    /// <param name="cancellation">Ends the query.</param>
    public async Task<IReadOnlyList<UsageRow>> ListAsync(UsageFilter filter, UsageCursor? before, int limit, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        return (await connection.QueryAsync<UsageRow>(new CommandDefinition(
            $"""
            SELECT {Columns} FROM usage_records
            WHERE (@RequestId IS NULL OR request_id = @RequestId)
              AND (@Status IS NULL OR status = @Status)
              AND (@HttpStatus IS NULL OR http_status = @HttpStatus)
              AND (@Code IS NULL OR code = @Code)
              AND (@Model IS NULL OR model = @Model)
              AND (@Deployment IS NULL OR deployment = @Deployment)
              AND (@OrganizationId IS NULL OR organization_id = @OrganizationId)
              AND (@TeamId IS NULL OR team_id = @TeamId)
              AND (@ProjectId IS NULL OR project_id = @ProjectId)
              AND (@UserId IS NULL OR user_id = @UserId)
              AND (@KeyId IS NULL OR key_id = @KeyId)
              AND (@Since IS NULL OR started_at >= @Since)
              AND (@Until IS NULL OR started_at < @Until)
              AND (@beforeId IS NULL OR started_at < @beforeTime OR (started_at = @beforeTime AND request_id < @beforeId))
            ORDER BY started_at DESC, request_id DESC
            LIMIT @limit
            """,
            new
            {
                filter.RequestId, filter.Status, filter.HttpStatus, filter.Code, filter.Model, filter.Deployment, filter.OrganizationId,
                filter.TeamId, filter.ProjectId, filter.UserId, filter.KeyId, filter.Since, filter.Until,
                beforeId = before?.RequestId, beforeTime = before?.StartedAt, limit,
            },
            cancellationToken: cancellation))).AsList();
    }

    /// <summary>One call, or null.</summary>
    public async Task<UsageRow?> FindAsync(string requestId, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        return await connection.QuerySingleOrDefaultAsync<UsageRow>($"SELECT {Columns} FROM usage_records WHERE request_id = @requestId", new { requestId });
    }

    /// <summary>When each key was last used, Unix milliseconds.</summary>
    public async Task<IReadOnlyDictionary<string, long>> LastUsedAsync(IReadOnlyList<string> keyIds, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        var rows = await connection.QueryAsync<(string KeyId, long At)>(
            $"SELECT key_id, MAX(started_at) FROM usage_records WHERE {database.IsAnyOf("key_id", "keyIds")} GROUP BY key_id", new { keyIds });
        return rows.ToDictionary(r => r.KeyId, r => r.At, StringComparer.Ordinal);
    }

    /// <summary>Sums per bucket of time.</summary>
    public async Task<IReadOnlyList<OverviewBucket>> BucketsAsync(long since, long until, long bucketMs, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        return (await connection.QueryAsync<OverviewBucket>(new CommandDefinition(
            """
            SELECT (started_at - @since) / @bucketMs AS bucket, COUNT(*) AS requests,
                   CAST(SUM(CASE WHEN status = 0 THEN 1 ELSE 0 END) AS BIGINT) AS success,
                   CAST(SUM(CASE WHEN status = 1 THEN 1 ELSE 0 END) AS BIGINT) AS refused,
                   CAST(SUM(CASE WHEN status IN (2, 4) THEN 1 ELSE 0 END) AS BIGINT) AS errors,
                   CAST(COALESCE(SUM(tokens_input), 0) AS BIGINT) AS tokens_input,
                   CAST(COALESCE(SUM(tokens_output), 0) AS BIGINT) AS tokens_output,
                   CAST(COALESCE(SUM(tokens_cached), 0) AS BIGINT) AS tokens_cached,
                   CAST(COALESCE(SUM(cost_micros), 0) AS BIGINT) AS cost_micros
            FROM usage_records
            WHERE started_at >= @since AND started_at < @until
            GROUP BY (started_at - @since) / @bucketMs
            ORDER BY bucket
            """,
            new { since, until, bucketMs }, cancellationToken: cancellation))).AsList();
    }

    /// <summary>A quantile of a column per bucket, over calls that an upstream answered: the smallest value that so many are not above.</summary>
    /// <param name="column">latency_us, ttft_us or overhead_us.</param>
    /// <param name="quantile">Between 0 and 1.</param>
    /// <param name="since">Unix milliseconds, inclusive.</param>
    /// <param name="until">Unix milliseconds, exclusive.</param>
    /// <param name="bucketMs">Width of a bucket.</param>
    /// <param name="cancellation">Ends the query.</param>
    public async Task<IReadOnlyDictionary<long, long>> QuantilesAsync(
        string column, double quantile, long since, long until, long bucketMs, CancellationToken cancellation)
    {
        if (column is not ("latency_us" or "ttft_us" or "overhead_us")) throw new ArgumentOutOfRangeException(nameof(column));
        await using var connection = await database.OpenAsync(cancellation);
        var rows = await connection.QueryAsync<(long Bucket, long Value)>(new CommandDefinition(
            $"""
            SELECT bucket, MIN(value) FROM (
                SELECT (started_at - @since) / @bucketMs AS bucket, {column} AS value,
                       ROW_NUMBER() OVER (PARTITION BY (started_at - @since) / @bucketMs ORDER BY {column}) AS place,
                       COUNT(*) OVER (PARTITION BY (started_at - @since) / @bucketMs) AS total
                FROM usage_records
                WHERE started_at >= @since AND started_at < @until AND status = 0 AND {column} IS NOT NULL) ranked
            WHERE place >= total * CAST(@quantile AS DOUBLE PRECISION)
            GROUP BY bucket
            """,
            new { since, until, bucketMs, quantile }, cancellationToken: cancellation));
        return rows.ToDictionary(r => r.Bucket, r => r.Value);
    }

    /// <summary>The models with the most calls.</summary>
    public async Task<IReadOnlyList<TopModel>> TopModelsAsync(long since, long until, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        return (await connection.QueryAsync<TopModel>(
            """
            SELECT model AS name, COUNT(*) AS requests, CAST(COALESCE(SUM(COALESCE(tokens_input, 0) + COALESCE(tokens_output, 0)), 0) AS BIGINT) AS tokens,
                   CAST(COALESCE(SUM(cost_micros), 0) AS BIGINT) AS cost_micros
            FROM usage_records WHERE started_at >= @since AND started_at < @until AND model IS NOT NULL
            GROUP BY model ORDER BY requests DESC, name LIMIT 5
            """, new { since, until })).AsList();
    }

    /// <summary>The keys with the most calls, under the name each had last.</summary>
    public async Task<IReadOnlyList<TopKey>> TopKeysAsync(long since, long until, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        return (await connection.QueryAsync<TopKey>(
            """
            SELECT u.key_id, COALESCE(k.name, u.key_id) AS name, COUNT(*) AS requests, CAST(COALESCE(SUM(u.cost_micros), 0) AS BIGINT) AS cost_micros
            FROM usage_records u LEFT JOIN virtual_keys k ON k.id = u.key_id
            WHERE u.started_at >= @since AND u.started_at < @until AND u.key_id IS NOT NULL
            GROUP BY u.key_id, k.name ORDER BY requests DESC, name LIMIT 5
            """, new { since, until })).AsList();
    }
}

/// <summary>Sums of one bucket of time; the first bucket is 0.</summary>
internal sealed record OverviewBucket
{
    public long Bucket { get; init; }
    public long Requests { get; init; }
    public long Success { get; init; }
    public long Refused { get; init; }
    public long Errors { get; init; }
    public long TokensInput { get; init; }
    public long TokensOutput { get; init; }
    public long TokensCached { get; init; }
    public long CostMicros { get; init; }
}

/// <summary>A model among those with the most calls.</summary>
/// <remarks>With properties rather than a constructor: SQLite gives computed columns of an empty result no type to match one by.</remarks>
internal sealed record TopModel
{
    public string Name { get; init; } = "";
    public long Requests { get; init; }
    public long Tokens { get; init; }
    public long CostMicros { get; init; }
}

/// <summary>A key among those with the most calls.</summary>
internal sealed record TopKey
{
    public string KeyId { get; init; } = "";
    public string Name { get; init; } = "";
    public long Requests { get; init; }
    public long CostMicros { get; init; }
}
