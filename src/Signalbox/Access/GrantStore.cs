using System.Data.Common;
using System.Text.Json;
using Dapper;
using Signalbox.Audit;
using Signalbox.Core.Access;
using Signalbox.Core.Assets;
using Signalbox.Routing;
using Signalbox.Storage;

namespace Signalbox.Access;

/// <summary>SQL over <c>grants</c> and <c>access_policies</c>.</summary>
internal sealed class GrantStore(Database database)
{
    private const string Select = "SELECT scope_id, asset_kind, asset, expires_at, environments FROM grants";

    private const string InOrganization =
        "SELECT id FROM scopes WHERE organization_id = @organizationId UNION ALL SELECT id FROM virtual_keys WHERE organization_id = @organizationId";

    private static readonly string CallableTarget = AssetKinds.Name(AssetKind.CallableTarget);

    /// <summary>All grants by scope, for the snapshot, within its transaction.</summary>
    public static async Task<ILookup<string, Grant>> ReadAllAsync(DbConnection connection, DbTransaction? transaction)
    {
        // Thousands of keys grant the same few things: one object each.
        var known = new Dictionary<Grant, Grant>();
        return (await connection.QueryAsync<GrantRow>($"{Select} ORDER BY asset_kind, asset", transaction: transaction)).ToLookup(row => row.ScopeId, row =>
        {
            var grant = row.ToGrant();
            return known.TryAdd(grant, grant) ? grant : known[grant];
        });
    }

    /// <summary>All modes for kinds of asset other than callable targets, for the snapshot, within its transaction.</summary>
    public static async Task<ILookup<string, AccessPolicy>> ReadPoliciesAsync(DbConnection connection, DbTransaction? transaction) =>
        (await connection.QueryAsync<PolicyRow>("SELECT scope_id, asset_kind, mode FROM access_policies ORDER BY asset_kind", transaction: transaction))
            .ToLookup(r => r.ScopeId, r => r.ToPolicy());

    /// <summary>All grants of some scopes, for the snapshot, within its transaction.</summary>
    public static async Task<ILookup<string, Grant>> ReadAsync(Database database, DbConnection connection, DbTransaction transaction, IReadOnlyList<string> scopeIds) =>
        (await connection.QueryAsync<GrantRow>($"{Select} WHERE {database.IsAnyOf("scope_id", "scopeIds")} ORDER BY asset_kind, asset", new { scopeIds }, transaction))
            .ToLookup(r => r.ScopeId, r => r.ToGrant());

    /// <summary>The modes of some scopes for kinds of asset other than callable targets, for the snapshot, within its transaction.</summary>
    public static async Task<ILookup<string, AccessPolicy>> ReadPoliciesAsync(
        Database database, DbConnection connection, DbTransaction transaction, IReadOnlyList<string> scopeIds) =>
        (await connection.QueryAsync<PolicyRow>(
            $"SELECT scope_id, asset_kind, mode FROM access_policies WHERE {database.IsAnyOf("scope_id", "scopeIds")} ORDER BY asset_kind", new { scopeIds }, transaction))
            .ToLookup(r => r.ScopeId, r => r.ToPolicy());

    /// <summary>All grants in one organization by scope.</summary>
    public static async Task<ILookup<string, Grant>> ReadOrganizationAsync(DbConnection connection, DbTransaction transaction, string organizationId) =>
        (await connection.QueryAsync<GrantRow>($"{Select} WHERE scope_id IN ({InOrganization}) ORDER BY asset_kind, asset", new { organizationId }, transaction))
            .ToLookup(r => r.ScopeId, r => r.ToGrant());

    /// <summary>All modes in one organization for kinds of asset other than callable targets.</summary>
    public static async Task<ILookup<string, AccessPolicy>> ReadOrganizationPoliciesAsync(DbConnection connection, DbTransaction transaction, string organizationId) =>
        (await connection.QueryAsync<PolicyRow>(
            $"SELECT scope_id, asset_kind, mode FROM access_policies WHERE scope_id IN ({InOrganization}) ORDER BY asset_kind", new { organizationId }, transaction))
            .ToLookup(r => r.ScopeId, r => r.ToPolicy());

