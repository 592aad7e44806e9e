using System.Data.Common;
using Dapper;
using Signalbox.Core.Ids;
using Signalbox.Storage;
using Column = Signalbox.Usage.BulkColumn<Signalbox.Usage.Consumption>;

namespace Signalbox.Usage;

/// <summary>Keeps and reads <c>consumption_sums</c>: what quotas and budgets count on from after a start.</summary>
internal sealed class ConsumptionStore(Database database)
{
    /// <summary>No clock of the world is off by less than a quarter of an hour, so that every window begins with one.</summary>
    public const long QuarterMs = 900_000;

    /// <summary>A day, UTC.</summary>
    public const long DayMs = 86_400_000;

    private const string Sums =
        """
        CAST(SUM(requests) AS BIGINT) AS requests, CAST(SUM(tokens_input) AS BIGINT) AS tokens_input, CAST(SUM(tokens_output) AS BIGINT) AS tokens_output,
        CAST(SUM(tokens_cached) AS BIGINT) AS tokens_cached, CAST(SUM(tokens_cache_write) AS BIGINT) AS tokens_cache_write,
        CAST(SUM(tokens_reasoning) AS BIGINT) AS tokens_reasoning, CAST(SUM(cost_micros) AS BIGINT) AS cost_micros
        """;

    /// <summary>Whole days, and the quarters before the first of them.</summary>
    private const string Since = "((span_ms = 86400000 AND at >= @firstDay) OR (span_ms = 900000 AND at >= @since AND at < @firstDay))";

    private static readonly BulkInsert<Consumption> AddSums = new(
        "INTO consumption_sums",
        [
            Column.OfNumber("span_ms", c => c.SpanMs), Column.OfNumber("at", c => c.At), Column.OfText("key_id", c => c.KeyId), Column.OfText("user_id", c => c.UserId),
            Column.OfText("model", c => c.Model), Column.OfText("organization_id", c => c.OrganizationId), Column.OfText("team_id", c => c.TeamId),
            Column.OfText("project_id", c => c.ProjectId), Column.OfNumber("requests", c => c.Requests), Column.OfNumber("tokens_input", c => c.TokensInput),
            Column.OfNumber("tokens_output", c => c.TokensOutput), Column.OfNumber("tokens_cached", c => c.TokensCached),
            Column.OfNumber("tokens_cache_write", c => c.TokensCacheWrite), Column.OfNumber("tokens_reasoning", c => c.TokensReasoning), Column.OfNumber("cost_micros", c => c.CostMicros),
        ],
        """
        (span_ms, at, key_id, user_id, model) DO UPDATE SET
            requests = consumption_sums.requests + excluded.requests, tokens_input = consumption_sums.tokens_input + excluded.tokens_input,
            tokens_output = consumption_sums.tokens_output + excluded.tokens_output, tokens_cached = consumption_sums.tokens_cached + excluded.tokens_cached,
            tokens_cache_write = consumption_sums.tokens_cache_write + excluded.tokens_cache_write,
            tokens_reasoning = consumption_sums.tokens_reasoning + excluded.tokens_reasoning, cost_micros = consumption_sums.cost_micros + excluded.cost_micros
        """,
        "span_ms, at, key_id, user_id, model");

    /// <summary>Adds calls, within the caller's transaction.</summary>
    public static Task AddAsync(DbConnection connection, IEnumerable<UsageRecord> records, CancellationToken cancellation)
    {
        var sums = new ConsumptionTally(QuarterMs, DayMs);
        foreach (var record in records) sums.Add(record);
        return AddSums.InsertAsync(connection, sums.Sums, cancellation);
    }

    /// <summary>Adds changes of costs, within the caller's transaction.</summary>
    public static Task CorrectAsync(DbConnection connection, IEnumerable<CostChange> changes, CancellationToken cancellation)
    {
        var sums = new ConsumptionTally(QuarterMs, DayMs);
        foreach (var change in changes) sums.Correct(change);
        return AddSums.InsertAsync(connection, sums.Sums, cancellation);
    }

