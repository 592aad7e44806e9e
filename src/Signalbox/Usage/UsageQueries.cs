using Dapper;
using Signalbox.Core.Ids;
using Signalbox.Storage;
using Signalbox.Usage.Rollups;

namespace Signalbox.Usage;

/// <summary>Reads <c>usage_records</c>. Its writing side is <see cref="UsageStore"/>.</summary>
internal sealed class UsageQueries(Database database)
{
    private const string Columns =
        """
        request_id, started_at, finished_at, status, http_status, code, model, deployment, provider, organization_id, team_id, project_id, user_id, key_id,
        stream, demo, attempts, tokens_input, tokens_output, tokens_cached, tokens_cache_write, tokens_reasoning, cost_micros, latency_us, ttft_us, overhead_us,
        tokens_cache_write_1h AS tokens_cache_write_long, tokens_input_audio, tokens_output_audio, service_class, upstream_cost_micros, group_id,
        COALESCE((SELECT shared.detail FROM usage_details shared WHERE shared.id = usage_records.detail_id), usage_records.detail) AS detail
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
            WHERE {string.Join(" AND ", Conditions(filter, before))}
            ORDER BY {(IsServedByTime(filter) ? "started_at DESC, request_id DESC" : "request_id DESC")}
            LIMIT @limit
            """,
            new
            {
                filter.RequestId, filter.Status, filter.HttpStatus, filter.Code, filter.Model, filter.Deployment, filter.OrganizationId,
                filter.TeamId, filter.ProjectId, filter.UserId, filter.KeyId, filter.Since, filter.Until,
                sinceId = FirstIdAt(filter.Since), untilId = FirstIdAt(filter.Until),
                beforeId = before?.RequestId, beforeTime = before?.StartedAt, limit,
            },
            cancellationToken: cancellation))).AsList();
    }

    /// <summary>
    /// Whether an index by time serves: that of a key's calls, or that of the failed ones. All others are listed by their id, which begins with
    /// the time of arrival, so that both orders are the same.
    /// </summary>
    private static bool IsServedByTime(UsageFilter filter) => filter.KeyId is not null || IsOfFailed(filter);

    private static bool IsOfFailed(UsageFilter filter) => filter.Status > 0 || filter.Code is not (null or SuccessCodes.AnswerPartsLeftOut);

    /// <summary>The least id that a call of that time can have.</summary>
    public static string FirstIdAt(long unixMilliseconds) => Ulid.Create(unixMilliseconds, stackalloc byte[Ulid.RandomBytes]);

    private static string? FirstIdAt(long? unixMilliseconds) => unixMilliseconds is { } at ? FirstIdAt(at) : null;

    /// <summary>Only what is asked for goes into the statement, so that the planner can tell which index serves it.</summary>
    private static IEnumerable<string> Conditions(UsageFilter filter, UsageCursor? before)
    {
        yield return "1 = 1";
        if (filter.RequestId is not null) yield return "request_id = @RequestId";
        if (filter.Status is not null) yield return "status = @Status";
        // Says nothing new, but lets the index of failed calls serve.
        if (IsOfFailed(filter)) yield return "status <> 0";
        if (filter.HttpStatus is not null) yield return "http_status = @HttpStatus";
        if (filter.Code is not null) yield return "code = @Code";
        if (filter.Model is not null) yield return "model = @Model";
        if (filter.Deployment is not null) yield return "deployment = @Deployment";
        if (filter.OrganizationId is not null) yield return "organization_id = @OrganizationId";
        if (filter.TeamId is not null) yield return "team_id = @TeamId";
        if (filter.ProjectId is not null) yield return "project_id = @ProjectId";
        if (filter.UserId is not null) yield return "user_id = @UserId";
        if (filter.KeyId is not null) yield return "key_id = @KeyId";
        var byTime = IsServedByTime(filter);
        if (filter.Since is not null) yield return byTime ? "started_at >= @Since" : "request_id >= @sinceId";
        if (filter.Until is not null) yield return byTime ? "started_at < @Until" : "request_id < @untilId";
        if (before is not null) yield return byTime ? "(started_at, request_id) < (@beforeTime, @beforeId)" : "request_id < @beforeId";
    }

    /// <summary>One call, or null.</summary>
    public async Task<UsageRow?> FindAsync(string requestId, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        return await connection.QuerySingleOrDefaultAsync<UsageRow>($"SELECT {Columns} FROM usage_records WHERE request_id = @requestId", new { requestId });
    }

    /// <summary>The oldest calls after one that are in no sum yet.</summary>
    public async Task<IReadOnlyList<UsageRow>> NotAddedAsync(string after, int limit, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        return (await connection.QueryAsync<UsageRow>(new CommandDefinition(
            $"SELECT {Columns} FROM usage_records WHERE request_id > @after AND group_id IS NULL ORDER BY request_id LIMIT @limit",
            new { after, limit }, cancellationToken: cancellation))).AsList();
    }

    /// <summary>Calls that upstreams answered, oldest first; those of candidates are left out, since what they cost stands in a comparison.</summary>
    /// <param name="after">Only calls after this one.</param>
    /// <param name="until">Before this time, Unix milliseconds.</param>
    /// <param name="provider">Only of this provider; null for all.</param>
    /// <param name="deployment">Only of this deployment; null for all.</param>
    /// <param name="limit">How many.</param>
    /// <param name="cancellation">Ends the query.</param>
    public async Task<IReadOnlyList<UsageRow>> ForwardAsync(string after, long until, string? provider, string? deployment, int limit, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        return (await connection.QueryAsync<UsageRow>(new CommandDefinition(
            $"""
            SELECT {Columns} FROM usage_records
            WHERE request_id > @after AND request_id < @untilId AND deployment IS NOT NULL AND COALESCE(group_id, 1) <> 0
              {(provider is null ? "" : "AND provider = @provider")} {(deployment is null ? "" : "AND deployment = @deployment")}
            ORDER BY request_id LIMIT @limit
            """,
            new { after, untilId = FirstIdAt(until), provider, deployment, limit }, cancellationToken: cancellation))).AsList();
    }

    /// <summary>Calls of groups, newest first.</summary>
    /// <param name="groups">Which groups.</param>
    /// <param name="since">From this time on, Unix milliseconds.</param>
    /// <param name="until">Before this time.</param>
    /// <param name="before">Only calls before this one; null from the newest on.</param>
    /// <param name="limit">How many.</param>
    /// <param name="cancellation">Ends the query.</param>
    public async Task<IReadOnlyList<UsageRow>> ListAsync(GroupCondition groups, long since, long until, string? before, int limit, CancellationToken cancellation)
    {
        groups.Parameters.AddDynamicParams(new { sinceId = FirstIdAt(since), untilId = FirstIdAt(until), before, limit });
        await using var connection = await database.OpenAsync(cancellation);
        return (await connection.QueryAsync<UsageRow>(new CommandDefinition(
            $"""
            SELECT {Columns} FROM usage_records
            WHERE request_id >= @sinceId AND request_id < @untilId {(before is null ? "" : "AND request_id < @before")}
              AND group_id IN (SELECT g.id FROM report_groups g WHERE {groups.Sql})
            ORDER BY request_id DESC LIMIT @limit
            """,
            groups.Parameters, cancellationToken: cancellation))).AsList();
    }

    /// <summary>When each key was last used, Unix milliseconds; a key that never was is left out. One look at the end of an index per key.</summary>
    public async Task<IReadOnlyDictionary<string, long>> LastUsedAsync(IReadOnlyList<string> keyIds, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        var rows = await connection.QueryAsync<LastUse>(new CommandDefinition(
            $"""
            SELECT id AS key_id, (SELECT MAX(started_at) FROM usage_records WHERE key_id = virtual_keys.id) AS at
            FROM virtual_keys WHERE {database.IsAnyOf("id", "keyIds")}
            """, new { keyIds }, cancellationToken: cancellation));
        return rows.Where(r => r.At is not null).ToDictionary(r => r.KeyId, r => r.At!.Value, StringComparer.Ordinal);
    }

    private sealed record LastUse
    {
        public string KeyId { get; init; } = "";
        public long? At { get; init; }
    }
}
