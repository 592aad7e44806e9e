using System.Data.Common;
using Dapper;
using Signalbox.Admin;
using Signalbox.Audit;
using Signalbox.Core.Access;
using Signalbox.Storage;

namespace Signalbox.Access.Tenants;

/// <summary>SQL over <c>scopes</c>.</summary>
internal sealed class TenantStore(Database database)
{
    private const string Select =
        """
        SELECT s.id, s.kind, s.parent_id, s.organization_id, s.name, s.access_mode, s.enforcement, s.legacy_models, s.limits, s.budget, s.attributes, s.owner, s.revision, s.created_at, s.updated_at, p.name AS parent_name
        FROM scopes s LEFT JOIN scopes p ON p.id = s.parent_id
        """;

    /// <summary>All rows, for the snapshot, within its transaction.</summary>
    public static async Task<IReadOnlyList<TenantRow>> ReadAllAsync(DbConnection connection, DbTransaction transaction) =>
        (await connection.QueryAsync<TenantRow>($"{Select} ORDER BY s.id", transaction: transaction)).AsList();

    /// <summary>Some rows, for the snapshot, within its transaction.</summary>
    public static async Task<IReadOnlyList<TenantRow>> ReadAsync(Database database, DbConnection connection, DbTransaction transaction, IReadOnlyList<string> ids) =>
        (await connection.QueryAsync<TenantRow>($"{Select} WHERE {database.IsAnyOf("s.id", "ids")}", new { ids }, transaction)).AsList();

    /// <summary>The ids of all organizations, in order.</summary>
    public static async Task<IReadOnlyList<string>> ReadOrganizationIdsAsync(DbConnection connection, DbTransaction transaction) =>
        (await connection.QueryAsync<string>("SELECT id FROM scopes WHERE kind = 'organization' ORDER BY id", transaction: transaction)).AsList();

    /// <summary>One organization and all levels in it.</summary>
    public static async Task<IReadOnlyList<TenantRow>> ReadOrganizationAsync(DbConnection connection, DbTransaction transaction, string organizationId) =>
        (await connection.QueryAsync<TenantRow>($"{Select} WHERE s.organization_id = @organizationId ORDER BY s.id", new { organizationId }, transaction)).AsList();

    /// <summary>A page of one kind in order of id.</summary>
    public async Task<IReadOnlyList<TenantRow>> ListAsync(TenantFilter filter, PageQuery page, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        return (await connection.QueryAsync<TenantRow>(new CommandDefinition(
            $"{Select} WHERE s.id IN ({ListSql(filter, page)}) ORDER BY s.id", ListParameters(filter, page), cancellationToken: cancellation))).AsList();
    }

    /// <summary>Selects the ids of a page by an index alone, and one more; the rest of the rows is read for these only.</summary>
    internal static string ListSql(TenantFilter filter, PageQuery page)
    {
        string[] conditions = [.. filter.Conditions(), .. page.Cursor is null ? Array.Empty<string>() : ["id > @cursor"]];
        return $"SELECT id FROM scopes WHERE {string.Join(" AND ", conditions)} ORDER BY id LIMIT @limit";
    }

    /// <summary>What its parameters stand for.</summary>
    internal static object ListParameters(TenantFilter filter, PageQuery page) => new
    {
        kind = AccessModes.Name(filter.Kind), filter.OrganizationId, filter.ParentId, cursor = page.Cursor, limit = page.Limit + 1,
        find = filter.Find is null ? null : LikePattern.Containing(filter.Find),
    };

    /// <summary>One row of a kind, or null.</summary>
    public async Task<TenantRow?> FindAsync(ScopeKind kind, string id, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        return await connection.QuerySingleOrDefaultAsync<TenantRow>(
            $"{Select} WHERE s.kind = @kind AND s.id = @id", new { kind = AccessModes.Name(kind), id });
    }

    /// <summary>One row of a kind by id within a write.</summary>
    public static Task<TenantRow?> FindAsync(AdminTransaction transaction, ScopeKind kind, string id) =>
        transaction.QueryOneAsync<TenantRow>($"{Select} WHERE s.kind = @kind AND s.id = @id", new { kind = AccessModes.Name(kind), id });

    /// <summary>One row by its place and name within a write.</summary>
    public static Task<TenantRow?> FindByNameAsync(AdminTransaction transaction, ScopeKind kind, string? parentId, string name) =>
        transaction.QueryOneAsync<TenantRow>(
            $"{Select} WHERE s.kind = @kind AND s.name = @name AND COALESCE(s.parent_id, '') = COALESCE(@parentId, '')",
            new { kind = AccessModes.Name(kind), parentId, name });

    /// <summary>How many scopes lie below one, within a write.</summary>
    public static async Task<long> CountChildrenAsync(AdminTransaction transaction, string id) =>
        await transaction.QueryOneAsync<long>("SELECT COUNT(*) FROM scopes WHERE parent_id = @id", new { id });

    /// <summary>Scopes per organization and kind.</summary>
    public async Task<IReadOnlyList<(string OrganizationId, string Kind, long Count)>> CountAsync(IReadOnlyList<string> organizationIds, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        return (await connection.QueryAsync<(string, string, long)>(
            $"SELECT organization_id, kind, COUNT(*) FROM scopes WHERE {database.IsAnyOf("organization_id", "organizationIds")} GROUP BY organization_id, kind",
            new { organizationIds })).AsList();
    }

    /// <summary>Adds a row.</summary>
    public static Task InsertAsync(AdminTransaction transaction, TenantRow row) => transaction.ExecuteAsync(
        """
        INSERT INTO scopes (id, kind, parent_id, organization_id, name, access_mode, enforcement, legacy_models, limits, budget, attributes, owner, revision, created_at, updated_at)
        VALUES (@Id, @Kind, @ParentId, @OrganizationId, @Name, @AccessMode, @Enforcement, @LegacyModels, @Limits, @Budget, @Attributes, @Owner, @Revision, @CreatedAt, @UpdatedAt)
        """, row);

    /// <summary>Replaces a row.</summary>
    public static Task UpdateAsync(AdminTransaction transaction, TenantRow row) => transaction.ExecuteAsync(
        """
        UPDATE scopes
        SET name = @Name, access_mode = @AccessMode, enforcement = @Enforcement, legacy_models = @LegacyModels, limits = @Limits, budget = @Budget, attributes = @Attributes,
            owner = @Owner, revision = @Revision, updated_at = @UpdatedAt
        WHERE id = @Id
        """, row);

    /// <summary>Removes a row.</summary>
    public static Task DeleteAsync(AdminTransaction transaction, string id) =>
        transaction.ExecuteAsync("DELETE FROM scopes WHERE id = @id", new { id });
}
