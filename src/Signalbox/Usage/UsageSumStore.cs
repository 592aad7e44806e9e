using System.Data.Common;
using Dapper;
using Signalbox.Storage;

namespace Signalbox.Usage;

/// <summary>Keeps and reads <c>usage_sums</c> and <c>usage_durations</c>.</summary>
internal sealed class UsageSumStore(Database database)
{
    private static readonly BulkInsert<UsageSum> AddSums = new(
        "usage_sums",
        [
            BulkColumn<UsageSum>.OfNumber("span_ms", s => s.Span), BulkColumn<UsageSum>.OfNumber("at", s => s.At),
            BulkColumn<UsageSum>.OfText("model", s => s.Model), BulkColumn<UsageSum>.OfText("key_id", s => s.KeyId),
            BulkColumn<UsageSum>.OfNumber("requests", s => s.Requests), BulkColumn<UsageSum>.OfNumber("success", s => s.Success),
            BulkColumn<UsageSum>.OfNumber("refused", s => s.Refused), BulkColumn<UsageSum>.OfNumber("errors", s => s.Errors),
            BulkColumn<UsageSum>.OfNumber("tokens_input", s => s.TokensInput), BulkColumn<UsageSum>.OfNumber("tokens_output", s => s.TokensOutput),
            BulkColumn<UsageSum>.OfNumber("tokens_cached", s => s.TokensCached), BulkColumn<UsageSum>.OfNumber("cost_micros", s => s.CostMicros),
        ],
        """
        (span_ms, at, model, key_id) DO UPDATE SET
            requests = usage_sums.requests + excluded.requests, success = usage_sums.success + excluded.success,
            refused = usage_sums.refused + excluded.refused, errors = usage_sums.errors + excluded.errors,
            tokens_input = usage_sums.tokens_input + excluded.tokens_input, tokens_output = usage_sums.tokens_output + excluded.tokens_output,
            tokens_cached = usage_sums.tokens_cached + excluded.tokens_cached, cost_micros = usage_sums.cost_micros + excluded.cost_micros
        """,
        "span_ms, at, model, key_id");

    private static readonly BulkInsert<DurationCount> AddDurations = new(
        "usage_durations",
        [
            BulkColumn<DurationCount>.OfNumber("span_ms", d => d.Span), BulkColumn<DurationCount>.OfNumber("at", d => d.At),
            BulkColumn<DurationCount>.OfNumber("measure", d => (long)d.Measure), BulkColumn<DurationCount>.OfNumber("bin", d => d.Bin),
            BulkColumn<DurationCount>.OfNumber("calls", d => d.Calls),
        ],
        "(span_ms, at, measure, bin) DO UPDATE SET calls = usage_durations.calls + excluded.calls",
        "span_ms, at, measure, bin");

    /// <summary>Adds to the sums, within the caller's transaction.</summary>
    public static async Task AddAsync(DbConnection connection, UsageTally tally, CancellationToken cancellation)
    {
        await AddSums.InsertAsync(connection, tally.Sums, cancellation);
        await AddDurations.InsertAsync(connection, tally.Durations, cancellation);
    }

    /// <summary>Adds changes of costs to the sums, within the caller's transaction.</summary>
    public static Task CorrectAsync(DbConnection connection, IEnumerable<CostChange> changes, CancellationToken cancellation)
    {
        var tally = new UsageTally();
        foreach (var change in changes) tally.Correct(change);
        return AddSums.InsertAsync(connection, tally.Sums, cancellation);
    }

    /// <summary>Sums per bucket; buckets without calls are left out.</summary>
    public async Task<IReadOnlyList<OverviewBucket>> BucketsAsync(OverviewRange range, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        return (await connection.QueryAsync<OverviewBucket>(new CommandDefinition(
            """
            SELECT (at - @Since) / @BucketMs AS bucket,
                   CAST(SUM(requests) AS BIGINT) AS requests, CAST(SUM(success) AS BIGINT) AS success,
                   CAST(SUM(refused) AS BIGINT) AS refused, CAST(SUM(errors) AS BIGINT) AS errors,
                   CAST(SUM(tokens_input) AS BIGINT) AS tokens_input, CAST(SUM(tokens_output) AS BIGINT) AS tokens_output,
                   CAST(SUM(tokens_cached) AS BIGINT) AS tokens_cached, CAST(SUM(cost_micros) AS BIGINT) AS cost_micros
            FROM usage_sums
            WHERE span_ms = @SpanMs AND at >= @Since AND at < @Until
            GROUP BY (at - @Since) / @BucketMs
            """,
            range, cancellationToken: cancellation))).AsList();
    }

    /// <summary>How many successful calls of a bucket took how long.</summary>
    public async Task<IReadOnlyList<OverviewDuration>> DurationsAsync(OverviewRange range, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        return (await connection.QueryAsync<OverviewDuration>(new CommandDefinition(
            """
            SELECT (at - @Since) / @BucketMs AS bucket, measure, bin, CAST(SUM(calls) AS BIGINT) AS calls
            FROM usage_durations
            WHERE span_ms = @SpanMs AND at >= @Since AND at < @Until
            GROUP BY (at - @Since) / @BucketMs, measure, bin
            """,
            range, cancellationToken: cancellation))).AsList();
    }

    /// <summary>The models with the most calls.</summary>
    public async Task<IReadOnlyList<TopModel>> TopModelsAsync(OverviewRange range, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        return (await connection.QueryAsync<TopModel>(new CommandDefinition(
            """
            SELECT model AS name, CAST(SUM(requests) AS BIGINT) AS requests, CAST(SUM(tokens_input + tokens_output) AS BIGINT) AS tokens,
                   CAST(SUM(cost_micros) AS BIGINT) AS cost_micros
            FROM usage_sums
            WHERE span_ms = @SpanMs AND at >= @Since AND at < @Until AND model <> ''
            GROUP BY model ORDER BY 2 DESC, 1 LIMIT 5
            """,
            range, cancellationToken: cancellation))).AsList();
    }

    /// <summary>The keys with the most calls, under the name each has now.</summary>
    public async Task<IReadOnlyList<TopKey>> TopKeysAsync(OverviewRange range, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        return (await connection.QueryAsync<TopKey>(new CommandDefinition(
            """
            SELECT s.key_id, COALESCE(k.name, s.key_id) AS name, CAST(SUM(s.requests) AS BIGINT) AS requests, CAST(SUM(s.cost_micros) AS BIGINT) AS cost_micros
            FROM usage_sums s LEFT JOIN virtual_keys k ON k.id = s.key_id
            WHERE s.span_ms = @SpanMs AND s.at >= @Since AND s.at < @Until AND s.key_id <> ''
            GROUP BY s.key_id, k.name ORDER BY 3 DESC, 2 LIMIT 5
            """,
            range, cancellationToken: cancellation))).AsList();
    }
}
