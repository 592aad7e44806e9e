using System.Data.Common;
using Signalbox.Access.Keys;
using Signalbox.Access.Tenants;
using Signalbox.Audit;
using Signalbox.Core.Access.Migration;
using Signalbox.Core.Assets;
using Signalbox.Models.Registry;
using Signalbox.Routing;
using Signalbox.Storage;

namespace Signalbox.Access.Migration;

/// <summary>Reads what a migration looks at: organizations one after the other for a report, or one within the write that changes it.</summary>
internal sealed class MigrationReader(Database database)
{
    /// <summary>Begins to read all organizations in one consistent view; blocks no writer.</summary>
    public async Task<MigrationReading> BeginAsync(AssetKind kind, CancellationToken cancellation)
    {
        var connection = await database.OpenAsync(cancellation);
        try
        {
            var transaction = Database.BeginRead(connection);
            return new(connection, transaction, await RegistryVersion.ReadAsync(connection, transaction), await ReadCatalogAsync(connection, transaction, kind),
                await TenantStore.ReadOrganizationIdsAsync(connection, transaction));
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>One organization within a write, or null when there is none.</summary>
    public static Task<StoredOrganization?> ReadAsync(AdminTransaction transaction, string organizationId) =>
        transaction.ReadAsync((connection, own) => ReadAsync(connection, own, organizationId));

    /// <summary>One organization, or null when there is none.</summary>
    public static async Task<StoredOrganization?> ReadAsync(DbConnection connection, DbTransaction transaction, string organizationId)
    {
        var rows = await TenantStore.ReadOrganizationAsync(connection, transaction, organizationId);
        if (rows.FirstOrDefault(row => row.Id == organizationId) is not { } organization) return null;
        return new(organization, [.. rows.Where(row => row.ParentId is not null)], await KeyStore.ReadLiveAsync(connection, transaction, organizationId),
            await GrantStore.ReadOrganizationAsync(connection, transaction, organizationId),
            await GrantStore.ReadOrganizationPoliciesAsync(connection, transaction, organizationId));
    }

    /// <summary>What can be granted of a kind, within a write.</summary>
    public static Task<MigrationCatalog> ReadCatalogAsync(AdminTransaction transaction, AssetKind kind) =>
        transaction.ReadAsync((connection, own) => ReadCatalogAsync(connection, own, kind));

    private static async Task<MigrationCatalog> ReadCatalogAsync(DbConnection connection, DbTransaction transaction, AssetKind kind) =>
        new(kind, [.. await ModelStore.ReadAssetsAsync(connection, transaction), .. await RouteGroupStore.ReadAssetsAsync(connection, transaction)]);
}
