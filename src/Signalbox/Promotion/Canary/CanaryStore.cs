using Dapper;
using Signalbox.Audit;
using Signalbox.Storage;

namespace Signalbox.Promotion.Canary;

/// <summary>SQL over <c>canaries</c>.</summary>
internal sealed class CanaryStore(Database database)
{
    private const string Columns =
        "id, route_group_id, feature, candidate_id, candidate_model, primary_id, primary_model, plan, state, step, step_at, baked_ms, promotion_id, actor, reason, log, revision, started_at, ended_at";

    /// <summary>All that are under way.</summary>
    public async Task<IReadOnlyList<CanaryRow>> ListOpenAsync(CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        return (await connection.QueryAsync<CanaryRow>($"SELECT {Columns} FROM canaries WHERE ended_at IS NULL ORDER BY id")).AsList();
    }

    /// <summary>A page of a group's, newest first.</summary>
    public async Task<IReadOnlyList<CanaryRow>> ListAsync(string groupId, string? cursor, int limit, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        return (await connection.QueryAsync<CanaryRow>(
            $"SELECT {Columns} FROM canaries WHERE route_group_id = @groupId AND (@cursor IS NULL OR id < @cursor) ORDER BY id DESC LIMIT @limit", new { groupId, cursor, limit })).AsList();
    }

    /// <summary>The one of a group that is under way, within a write; null when none is.</summary>
    public static Task<CanaryRow?> FindOpenAsync(AdminTransaction transaction, string groupId) =>
        transaction.QueryOneAsync<CanaryRow>($"SELECT {Columns} FROM canaries WHERE route_group_id = @groupId AND ended_at IS NULL", new { groupId });

    /// <summary>Adds one.</summary>
    public static Task InsertAsync(AdminTransaction transaction, CanaryRow row) => transaction.ExecuteAsync(
        $"""
        INSERT INTO canaries ({Columns})
        VALUES (@Id, @RouteGroupId, @Feature, @CandidateId, @CandidateModel, @PrimaryId, @PrimaryModel, @Plan, @State, @Step, @StepAt, @BakedMs, @PromotionId, @Actor, @Reason, @Log, @Revision, @StartedAt, @EndedAt)
        """, row);

    /// <summary>Moves one that nobody has moved since it was read.</summary>
    /// <returns>Whether it was so.</returns>
    public static async Task<bool> UpdateAsync(AdminTransaction transaction, CanaryRow row) => await transaction.ExecuteAsync(
        """
        UPDATE canaries SET state = @State, step = @Step, step_at = @StepAt, baked_ms = @BakedMs, promotion_id = @PromotionId, log = @Log, revision = @Revision, ended_at = @EndedAt
        WHERE id = @Id AND revision = @Revision - 1 AND ended_at IS NULL
        """, row) == 1;
}
