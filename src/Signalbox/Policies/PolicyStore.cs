using System.Data.Common;
using Dapper;
using Signalbox.Admin;
using Signalbox.Audit;
using Signalbox.Core.Assets;
using Signalbox.Storage;

namespace Signalbox.Policies;

/// <summary>SQL over <c>policies</c>, <c>policy_versions</c> and <c>policy_activations</c>.</summary>
internal sealed class PolicyStore(Database database)
{
    private const string Columns = "id, name, kind, description, grants, credential, active_version, latest_version, owner, revision, created_at, updated_at";
    private const string VersionColumns = "policy_id, version, terms, code, note, actor, at";
    private const string ActivationColumns = "id, policy_id, action, version, previous, actor, reason, undone, at";

    /// <summary>All policies with the version in force, for the snapshot, within its transaction.</summary>
    public static async Task<IReadOnlyList<RoutingPolicy>> ReadAllAsync(DbConnection connection, DbTransaction transaction)
    {
        var rows = (await connection.QueryAsync<PolicyRow>($"SELECT {Columns} FROM policies ORDER BY id", transaction: transaction)).AsList();
        if (rows.Count == 0) return [];
        var versions = (await connection.QueryAsync<PolicyVersionRow>(
            "SELECT v.policy_id, v.version, v.terms, v.code, v.note, v.actor, v.at FROM policy_versions v JOIN policies p ON p.id = v.policy_id AND p.active_version = v.version",
            transaction: transaction)).ToDictionary(v => v.PolicyId, StringComparer.Ordinal);
        return [.. rows.Select(row => row.ToPolicy(versions.GetValueOrDefault(row.Id)))];
    }

    /// <summary>A page in order of name.</summary>
    public async Task<IReadOnlyList<PolicyRow>> ListAsync(PageQuery page, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        return (await connection.QueryAsync<PolicyRow>(
            $"SELECT {Columns} FROM policies WHERE name > @cursor ORDER BY name LIMIT @limit", new { cursor = page.Cursor ?? "", limit = page.Limit + 1 })).AsList();
    }

    /// <summary>One policy, or null.</summary>
    public async Task<PolicyRow?> FindAsync(string id, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        return await connection.QuerySingleOrDefaultAsync<PolicyRow>($"SELECT {Columns} FROM policies WHERE id = @id", new { id });
    }

    /// <summary>One policy within a write, or null.</summary>
    public static Task<PolicyRow?> FindAsync(AdminTransaction transaction, string id) =>
        transaction.QueryOneAsync<PolicyRow>($"SELECT {Columns} FROM policies WHERE id = @id", new { id });

    /// <summary>One policy by name within a write, or null.</summary>
    public static Task<PolicyRow?> FindByNameAsync(AdminTransaction transaction, string name) =>
        transaction.QueryOneAsync<PolicyRow>($"SELECT {Columns} FROM policies WHERE name = @name", new { name });

    /// <summary>A page of versions, newest first.</summary>
    public async Task<IReadOnlyList<PolicyVersionRow>> VersionsAsync(string id, long before, int limit, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        return (await connection.QueryAsync<PolicyVersionRow>(
            $"SELECT {VersionColumns} FROM policy_versions WHERE policy_id = @id AND version < @before ORDER BY version DESC LIMIT @limit", new { id, before, limit })).AsList();
    }

    /// <summary>One version, or null.</summary>
    public async Task<PolicyVersionRow?> FindVersionAsync(string id, long version, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        return await connection.QuerySingleOrDefaultAsync<PolicyVersionRow>(
            $"SELECT {VersionColumns} FROM policy_versions WHERE policy_id = @id AND version = @version", new { id, version });
    }

    /// <summary>One version within a write, or null.</summary>
    public static Task<PolicyVersionRow?> FindVersionAsync(AdminTransaction transaction, string id, long version) =>
        transaction.QueryOneAsync<PolicyVersionRow>($"SELECT {VersionColumns} FROM policy_versions WHERE policy_id = @id AND version = @version", new { id, version });

    /// <summary>The newest activations, newest first.</summary>
    public async Task<IReadOnlyList<PolicyActivationRow>> ActivationsAsync(string id, string? before, int limit, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        return (await connection.QueryAsync<PolicyActivationRow>(
            $"SELECT {ActivationColumns} FROM policy_activations WHERE policy_id = @id AND (@before IS NULL OR id < @before) ORDER BY id DESC LIMIT @limit", new { id, before, limit })).AsList();
    }

    /// <summary>The newest activation that was not undone, within a write; null when there is none.</summary>
    public static Task<PolicyActivationRow?> FindUndoableAsync(AdminTransaction transaction, string id) => transaction.QueryOneAsync<PolicyActivationRow>(
        $"SELECT {ActivationColumns} FROM policy_activations WHERE policy_id = @id AND undone = 0 ORDER BY id DESC LIMIT 1", new { id });

    /// <summary>Adds a policy.</summary>
    public static Task InsertAsync(AdminTransaction transaction, PolicyRow row) => transaction.ExecuteAsync(
        $"INSERT INTO policies ({Columns}) VALUES (@Id, @Name, @Kind, @Description, @Grants, @Credential, @ActiveVersion, @LatestVersion, @Owner, @Revision, @CreatedAt, @UpdatedAt)", row);

    /// <summary>Replaces a policy's row.</summary>
    public static Task UpdateAsync(AdminTransaction transaction, PolicyRow row) => transaction.ExecuteAsync(
        """
        UPDATE policies SET description = @Description, grants = @Grants, credential = @Credential, active_version = @ActiveVersion, latest_version = @LatestVersion,
               owner = @Owner, revision = @Revision, updated_at = @UpdatedAt
        WHERE id = @Id
        """, row);

    /// <summary>Removes a policy and its versions.</summary>
    public static Task DeleteAsync(AdminTransaction transaction, string id) => transaction.ExecuteAsync("DELETE FROM policies WHERE id = @id", new { id });

    /// <summary>Appends a version.</summary>
    public static Task AppendAsync(AdminTransaction transaction, PolicyVersionRow row) => transaction.ExecuteAsync(
        $"INSERT INTO policy_versions ({VersionColumns}) VALUES (@PolicyId, @Version, @Terms, @Code, @Note, @Actor, @At)", row);

    /// <summary>Appends an activation.</summary>
    public static Task AppendAsync(AdminTransaction transaction, PolicyActivationRow row) => transaction.ExecuteAsync(
        $"INSERT INTO policy_activations ({ActivationColumns}) VALUES (@Id, @PolicyId, @Action, @Version, @Previous, @Actor, @Reason, @Undone, @At)", row);

    /// <summary>Marks an activation as undone.</summary>
    public static Task UndoAsync(AdminTransaction transaction, string id) => transaction.ExecuteAsync("UPDATE policy_activations SET undone = 1 WHERE id = @id", new { id });
}
