using System.Data.Common;
using Dapper;
using Signalbox.Core.Ids;
using Signalbox.Storage;
using Signalbox.Usage.Rollups;

namespace Signalbox.Usage;

/// <summary>
/// Reads single calls: those of <c>usage_calls</c>, which <c>served_calls</c> shows with the columns of all others, and <c>usage_records</c>.
/// Their writing side is <see cref="UsageStore"/>.
/// </summary>
internal sealed class UsageQueries(Database database)
{
    private const string Columns =
        """
        request_id, started_at, finished_at, status, http_status, code, model, deployment, provider, organization_id, team_id, project_id, user_id, key_id,
        stream, demo, attempts, tokens_input, tokens_output, tokens_cached, tokens_cache_write, tokens_reasoning, cost_micros, latency_us, ttft_us, overhead_us,
        tokens_cache_write_1h AS tokens_cache_write_long, tokens_input_audio, tokens_output_audio, service_class, upstream_cost_micros, group_id,
        COALESCE((SELECT shared.detail FROM usage_details shared WHERE shared.id = calls.detail_id), calls.detail) AS detail
        """;

    /// <summary>Served calls that are looked at one by one before their sums are asked where to look.</summary>
    private const int Nearby = 20_000;

    /// <summary>Newest first. Ids sort by arrival, so that a page stays where it is while calls come in.</summary>
    /// <param name="filter">Which calls.</param>
    /// <param name="before">Only calls before this place (time and id); null from the newest on.</param>
    /// <param name="limit">How many.</param>
    /// <param name="cancellation">Ends the query.</param>
    public async Task<IReadOnlyList<UsageRow>> ListAsync(UsageFilter filter, UsageCursor? before, int limit, CancellationToken cancellation)
    {
        var parameters = new DynamicParameters(new
        {
            filter.RequestId, filter.Status, filter.HttpStatus, filter.Code, filter.Model, filter.Deployment, filter.OrganizationId,
            filter.TeamId, filter.ProjectId, filter.UserId, filter.KeyId, filter.Since, filter.Until,
            sinceId = FirstIdAt(filter.Since), untilId = FirstIdAt(filter.Until),
            beforeId = before?.RequestId, beforeTime = before?.StartedAt, limit,
        });
        await using var connection = await database.OpenAsync(cancellation);
        var others = (await connection.QueryAsync<UsageRow>(new CommandDefinition(
            $"""
            SELECT {Columns} FROM usage_records calls
            WHERE {string.Join(" AND ", [.. Conditions(filter), .. Places(filter, before, IsServedByTime(filter))])}
            ORDER BY {(IsServedByTime(filter) ? "started_at DESC, request_id DESC" : "request_id DESC")}
            LIMIT @limit
            """, parameters, cancellationToken: cancellation))).AsList();
        // A served call has neither failed nor a code.
        if (IsOfFailed(filter) || filter.Code is not null) return others;
        var groups = filter.RequestId is null && GroupConditions(filter).ToList() is { Count: > 0 } names ? string.Join(" AND ", names) : null;
        var place = string.Join(" AND ", Places(filter, before, byTime: false));
        var served = await ServedAsync(
            connection, string.Join(" AND ", Conditions(filter)), place, groups, areAll: filter.HttpStatus is null, parameters, filter.Since ?? 0, limit, cancellation);
        return Newest(others, served, limit);
    }

