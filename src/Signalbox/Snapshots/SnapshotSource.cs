using Signalbox.Access;
using Signalbox.Access.Keys;
using Signalbox.Access.Tenants;
using Signalbox.Core.Snapshots;
using Signalbox.Models.Providers;
using Signalbox.Models.Registry;
using Signalbox.Routing;
using Signalbox.Storage;

namespace Signalbox.Snapshots;

/// <summary>Reads the whole registry from the database in one consistent view.</summary>
internal sealed class SnapshotSource(Database database, ModelViews models)
{
    /// <summary>The version alone.</summary>
    public async Task<long> ReadVersionAsync(CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        return await RegistryVersion.ReadAsync(connection);
    }

    /// <summary>Everything the request path decides from.</summary>
    public async Task<RegistryState> ReadAsync(CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        // In SQLite's WAL mode a deferred transaction reads one state throughout; PostgreSQL does at this level.
        await using var transaction = Database.BeginRead(connection);
        var grants = await GrantStore.ReadAllAsync(connection, transaction);
        var policies = await GrantStore.ReadPoliciesAsync(connection, transaction);
        return new RegistryState
        {
            Version = await RegistryVersion.ReadAsync(connection, transaction),
            Providers = [.. (await ProviderStore.ReadAllAsync(connection, transaction)).Select(p => p.ToProvider())],
            Models = [.. (await ModelStore.ReadAllAsync(connection, transaction)).Select(models.ToModel)],
            RouteGroups = [.. (await RouteGroupStore.ReadAllAsync(connection, transaction)).Select(g => g.ToRouteGroup())],
            Scopes = [.. (await TenantStore.ReadAllAsync(connection, transaction)).Select(s => s.ToScope(grants[s.Id], policies[s.Id]))],
            Keys = [.. (await KeyStore.ReadLiveAsync(connection, transaction)).Select(k => k.ToRow(grants[k.Id], policies[k.Id]))],
        };
    }
}
