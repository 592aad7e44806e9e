using Dapper;
using Signalbox.Storage;

namespace Signalbox.Promotion.Shadow;

/// <summary>SQL over <c>shadow_pairs</c>.</summary>
internal sealed class ShadowPairStore(Database database)
{
    private const string Columns =
        "id, route_group_id, candidate_id, candidate_model, primary_model, request_id, at, expires_at, prompt_hash, error, primary_us, candidate_us, primary_cost_micros, "
        + "candidate_cost_micros, primary_characters, candidate_characters, same, prompt_text, primary_text, candidate_text";

    /// <summary>The most that a report reads.</summary>
    public const int MostInReport = 20_000;

    /// <summary>Adds a batch, all or none.</summary>
    public async Task InsertAsync(IReadOnlyList<ShadowPair> pairs, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await connection.ExecuteAsync(
            $"""
            INSERT INTO shadow_pairs ({Columns})
            VALUES (@Id, @RouteGroupId, @CandidateId, @CandidateModel, @PrimaryModel, @RequestId, @At, @ExpiresAt, @PromptHash, @Error, @PrimaryUs, @CandidateUs, @PrimaryCostMicros,
                    @CandidateCostMicros, @PrimaryCharacters, @CandidateCharacters, @Same, @PromptText, @PrimaryText, @CandidateText)
            """, pairs, transaction);
        await transaction.CommitAsync(cancellation);
    }

    /// <summary>What a group's candidates have cost since, in micro-USD.</summary>
    public async Task<long> CostSinceAsync(string groupId, long since, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        return await connection.ExecuteScalarAsync<long>(
            "SELECT CAST(COALESCE(SUM(candidate_cost_micros), 0) AS BIGINT) FROM shadow_pairs WHERE route_group_id = @groupId AND at >= @since", new { groupId, since });
    }

    /// <summary>The figures of a group's comparisons since, newest first, texts left out.</summary>
    /// <param name="groupId">The group.</param>
    /// <param name="candidate">Of this model alone; null for all.</param>
    /// <param name="since">Unix milliseconds.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<IReadOnlyList<ShadowPair>> FiguresAsync(string groupId, string? candidate, long since, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        return (await connection.QueryAsync<ShadowPair>(
            """
            SELECT id, route_group_id, candidate_id, candidate_model, primary_model, request_id, at, expires_at, prompt_hash, error, primary_us, candidate_us,
                   primary_cost_micros, candidate_cost_micros, primary_characters, candidate_characters, same, judge_score
            FROM shadow_pairs
            WHERE route_group_id = @groupId AND at >= @since AND (@candidate IS NULL OR candidate_model = @candidate)
            ORDER BY at DESC LIMIT @limit
            """, new { groupId, candidate, since, limit = MostInReport })).AsList();
    }

    /// <summary>A page of a group's comparisons with what texts were kept, newest first.</summary>
    public async Task<IReadOnlyList<ShadowPair>> ListAsync(string groupId, string? cursor, int limit, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        return (await connection.QueryAsync<ShadowPair>(
            $"SELECT {Columns}, judge_score, judge_model, judge_note FROM shadow_pairs WHERE route_group_id = @groupId AND (@cursor IS NULL OR id < @cursor) ORDER BY id DESC LIMIT @limit", new { groupId, cursor, limit })).AsList();
    }

    /// <summary>A group's newest pairs that nobody has judged and whose texts are kept.</summary>
    public async Task<IReadOnlyList<ShadowPair>> ListUnjudgedAsync(string groupId, long since, int limit, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        return (await connection.QueryAsync<ShadowPair>(
            $"""
            SELECT {Columns} FROM shadow_pairs
            WHERE route_group_id = @groupId AND at >= @since AND judged_at IS NULL AND error IS NULL
              AND prompt_text IS NOT NULL AND primary_text IS NOT NULL AND candidate_text IS NOT NULL
            ORDER BY at DESC LIMIT @limit
            """, new { groupId, since, limit })).AsList();
    }

    /// <summary>Takes a pair to be judged by this instance: of several that ask at once, one gets it.</summary>
    public async Task<bool> TryTakeForJudgeAsync(string id, long now, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        return await connection.ExecuteAsync("UPDATE shadow_pairs SET judged_at = @now WHERE id = @id AND judged_at IS NULL", new { id, now }) == 1;
    }

    /// <summary>Keeps what a judge said.</summary>
    public async Task PutVerdictAsync(string id, long? score, string model, string? note, long? costMicros, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        await connection.ExecuteAsync(
            "UPDATE shadow_pairs SET judge_score = @score, judge_model = @model, judge_note = @note, judge_cost_micros = @costMicros WHERE id = @id",
            new { id, score, model, note, costMicros });
    }

    /// <summary>What judging a group's pairs has cost since, in micro-USD.</summary>
    public async Task<long> JudgeCostSinceAsync(string groupId, long since, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        return await connection.ExecuteScalarAsync<long>(
            "SELECT CAST(COALESCE(SUM(judge_cost_micros), 0) AS BIGINT) FROM shadow_pairs WHERE route_group_id = @groupId AND at >= @since - 86400000 AND judged_at >= @since", new { groupId, since });
    }

    /// <summary>Deletes what is to be kept no longer; returns how many.</summary>
    public async Task<int> DeleteExpiredAsync(long now, int most, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        return await connection.ExecuteAsync("DELETE FROM shadow_pairs WHERE id IN (SELECT id FROM shadow_pairs WHERE expires_at < @now LIMIT @most)", new { now, most });
    }
}
