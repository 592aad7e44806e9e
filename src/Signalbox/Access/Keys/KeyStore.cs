using System.Data.Common;
using Dapper;
using Signalbox.Admin;
using Signalbox.Audit;
using Signalbox.Storage;

namespace Signalbox.Access.Keys;

/// <summary>SQL over <c>virtual_keys</c>.</summary>
internal sealed class KeyStore(Database database)
{
    private const string Columns =
        """
        id, name, prefix, hash, previous_hash, previous_valid_until, organization_id, team_id, project_id, user_id, environment,
        access_mode, legacy_models, limits, budget, metadata, attributes, expires_at, revoked_at, rotated_at, owner, revision, created_at, updated_at
        """;

    private const string Select =
        """
        SELECT k.id, k.name, k.prefix, k.hash, k.previous_hash, k.previous_valid_until, k.organization_id, o.name AS organization,
               k.team_id, t.name AS team, k.project_id, p.name AS project, k.user_id, u.name AS "user", k.environment,
               k.access_mode, k.legacy_models, k.limits, k.budget, k.metadata, k.attributes, k.expires_at, k.revoked_at, k.rotated_at, k.owner, k.revision, k.created_at, k.updated_at
        FROM virtual_keys k
        JOIN scopes o ON o.id = k.organization_id
        JOIN scopes t ON t.id = k.team_id
        LEFT JOIN scopes p ON p.id = k.project_id
        LEFT JOIN scopes u ON u.id = k.user_id
        """;

    /// <summary>All keys that are not revoked, for the snapshot, within its transaction; one at a time, since the snapshot keeps a part of each only.</summary>
    public static IAsyncEnumerable<StoredKey> ReadLiveAsync(DbConnection connection, DbTransaction transaction) =>
        connection.QueryUnbufferedAsync<StoredKey>($"SELECT {Columns} FROM virtual_keys WHERE revoked_at IS NULL ORDER BY id", transaction: transaction);

    /// <summary>Those of some keys that are not revoked, for the snapshot, within its transaction.</summary>
    public static async Task<IReadOnlyList<StoredKey>> ReadLiveAsync(Database database, DbConnection connection, DbTransaction transaction, IReadOnlyList<string> ids) =>
        (await connection.QueryAsync<StoredKey>(
            $"SELECT {Columns} FROM virtual_keys WHERE revoked_at IS NULL AND {database.IsAnyOf("id", "ids")}", new { ids }, transaction)).AsList();

    /// <summary>The keys of an organization that are not revoked.</summary>
    public static async Task<IReadOnlyList<StoredKey>> ReadLiveAsync(DbConnection connection, DbTransaction transaction, string organizationId) => (await connection.QueryAsync<StoredKey>(
        $"SELECT {Columns} FROM virtual_keys WHERE organization_id = @organizationId AND revoked_at IS NULL ORDER BY id", new { organizationId }, transaction)).AsList();

    /// <summary>A page, newest first.</summary>
    public async Task<IReadOnlyList<StoredKey>> ListAsync(KeyFilter filter, long now, PageQuery page, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        return (await connection.QueryAsync<StoredKey>(new CommandDefinition(
            $"{Select} WHERE k.id IN ({ListSql(filter, page)}) ORDER BY k.id DESC",
            ListParameters(filter, now, page), cancellationToken: cancellation))).AsList();
    }

    /// <summary>Selects the ids of a page by an index alone, and one more; the rest of the rows is read for these only.</summary>
    internal static string ListSql(KeyFilter filter, PageQuery page)
    {
        string[] conditions = [.. filter.Conditions(), .. page.Cursor is null ? Array.Empty<string>() : ["id < @cursor"]];
        return $"SELECT id FROM virtual_keys {(conditions.Length == 0 ? "" : "WHERE ")}{string.Join(" AND ", conditions)} ORDER BY id DESC LIMIT @limit";
    }

    /// <summary>What its parameters stand for.</summary>
    internal static object ListParameters(KeyFilter filter, long now, PageQuery page) => new
    {
        filter.OrganizationId, filter.TeamId, filter.ProjectId, filter.UserId, now, cursor = page.Cursor, limit = page.Limit + 1,
        find = filter.Find is null ? null : LikePattern.Containing(filter.Find),
    };

