using System.Data.Common;
using Signalbox.Access;
using Signalbox.Access.Keys;
using Signalbox.Access.Tenants;
using Signalbox.Audit;
using Signalbox.Core.Snapshots;
using Signalbox.Models.Providers;
using Signalbox.Models.Registry;
using Signalbox.Policies;
using Signalbox.Routing;
using Signalbox.Storage;

namespace Signalbox.Snapshots;

/// <summary>Reads the registry from the database, whole or what changed, in one consistent view.</summary>
internal sealed class SnapshotSource(Database database, ModelViews models)
{
    /// <summary>The version alone.</summary>
    public async Task<long> ReadVersionAsync(CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        return await RegistryVersion.ReadAsync(connection);
    }

    /// <summary>Everything the request path decides from.</summary>
    public async Task<ReadRegistry> ReadAsync(CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        // In SQLite's WAL mode a deferred transaction reads one state throughout; PostgreSQL does at this level.
        await using var transaction = Database.BeginRead(connection);
        var version = await RegistryVersion.ReadAsync(connection, transaction);
        var grants = await GrantStore.ReadAllAsync(connection, transaction);
        var policies = await GrantStore.ReadPoliciesAsync(connection, transaction);
        var assets = await ReadAssetsAsync(connection, transaction);
        ScopeRow[] scopes = [.. (await TenantStore.ReadAllAsync(connection, transaction)).Select(s => s.ToScope(grants[s.Id], policies[s.Id]))];
        var shared = new SharedIds(scopes);
        var keys = new List<KeyRow>();
        await foreach (var key in KeyStore.ReadLiveAsync(connection, transaction)) keys.Add(shared.Of(key.ToRow(grants[key.Id], policies[key.Id])));
        var state = new RegistryState
        {
            Version = version,
            Providers = assets.Providers,
            Models = assets.Models,
            RouteGroups = assets.RouteGroups,
            Policies = assets.Policies,
            OtherAssets = assets.Others,
            Scopes = scopes,
            Keys = [.. keys],
        };
        return new(state, await ChangeLog.NameAsync(connection, transaction, version));
    }

    /// <summary>What changed since; null when only a read of everything can tell.</summary>
    /// <param name="known">What was read last.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<ReadChange?> ReadChangeAsync(ReadRegistry known, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        await using var transaction = Database.BeginRead(connection);
        var from = known.State.Version;
        var version = await RegistryVersion.ReadAsync(connection, transaction);
        if (known.Name is null || await ChangeLog.NameAsync(connection, transaction, from) != known.Name) return null;
        var log = await ChangeLog.ReadAfterAsync(connection, transaction, from, ChangedObjects.Most + 1);
        if (ChangedObjects.Sort(log, from, version) is not { } changed) return null;
        var change = new RegistryChange
        {
            Version = version,
            Assets = changed.Assets ? await ReadAssetsAsync(connection, transaction) : null,
            Scopes = await ReadScopesAsync(connection, transaction, changed.ScopeIds),
            Keys = await ReadKeysAsync(connection, transaction, changed.KeyIds),
        };
        return new(change, await ChangeLog.NameAsync(connection, transaction, version));
    }

    private async Task<AssetRows> ReadAssetsAsync(DbConnection connection, DbTransaction transaction) => new(
        [.. (await ProviderStore.ReadAllAsync(connection, transaction)).Select(p => p.ToProvider())],
        [.. (await ModelStore.ReadAllAsync(connection, transaction)).Select(models.ToModel)],
        [.. (await RouteGroupStore.ReadAllAsync(connection, transaction)).Select(g => g.ToRouteGroup())],
        [])
    {
        Policies = await PolicyStore.ReadAllAsync(connection, transaction),
    };

    private async Task<Dictionary<string, ScopeRow?>> ReadScopesAsync(DbConnection connection, DbTransaction transaction, string[] ids)
    {
        var rows = ids.ToDictionary(id => id, _ => (ScopeRow?)null, StringComparer.Ordinal);
        if (ids.Length == 0) return rows;
        var grants = await GrantStore.ReadAsync(database, connection, transaction, ids);
        var policies = await GrantStore.ReadPoliciesAsync(database, connection, transaction, ids);
        foreach (var row in await TenantStore.ReadAsync(database, connection, transaction, ids)) rows[row.Id] = row.ToScope(grants[row.Id], policies[row.Id]);
        return rows;
    }

    private async Task<Dictionary<string, KeyRow?>> ReadKeysAsync(DbConnection connection, DbTransaction transaction, string[] ids)
    {
        var rows = ids.ToDictionary(id => id, _ => (KeyRow?)null, StringComparer.Ordinal);
        if (ids.Length == 0) return rows;
        var grants = await GrantStore.ReadAsync(database, connection, transaction, ids);
        var policies = await GrantStore.ReadPoliciesAsync(database, connection, transaction, ids);
        foreach (var row in await KeyStore.ReadLiveAsync(database, connection, transaction, ids)) rows[row.Id] = row.ToRow(grants[row.Id], policies[row.Id]);
        return rows;
    }
}