    /// <summary>Served calls, newest first. Those of groups with few calls are looked for among the newest of all, and then where sums say that they are.</summary>
    /// <param name="connection">An open connection.</param>
    /// <param name="conditions">Which calls.</param>
    /// <param name="place">Where in the list.</param>
    /// <param name="groups">Which groups they are of, named g; null for any.</param>
    /// <param name="areAll">Whether all calls of these groups meet the conditions, so that sums tell how many there are.</param>
    /// <param name="parameters">The parameters of all three.</param>
    /// <param name="since">Calls that arrived from then on, Unix milliseconds.</param>
    /// <param name="limit">How many.</param>
    /// <param name="cancellation">Gives up.</param>
    private static async Task<List<UsageRow>> ServedAsync(
        DbConnection connection, string conditions, string place, string? groups, bool areAll, DynamicParameters parameters, long since, int limit,
        CancellationToken cancellation)
    {
        if (groups is null) return await ReadAsync("1 = 1");
        var last = await connection.ExecuteScalarAsync<string?>(new CommandDefinition(
            $"SELECT request_id FROM usage_calls WHERE {place} ORDER BY request_id DESC LIMIT 1 OFFSET {Nearby}", parameters, cancellationToken: cancellation));
        if (last is null) return await ReadAsync("1 = 1");
        parameters.Add("last", last);
        var near = await ReadAsync("request_id >= @last");
        if (near.Count >= limit) return near;
        var ranges = await CallRanges.FindAsync(connection, groups, parameters, since, Ulid.TimeOf(last) + 1, areAll ? limit - near.Count : long.MaxValue, cancellation);
        return [.. near, .. (await ReadAsync($"request_id < @last AND {ranges}")).Take(limit - near.Count)];

        async Task<List<UsageRow>> ReadAsync(string where) => (await connection.QueryAsync<UsageRow>(new CommandDefinition(
            $"SELECT {Columns} FROM served_calls calls WHERE {place} AND {where} AND {conditions} ORDER BY request_id DESC LIMIT @limit",
            parameters, cancellationToken: cancellation))).AsList();
    }

    private static List<UsageRow> Newest(List<UsageRow> one, List<UsageRow> other, int limit) =>
        one.Count == 0 ? other : other.Count == 0 ? one : [.. one.Concat(other).OrderByDescending(row => row.RequestId, StringComparer.Ordinal).Take(limit)];

    /// <summary>
    /// Whether an index by time serves: that of a key's calls, or that of the failed ones. All others are listed by their id, which begins with
    /// the time of arrival, so that both orders are the same.
    /// </summary>
    private static bool IsServedByTime(UsageFilter filter) => filter.KeyId is not null || IsOfFailed(filter);

    private static bool IsOfFailed(UsageFilter filter) =>
        filter.Status > 0 || filter.HttpStatus is < 200 or > 299 || (filter.Code is { } code && !SuccessCodes.Has(code));

    /// <summary>The least id that a call of that time can have.</summary>
    public static string FirstIdAt(long unixMilliseconds) => Ulid.Create(unixMilliseconds, stackalloc byte[Ulid.RandomBytes]);

    private static string? FirstIdAt(long? unixMilliseconds) => unixMilliseconds is { } at ? FirstIdAt(at) : null;

    /// <summary>Only what is asked for goes into the statement, so that the planner can tell which index serves it.</summary>
    private static IEnumerable<string> Conditions(UsageFilter filter)
    {
        yield return "1 = 1";
        if (filter.RequestId is not null) yield return "request_id = @RequestId";
        if (filter.Status is not null) yield return "status = @Status";
        // Says nothing new, but lets the index of failed calls serve.
        if (IsOfFailed(filter)) yield return "status <> 0";
        if (filter.HttpStatus is not null) yield return "http_status = @HttpStatus";
        if (filter.Code is not null) yield return "code = @Code";
        foreach (var (column, _, parameter) in Names(filter)) yield return $"{column} = @{parameter}";
    }

    /// <summary>The same of groups.</summary>
    private static IEnumerable<string> GroupConditions(UsageFilter filter) => Names(filter).Select(name => $"g.{name.GroupColumn} = @{name.Parameter}");