    /// <summary>Grants of callable targets of some scopes.</summary>
    public async Task<ILookup<string, Grant>> ReadAsync(IReadOnlyList<string> scopeIds, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        var rows = await connection.QueryAsync<GrantRow>(
            $"{Select} WHERE asset_kind = @CallableTarget AND {database.IsAnyOf("scope_id", "scopeIds")} ORDER BY asset", new { CallableTarget, scopeIds });
        return rows.ToLookup(r => r.ScopeId, r => r.ToGrant());
    }

    /// <summary>Grants of callable targets of one scope within a write.</summary>
    public static async Task<IReadOnlyList<Grant>> ReadAsync(AdminTransaction transaction, string scopeId) =>
    [
        .. (await transaction.QueryAsync<GrantRow>($"{Select} WHERE scope_id = @scopeId AND asset_kind = @CallableTarget ORDER BY asset", new { scopeId, CallableTarget }))
            .Select(r => r.ToGrant()),
    ];

    /// <summary>Replaces a scope's grants of one kind of asset.</summary>
    public static async Task ReplaceAsync(
        AdminTransaction transaction, ScopeKind kind, string scopeId, IReadOnlyList<Grant> grants, AssetKind assetKind = AssetKind.CallableTarget)
    {
        var assets = AssetKinds.Name(assetKind);
        await transaction.ExecuteAsync("DELETE FROM grants WHERE scope_id = @scopeId AND asset_kind = @assets", new { scopeId, assets });
        foreach (var grant in grants)
            await transaction.ExecuteAsync(
                """
                INSERT INTO grants (scope_kind, scope_id, asset_kind, asset, expires_at, environments, created_at)
                VALUES (@kind, @scopeId, @assets, @Asset, @ExpiresAt, @environments, @now)
                """,
                new
                {
                    kind = AccessModes.Name(kind), scopeId, assets, grant.Asset, grant.ExpiresAt,
                    environments = JsonSerializer.Serialize([.. EnvironmentNames.Of(grant.Environments)], AccessJson.Default.StringArray),
                    now = transaction.NowMilliseconds,
                });
    }

    /// <summary>Sets a scope's mode for a kind of asset other than callable targets.</summary>
    public static async Task SetModeAsync(AdminTransaction transaction, ScopeKind kind, string scopeId, AssetKind assetKind, AccessMode mode)
    {
        var assets = AssetKinds.Name(assetKind);
        await transaction.ExecuteAsync("DELETE FROM access_policies WHERE scope_id = @scopeId AND asset_kind = @assets", new { scopeId, assets });
        await transaction.ExecuteAsync("INSERT INTO access_policies (scope_kind, scope_id, asset_kind, mode) VALUES (@kind, @scopeId, @assets, @mode)",
            new { kind = AccessModes.Name(kind), scopeId, assets, mode = AccessModes.Name(mode) });
    }

    /// <summary>Removes all that a scope says of access, of every kind of asset.</summary>
    public static async Task DeleteAsync(AdminTransaction transaction, string scopeId)
    {
        await transaction.ExecuteAsync("DELETE FROM grants WHERE scope_id = @scopeId", new { scopeId });
        await transaction.ExecuteAsync("DELETE FROM access_policies WHERE scope_id = @scopeId", new { scopeId });
    }

    /// <summary>Scopes and keys that grant a target by its name. Revoked keys do not count.</summary>
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

    private static AssetKind Kind(string name) => AssetKinds.Parse(name) ?? throw new InvalidDataException($"A grant or policy is for the unknown kind of asset '{name}'.");

    private sealed record GrantRow
    {
        public string ScopeId { get; init; } = "";
        public string AssetKind { get; init; } = "";
        public string Asset { get; init; } = "";
        public long? ExpiresAt { get; init; }
        public string Environments { get; init; } = "[]";

        public Grant ToGrant() => new(Asset)
        {
            Kind = Kind(AssetKind),
            ExpiresAt = ExpiresAt,
            Environments = Environments == "[]"
                ? Core.Access.Environments.None
                : EnvironmentNames.ParseAll(JsonSerializer.Deserialize(Environments, AccessJson.Default.StringArray)!),
        };
    }

    private sealed record PolicyRow
    {
        public string ScopeId { get; init; } = "";
        public string AssetKind { get; init; } = "";
        public string Mode { get; init; } = "";

        public AccessPolicy ToPolicy() => new(Kind(AssetKind),
            AccessModes.Parse(Mode) ?? throw new InvalidDataException($"A policy of {ScopeId} has the unknown access mode '{Mode}'."));
    }
}
