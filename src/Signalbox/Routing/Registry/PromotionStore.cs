using Dapper;
using Signalbox.Audit;
using Signalbox.Storage;

namespace Signalbox.Routing.Registry;

/// <summary>SQL over <c>model_promotions</c>, which is only ever appended to.</summary>
internal sealed class PromotionStore(Database database)
{
    private const string Columns =
        "id, route_group_id, feature, action, from_id, from_model, from_provider, to_id, to_model, to_provider, actor, reason, forced, evidence, undoes_promotion_id, at, version";

    /// <summary>A page of a group's history, newest first.</summary>
    /// <param name="groupId">The group.</param>
    /// <param name="before">The version before which the page begins; null for the first.</param>
    /// <param name="limit">How many.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<IReadOnlyList<PromotionRow>> ListAsync(string groupId, long? before, int limit, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        return (await connection.QueryAsync<PromotionRow>(
            $"SELECT {Columns} FROM model_promotions WHERE route_group_id = @groupId AND version < @before ORDER BY version DESC LIMIT @limit",
            new { groupId, before = before ?? long.MaxValue, limit })).AsList();
    }

    /// <summary>A group's whole history, oldest first, within a write.</summary>
    public static Task<IReadOnlyList<PromotionRow>> ReadAsync(AdminTransaction transaction, string groupId) =>
        transaction.QueryAsync<PromotionRow>($"SELECT {Columns} FROM model_promotions WHERE route_group_id = @groupId ORDER BY version", new { groupId });

    /// <summary>Appends.</summary>
    public static Task InsertAsync(AdminTransaction transaction, PromotionRow row) => transaction.ExecuteAsync(
        $"""
        INSERT INTO model_promotions ({Columns})
        VALUES (@Id, @RouteGroupId, @Feature, @Action, @FromId, @FromModel, @FromProvider, @ToId, @ToModel, @ToProvider, @Actor, @Reason, @Forced, @Evidence, @UndoesPromotionId, @At, @Version)
        """, row);
}
