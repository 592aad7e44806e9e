using Signalbox.Access.Keys;
using Signalbox.Access.Tenants;
using Signalbox.Audit;
using Signalbox.Core.Access.Migration;
using Signalbox.Core.Assets;
using Signalbox.Models.Registry;
using Signalbox.Routing;
using Signalbox.Storage;

namespace Signalbox.Access.Migration;

/// <summary>Reads what a migration looks at: everything for a report, or one organization within the write that changes it.</summary>
internal sealed class MigrationReader(Database database)
{
    /// <summary>All organizations in one consistent view, in order of id; blocks no writer.</summary>
    public async Task<MigrationState> ReadAllAsync(AssetKind kind, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        await using var transaction = Database.BeginRead(connection);
        var grants = await GrantStore.ReadAllAsync(connection, transaction);
        var policies = await GrantStore.ReadPoliciesAsync(connection, transaction);
        var scopes = await TenantStore.ReadAllAsync(connection, transaction);
        var levels = scopes.Where(row => row.ParentId is not null).ToLookup(row => row.OrganizationId, StringComparer.Ordinal);
        var keys = (await KeyStore.ReadLiveAsync(connection, transaction)).ToLookup(key => key.OrganizationId, StringComparer.Ordinal);
        AssetRow[] assets =
        [
            .. await ModelStore.ReadAssetsAsync(connection, transaction), .. await RouteGroupStore.ReadAssetsAsync(connection, transaction),
        ];
        return new(await RegistryVersion.ReadAsync(connection, transaction), new MigrationCatalog(kind, assets),
        [
            .. scopes.Where(row => row.ParentId is null).Select(row => new StoredOrganization(row, [.. levels[row.Id]], [.. keys[row.Id]], grants, policies)),
        ]);
    }

    /// <summary>One organization within a write, or null when there is none.</summary>
    public static async Task<StoredOrganization?> ReadAsync(AdminTransaction transaction, string organizationId)
    {
        var rows = await TenantStore.ReadOrganizationAsync(transaction, organizationId);
        if (rows.FirstOrDefault(row => row.Id == organizationId) is not { } organization) return null;
        return new(organization, [.. rows.Where(row => row.ParentId is not null)], await KeyStore.ReadLiveAsync(transaction, organizationId),
            await GrantStore.ReadOrganizationAsync(transaction, organizationId), await GrantStore.ReadOrganizationPoliciesAsync(transaction, organizationId));
    }

    /// <summary>What can be granted of a kind, within a write.</summary>
    public static async Task<MigrationCatalog> ReadCatalogAsync(AdminTransaction transaction, AssetKind kind) =>
        new(kind, [.. await ModelStore.ReadAssetsAsync(transaction), .. await RouteGroupStore.ReadAssetsAsync(transaction)]);
}