    /// <summary>
    /// What calls took from each of some times on, by whose they were and which target they called, and what single calls took that came from a
    /// moment on: few, of the last seconds. All at one moment of the database, so that a call written meanwhile is in both or in neither.
    /// </summary>
    /// <param name="since">Unix milliseconds, each the beginning of a quarter of an hour.</param>
    /// <param name="callsFrom">From when single calls are told, Unix milliseconds; null for none.</param>
    /// <param name="cancellation">Ends the queries.</param>
    public async Task<(IReadOnlyDictionary<long, IReadOnlyList<Consumption>> Sums, IReadOnlyList<Consumption> Calls)> ReadAsync(
        IEnumerable<long> since, long? callsFrom, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        await using var transaction = Database.BeginRead(connection);
        var sums = new Dictionary<long, IReadOnlyList<Consumption>>();
        foreach (var start in since) sums[start] = await SumsAsync(transaction, start, cancellation);
        return (sums, callsFrom is { } from ? await CallsAsync(transaction, from, cancellation) : []);
    }

    /// <summary>What calls of a key took from a time on, in all.</summary>
    public async Task<Consumption> ReadKeyAsync(string keyId, long since, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        return (await connection.QueryAsync<Consumption>(new CommandDefinition(
            $"SELECT key_id, {Sums} FROM consumption_sums WHERE {Since} AND key_id = @keyId GROUP BY key_id",
            new { since, firstDay = FirstDay(since), keyId }, cancellationToken: cancellation))).SingleOrDefault() ?? new Consumption();
    }

    private static async Task<IReadOnlyList<Consumption>> SumsAsync(DbTransaction transaction, long since, CancellationToken cancellation) =>
        (await transaction.Connection!.QueryAsync<Consumption>(new CommandDefinition(
            $"""
            SELECT key_id, user_id, model, organization_id, team_id, project_id, {Sums} FROM consumption_sums
            WHERE {Since} GROUP BY key_id, user_id, model, organization_id, team_id, project_id
            """,
            Range(since), transaction, cancellationToken: cancellation))).AsList();

    /// <summary>The same calls as <see cref="Consumption.Of(UsageRecord)"/> counts: the API is only in the detail, in which a caller's text cannot hold bare quotes.</summary>
    private static async Task<IReadOnlyList<Consumption>> CallsAsync(DbTransaction transaction, long since, CancellationToken cancellation) =>
        (await transaction.Connection!.QueryAsync<Consumption>(new CommandDefinition(
            $"{CallsOf("served_calls")} UNION ALL {CallsOf("usage_records")}", new { first = FirstIdAt(since) }, transaction, cancellationToken: cancellation))).AsList();

    private static string CallsOf(string table) =>
        $"""
        SELECT started_at AS at, key_id, COALESCE(user_id, '') AS user_id, COALESCE(model, '') AS model, COALESCE(organization_id, '') AS organization_id,
               COALESCE(team_id, '') AS team_id, COALESCE(project_id, '') AS project_id, CAST(1 AS BIGINT) AS requests,
               COALESCE(tokens_input, 0) AS tokens_input, COALESCE(tokens_output, 0) AS tokens_output, COALESCE(tokens_cached, 0) AS tokens_cached,
               COALESCE(tokens_cache_write, 0) AS tokens_cache_write, COALESCE(tokens_reasoning, 0) AS tokens_reasoning, COALESCE(cost_micros, 0) AS cost_micros
        FROM {table} calls LEFT JOIN usage_details ON usage_details.id = calls.detail_id
        WHERE request_id >= @first AND status <> 1 AND key_id IS NOT NULL AND COALESCE(usage_details.detail, calls.detail) NOT LIKE '%"api":"count_tokens"%'
        """;

    private static string FirstIdAt(long at) => Ulid.Create(at, stackalloc byte[Ulid.RandomBytes]);

    private static object Range(long since) => new { since, firstDay = FirstDay(since) };

    private static long FirstDay(long since) => (since + DayMs - 1) / DayMs * DayMs;
}