    /// <summary>One key, or null.</summary>
    public async Task<StoredKey?> FindAsync(string id, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        return await connection.QuerySingleOrDefaultAsync<StoredKey>($"{Select} WHERE k.id = @id", new { id });
    }

    /// <summary>One key by id within a write.</summary>
    public static Task<StoredKey?> FindAsync(AdminTransaction transaction, string id) =>
        transaction.QueryOneAsync<StoredKey>($"{Select} WHERE k.id = @id", new { id });

    /// <summary>A live key by its place and name within a write.</summary>
    public static Task<StoredKey?> FindLiveAsync(AdminTransaction transaction, string teamId, string? projectId, string name) =>
        transaction.QueryOneAsync<StoredKey>(
            $"{Select} WHERE k.team_id = @teamId AND COALESCE(k.project_id, '') = COALESCE(@projectId, '') AND k.name = @name AND k.revoked_at IS NULL",
            new { teamId, projectId, name });

    /// <summary>Whether a secret is known already, in use or before its rotation.</summary>
    public static async Task<bool> IsHashTakenAsync(AdminTransaction transaction, string hash) =>
        await transaction.QueryOneAsync<long>(
            "SELECT COUNT(*) FROM virtual_keys WHERE hash = @hash OR previous_hash = @hash", new { hash }) > 0;

    /// <summary>How many keys that are not revoked belong to a scope.</summary>
    public static async Task<long> CountLiveAsync(AdminTransaction transaction, string scopeId) =>
        await transaction.QueryOneAsync<long>(
            """
            SELECT COUNT(*) FROM virtual_keys
            WHERE revoked_at IS NULL AND (organization_id = @scopeId OR team_id = @scopeId OR project_id = @scopeId OR user_id = @scopeId)
            """,
            new { scopeId });

    /// <summary>Keys that are not revoked, per organization.</summary>
    public async Task<IReadOnlyList<(string OrganizationId, long Count)>> CountLiveAsync(IReadOnlyList<string> organizationIds, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        return (await connection.QueryAsync<(string, long)>(
            $"SELECT organization_id, COUNT(*) FROM virtual_keys WHERE {database.IsAnyOf("organization_id", "organizationIds")} AND revoked_at IS NULL GROUP BY organization_id",
            new { organizationIds })).AsList();
    }

    /// <summary>Adds a key.</summary>
    public static Task InsertAsync(AdminTransaction transaction, StoredKey key) => transaction.ExecuteAsync(
        $"""
        INSERT INTO virtual_keys ({Columns})
        VALUES (@Id, @Name, @Prefix, @Hash, @PreviousHash, @PreviousValidUntil, @OrganizationId, @TeamId, @ProjectId, @UserId, @Environment,
                @AccessMode, @LegacyModels, @Limits, @Budget, @Metadata, @Attributes, @ExpiresAt, @RevokedAt, @RotatedAt, @Owner, @Revision, @CreatedAt, @UpdatedAt)
        """, key);

    /// <summary>Replaces a key's changeable columns.</summary>
    public static Task UpdateAsync(AdminTransaction transaction, StoredKey key) => transaction.ExecuteAsync(
        """
        UPDATE virtual_keys
        SET name = @Name, prefix = @Prefix, hash = @Hash, previous_hash = @PreviousHash, previous_valid_until = @PreviousValidUntil,
            user_id = @UserId, environment = @Environment, access_mode = @AccessMode, legacy_models = @LegacyModels, limits = @Limits, budget = @Budget, metadata = @Metadata, expires_at = @ExpiresAt,
            revoked_at = @RevokedAt, rotated_at = @RotatedAt, owner = @Owner, revision = @Revision, updated_at = @UpdatedAt
        WHERE id = @Id
        """, key);

    /// <summary>The revoked keys of a scope.</summary>
    public static Task<IReadOnlyList<StoredKey>> RevokedAsync(AdminTransaction transaction, string scopeId) => transaction.QueryAsync<StoredKey>(
        $"{Select} WHERE k.revoked_at IS NOT NULL AND (k.organization_id = @scopeId OR k.team_id = @scopeId OR k.project_id = @scopeId OR k.user_id = @scopeId) ORDER BY k.id",
        new { scopeId });

    /// <summary>Removes a key; its grants stand in their own table.</summary>
    public static Task DeleteAsync(AdminTransaction transaction, string id) => transaction.ExecuteAsync("DELETE FROM virtual_keys WHERE id = @id", new { id });
}
