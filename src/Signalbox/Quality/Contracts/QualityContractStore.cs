using Dapper;
using Signalbox.Admin;
using Signalbox.Audit;
using Signalbox.Storage;

namespace Signalbox.Quality.Contracts;

/// <summary>SQL over <c>quality_contracts</c> and <c>quality_contract_versions</c>.</summary>
internal sealed class QualityContractStore(Database database)
{
    private const string Select =
        """
        SELECT c.id, c.route_group_id, g.key AS route_group, c.terms, c.owner, c.revision, c.created_at, c.updated_at, s.standing, s.since, s.evaluated_at, s.bounds
        FROM quality_contracts c JOIN route_groups g ON g.id = c.route_group_id LEFT JOIN quality_standings s ON s.contract_id = c.id
        """;

    /// <summary>A page in order of the group's key.</summary>
    /// <param name="routeGroup">Of this group alone; null for all.</param>
    /// <param name="page">Which page.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<IReadOnlyList<QualityContractRow>> ListAsync(string? routeGroup, PageQuery page, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        return (await connection.QueryAsync<QualityContractRow>(
            $"{Select} WHERE (@routeGroup IS NULL OR g.key = @routeGroup) AND g.key > @cursor ORDER BY g.key LIMIT @limit",
            new { routeGroup, cursor = page.Cursor ?? "", limit = page.Limit + 1 })).AsList();
    }

    /// <summary>One contract, or null.</summary>
    public async Task<QualityContractRow?> FindAsync(string id, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        return await connection.QuerySingleOrDefaultAsync<QualityContractRow>($"{Select} WHERE c.id = @id", new { id });
    }

    /// <summary>The contract of a group, or null.</summary>
    public async Task<QualityContractRow?> FindByGroupAsync(string routeGroupId, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        return await connection.QuerySingleOrDefaultAsync<QualityContractRow>($"{Select} WHERE c.route_group_id = @routeGroupId", new { routeGroupId });
    }

    /// <summary>One contract within a write, or null.</summary>
    public static Task<QualityContractRow?> FindAsync(AdminTransaction transaction, string id) =>
        transaction.QueryOneAsync<QualityContractRow>($"{Select} WHERE c.id = @id", new { id });

    /// <summary>The contract of a group within a write, or null.</summary>
    public static Task<QualityContractRow?> FindByGroupAsync(AdminTransaction transaction, string routeGroupId) =>
        transaction.QueryOneAsync<QualityContractRow>($"{Select} WHERE c.route_group_id = @routeGroupId", new { routeGroupId });

    /// <summary>All versions of a contract, newest first.</summary>
    /// <param name="id">The contract.</param>
    /// <param name="before">The revision before which the page begins.</param>
    /// <param name="limit">How many.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<IReadOnlyList<ContractVersionRow>> VersionsAsync(string id, long before, int limit, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        return (await connection.QueryAsync<ContractVersionRow>(
            "SELECT contract_id, revision, terms, actor, reason, at FROM quality_contract_versions WHERE contract_id = @id AND revision < @before ORDER BY revision DESC LIMIT @limit",
            new { id, before, limit })).AsList();
    }

    /// <summary>Adds a contract.</summary>
    public static Task InsertAsync(AdminTransaction transaction, QualityContractRow row) => transaction.ExecuteAsync(
        """
        INSERT INTO quality_contracts (id, route_group_id, terms, owner, revision, created_at, updated_at)
        VALUES (@Id, @RouteGroupId, @Terms, @Owner, @Revision, @CreatedAt, @UpdatedAt)
        """, row);

    /// <summary>Replaces a contract.</summary>
    public static Task UpdateAsync(AdminTransaction transaction, QualityContractRow row) => transaction.ExecuteAsync(
        "UPDATE quality_contracts SET terms = @Terms, owner = @Owner, revision = @Revision, updated_at = @UpdatedAt WHERE id = @Id", row);

    /// <summary>Keeps a version.</summary>
    public static Task KeepAsync(AdminTransaction transaction, ContractVersionRow row) => transaction.ExecuteAsync(
        "INSERT INTO quality_contract_versions (contract_id, revision, terms, actor, reason, at) VALUES (@ContractId, @Revision, @Terms, @Actor, @Reason, @At)", row);

    /// <summary>Removes a contract; its versions stay.</summary>
    public static Task DeleteAsync(AdminTransaction transaction, string id) =>
        transaction.ExecuteAsync("DELETE FROM quality_contracts WHERE id = @id", new { id });
}