    private static IEnumerable<(string Column, string GroupColumn, string Parameter)> Names(UsageFilter filter)
    {
        if (filter.Model is not null) yield return ("model", "target", "Model");
        if (filter.Deployment is not null) yield return ("deployment", "deployment", "Deployment");
        if (filter.OrganizationId is not null) yield return ("organization_id", "organization_id", "OrganizationId");
        if (filter.TeamId is not null) yield return ("team_id", "team_id", "TeamId");
        if (filter.ProjectId is not null) yield return ("project_id", "project_id", "ProjectId");
        if (filter.UserId is not null) yield return ("user_id", "user_id", "UserId");
        if (filter.KeyId is not null) yield return ("key_id", "key_id", "KeyId");
    }

    private static IEnumerable<string> Places(UsageFilter filter, UsageCursor? before, bool byTime)
    {
        yield return "1 = 1";
        if (filter.Since is not null) yield return byTime ? "started_at >= @Since" : "request_id >= @sinceId";
        if (filter.Until is not null) yield return byTime ? "started_at < @Until" : "request_id < @untilId";
        if (before is not null) yield return byTime ? "(started_at, request_id) < (@beforeTime, @beforeId)" : "request_id < @beforeId";
    }

    /// <summary>One call, or null.</summary>
    public async Task<UsageRow?> FindAsync(string requestId, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        return await connection.QuerySingleOrDefaultAsync<UsageRow>(new CommandDefinition(
            $"SELECT {Columns} FROM served_calls calls WHERE request_id = @requestId UNION ALL SELECT {Columns} FROM usage_records calls WHERE request_id = @requestId",
            new { requestId }, cancellationToken: cancellation));
    }

    /// <summary>The oldest calls after one that are in no sum yet.</summary>
    public async Task<IReadOnlyList<UsageRow>> NotAddedAsync(string after, int limit, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        return (await connection.QueryAsync<UsageRow>(new CommandDefinition(
            $"SELECT {Columns} FROM usage_records calls WHERE request_id > @after AND group_id IS NULL ORDER BY request_id LIMIT @limit",
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
            $"SELECT * FROM ({From("served_calls")}) served UNION ALL SELECT * FROM ({From("usage_records")}) others ORDER BY request_id LIMIT @limit",
            new { after, untilId = FirstIdAt(until), provider, deployment, limit }, cancellationToken: cancellation))).AsList();

        string From(string table) =>
            $"""
            SELECT {Columns} FROM {table} calls
            WHERE request_id > @after AND request_id < @untilId AND deployment IS NOT NULL AND COALESCE(group_id, 1) <> 0
              {(provider is null ? "" : "AND provider = @provider")} {(deployment is null ? "" : "AND deployment = @deployment")}
            ORDER BY request_id LIMIT @limit
            """;
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
        var place = $"request_id >= @sinceId AND request_id < @untilId {(before is null ? "" : "AND request_id < @before")}";
        var isOne = $"group_id IN (SELECT g.id FROM report_groups g WHERE {groups.Sql})";
        await using var connection = await database.OpenAsync(cancellation);
        var others = (await connection.QueryAsync<UsageRow>(new CommandDefinition(
            $"SELECT {Columns} FROM usage_records calls WHERE {place} AND {isOne} ORDER BY request_id DESC LIMIT @limit",
            groups.Parameters, cancellationToken: cancellation))).AsList();
        return Newest(others, await ServedAsync(connection, isOne, place, groups.Sql, areAll: true, groups.Parameters, since, limit, cancellation), limit);
    }

    /// <summary>When each key was last used, Unix milliseconds; a key that never was is left out.</summary>
    public async Task<IReadOnlyDictionary<string, long>> LastUsedAsync(IReadOnlyList<string> keyIds, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        var rows = await connection.QueryAsync<LastUse>(new CommandDefinition(
            $"SELECT key_id, at FROM key_uses WHERE {database.IsAnyOf("key_id", "keyIds")}", new { keyIds }, cancellationToken: cancellation));
        return rows.ToDictionary(r => r.KeyId, r => r.At, StringComparer.Ordinal);
    }

    private sealed record LastUse
    {
        public string KeyId { get; init; } = "";
        public long At { get; init; }
    }
}
