using System.Data.Common;
using Dapper;
using Signalbox.Audit;
using Signalbox.Core.Access;
using Signalbox.Routing;
using Signalbox.Storage;

namespace Signalbox.Access;

/// <summary>SQL over <c>grants</c>.</summary>
internal sealed class GrantStore(Database database)
{
    private const string CallableTarget = "callable_target";

    /// <summary>All grants by scope, for the snapshot, within its transaction.</summary>
    public static async Task<ILookup<string, string>> ReadAllAsync(DbConnection connection, DbTransaction? transaction)
    {
        var rows = await connection.QueryAsync<GrantRow>(
            "SELECT scope_id, asset FROM grants WHERE asset_kind = @CallableTarget ORDER BY asset", new { CallableTarget }, transaction);
        return rows.ToLookup(r => r.ScopeId, r => r.Asset);
    }

    /// <summary>Grants of some scopes.</summary>
    public async Task<ILookup<string, string>> ReadAsync(IReadOnlyList<string> scopeIds, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        var rows = await connection.QueryAsync<GrantRow>(
            $"SELECT scope_id, asset FROM grants WHERE asset_kind = @CallableTarget AND {database.IsAnyOf("scope_id", "scopeIds")} ORDER BY asset",
            new { CallableTarget, scopeIds });
        return rows.ToLookup(r => r.ScopeId, r => r.Asset);
    }

    /// <summary>Grants of one scope within a write.</summary>
    public static Task<IReadOnlyList<string>> ReadAsync(AdminTransaction transaction, string scopeId) =>
        transaction.QueryAsync<string>(
            "SELECT asset FROM grants WHERE scope_id = @scopeId AND asset_kind = @CallableTarget ORDER BY asset", new { scopeId, CallableTarget });

    /// <summary>Replaces a scope's grants.</summary>
    public static async Task ReplaceAsync(AdminTransaction transaction, ScopeKind kind, string scopeId, IReadOnlyList<string> grants)
    {
        await transaction.ExecuteAsync("DELETE FROM grants WHERE scope_id = @scopeId AND asset_kind = @CallableTarget", new { scopeId, CallableTarget });
        foreach (var asset in grants)
            await transaction.ExecuteAsync(
                "INSERT INTO grants (scope_kind, scope_id, asset_kind, asset, created_at) VALUES (@kind, @scopeId, @CallableTarget, @asset, @now)",
                new { kind = AccessModes.Name(kind), scopeId, CallableTarget, asset, now = transaction.NowMilliseconds });
    }

    /// <summary>Scopes and keys that grant a target. Revoked keys do not count.</summary>
    public static Task<IReadOnlyList<GrantHolder>> HoldersAsync(AdminTransaction transaction, string asset) =>
        transaction.QueryAsync<GrantHolder>(
            """
            SELECT g.scope_kind, g.scope_id, COALESCE(s.name, k.name) AS scope_name
            FROM grants g
            LEFT JOIN scopes s ON s.id = g.scope_id
            LEFT JOIN virtual_keys k ON k.id = g.scope_id
            WHERE g.asset_kind = @CallableTarget AND g.asset = @asset AND (k.id IS NULL OR k.revoked_at IS NULL)
            ORDER BY g.scope_kind, scope_name
            """,
            new { CallableTarget, asset });

    private sealed record GrantRow(string ScopeId, string Asset);
}
