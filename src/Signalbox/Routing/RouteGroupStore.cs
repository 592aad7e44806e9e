using System.Data.Common;
using Dapper;
using Signalbox.Admin;
using Signalbox.Audit;
using Signalbox.Core.Assets;
using Signalbox.Routing.Registry;
using Signalbox.Storage;

namespace Signalbox.Routing;

/// <summary>SQL over <c>route_groups</c> and <c>route_group_members</c>.</summary>
internal sealed class RouteGroupStore(Database database)
{
    private const string Columns = "id, key, description, strategy, enabled, tags, settings, owner, revision, created_at, updated_at, canary";
    private const string MemberColumns = "route_group_id, position, model, weight, priority, id, status, declared";

    /// <summary>All groups with their members, for the snapshot, within its transaction.</summary>
    public static async Task<IReadOnlyList<StoredRouteGroup>> ReadAllAsync(DbConnection connection, DbTransaction transaction) => Join(
        await connection.QueryAsync<RouteGroupRow>($"SELECT {Columns} FROM route_groups ORDER BY id", transaction: transaction),
        await connection.QueryAsync<RouteGroupMemberRow>($"SELECT {MemberColumns} FROM route_group_members ORDER BY position", transaction: transaction));

    /// <summary>All groups as what can be granted, also those that are switched off, within a transaction that reads.</summary>
    public static async Task<IEnumerable<AssetRow>> ReadAssetsAsync(DbConnection connection, DbTransaction transaction) =>
        (await connection.QueryAsync<RouteGroupRow>($"SELECT {Columns} FROM route_groups", transaction: transaction)).Select(row => row.ToAsset());

    /// <summary>A page in order of key.</summary>
    public async Task<IReadOnlyList<StoredRouteGroup>> ListAsync(PageQuery page, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        return Join(
            await connection.QueryAsync<RouteGroupRow>(
                $"SELECT {Columns} FROM route_groups WHERE key > @cursor ORDER BY key LIMIT @limit",
                new { cursor = page.Cursor ?? "", limit = page.Limit + 1 }),
            await connection.QueryAsync<RouteGroupMemberRow>($"SELECT {MemberColumns} FROM route_group_members ORDER BY position"));
    }

    /// <summary>One group, or null.</summary>
    public async Task<StoredRouteGroup?> FindAsync(string id, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        var row = await connection.QuerySingleOrDefaultAsync<RouteGroupRow>($"SELECT {Columns} FROM route_groups WHERE id = @id", new { id });
        if (row is null) return null;
        var members = await connection.QueryAsync<RouteGroupMemberRow>(
            $"SELECT {MemberColumns} FROM route_group_members WHERE route_group_id = @id ORDER BY position", new { id });
        return new StoredRouteGroup(row, members.AsList());
    }

    /// <summary>One group by id within a write.</summary>
    public static async Task<StoredRouteGroup?> FindAsync(AdminTransaction transaction, string id) =>
        await WithMembersAsync(transaction, await transaction.QueryOneAsync<RouteGroupRow>($"SELECT {Columns} FROM route_groups WHERE id = @id", new { id }));

    /// <summary>One group by key within a write.</summary>
    public static async Task<StoredRouteGroup?> FindByKeyAsync(AdminTransaction transaction, string key) =>
        await WithMembersAsync(transaction, await transaction.QueryOneAsync<RouteGroupRow>($"SELECT {Columns} FROM route_groups WHERE key = @key", new { key }));

    /// <summary>The group that has an entry, within a write.</summary>
    public static async Task<StoredRouteGroup?> FindByEntryAsync(AdminTransaction transaction, string entryId) =>
        await WithMembersAsync(transaction, await transaction.QueryOneAsync<RouteGroupRow>(
            $"SELECT {Columns} FROM route_groups WHERE id = (SELECT route_group_id FROM route_group_members WHERE id = @entryId)", new { entryId }));

    /// <summary>A page of the registry's entries in order of id, the oldest first.</summary>
    /// <param name="key">Of one group; null for all.</param>
    /// <param name="page">Which page.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<IReadOnlyList<RegistryEntryRow>> ListEntriesAsync(string? key, PageQuery page, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        return (await connection.QueryAsync<RegistryEntryRow>(
            """
            SELECT m.id, g.id AS route_group_id, g.key AS feature, m.model, m.status, m.position, g.revision
            FROM route_group_members m JOIN route_groups g ON g.id = m.route_group_id
            WHERE g.strategy = 'primary' AND m.id IS NOT NULL AND (@key IS NULL OR g.key = @key) AND (@cursor IS NULL OR m.id > @cursor)
            ORDER BY m.id LIMIT @limit
            """,
            new { key, cursor = page.Cursor, limit = page.Limit + 1 })).AsList();
    }

    /// <summary>Revision of the group of that key, or of the one that has the entry; null when there is none.</summary>
    public async Task<long?> FindRevisionAsync(string? key, string? entryId, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        return await connection.QuerySingleOrDefaultAsync<long?>(
            "SELECT revision FROM route_groups WHERE key = @key OR id = (SELECT route_group_id FROM route_group_members WHERE id = @entryId)", new { key, entryId });
    }

    /// <summary>Ids of the groups whose promotions are watched.</summary>
    public async Task<IReadOnlyList<string>> ListWatchedAsync(CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        return (await connection.QueryAsync<(string Id, string Settings)>("SELECT id, settings FROM route_groups WHERE strategy = 'primary' AND settings LIKE '%\"watch\":{%'"))
            .Select(row => row.Id).ToList();
    }

    /// <summary>Id of the group of that key, or null.</summary>
    public async Task<string?> FindIdAsync(string key, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        return await connection.QuerySingleOrDefaultAsync<string?>("SELECT id FROM route_groups WHERE key = @key", new { key });
    }

    /// <summary>Makes one entry of a group its primary, and whatever is primary a shadow; nobody has a share beside it then. Raises the group's revision.</summary>
    /// <returns>Whether the entry was a shadow.</returns>
    public static async Task<bool> MovePrimaryAsync(AdminTransaction transaction, StoredRouteGroup group, string entryId)
    {
        await transaction.ExecuteAsync("UPDATE route_group_members SET status = 'shadow' WHERE route_group_id = @Id AND status = 'primary'", new { group.Row.Id });
        var moved = await transaction.ExecuteAsync("UPDATE route_group_members SET status = 'primary' WHERE id = @entryId AND status = 'shadow'", new { entryId });
        await SetCanaryAsync(transaction, group, null);
        return moved == 1;
    }

    /// <summary>Gives an entry a share of a group's calls beside the primary, or takes it; raises the group's revision.</summary>
    public static Task SetCanaryAsync(AdminTransaction transaction, StoredRouteGroup group, CanaryShare? share) => transaction.ExecuteAsync(
        "UPDATE route_groups SET canary = @canary, revision = @revision, updated_at = @now WHERE id = @Id",
        new { canary = RouteGroupRow.Write(share), revision = group.Row.Revision + 1, now = transaction.NowMilliseconds, group.Row.Id });

    /// <summary>Keys of the groups that have the model as a member.</summary>
    public static Task<IReadOnlyList<string>> KeysWithMemberAsync(AdminTransaction transaction, string model) =>
        transaction.QueryAsync<string>(
            "SELECT DISTINCT g.key FROM route_groups g JOIN route_group_members m ON m.route_group_id = g.id WHERE m.model = @model ORDER BY g.key", new { model });

    /// <summary>Keys of the groups whose members a policy orders.</summary>
    public static async Task<IReadOnlyList<string>> KeysWithPolicyAsync(AdminTransaction transaction, string policy) =>
    [
        .. (await transaction.QueryAsync<RouteGroupRow>($"SELECT {Columns} FROM route_groups WHERE strategy = 'policy' ORDER BY key", new { }))
            .Where(row => row.ReadSettings().Policy == policy).Select(row => row.Key),
    ];

    /// <summary>Adds a group without members.</summary>
    public static Task InsertAsync(AdminTransaction transaction, RouteGroupRow row) => transaction.ExecuteAsync(
        $"INSERT INTO route_groups ({Columns}) VALUES (@Id, @Key, @Description, @Strategy, @Enabled, @Tags, @Settings, @Owner, @Revision, @CreatedAt, @UpdatedAt, @Canary)", row);

    /// <summary>Replaces a group's row.</summary>
    public static Task UpdateAsync(AdminTransaction transaction, RouteGroupRow row) => transaction.ExecuteAsync(
        "UPDATE route_groups SET description = @Description, strategy = @Strategy, enabled = @Enabled, tags = @Tags, settings = @Settings, owner = @Owner, revision = @Revision, updated_at = @UpdatedAt WHERE id = @Id", row);

    /// <summary>Replaces a group's members.</summary>
    public static async Task ReplaceMembersAsync(AdminTransaction transaction, string groupId, IReadOnlyList<RouteGroupMemberRow> members)
    {
        await transaction.ExecuteAsync("DELETE FROM route_group_members WHERE route_group_id = @groupId", new { groupId });
        foreach (var member in members)
            await transaction.ExecuteAsync(
                $"INSERT INTO route_group_members ({MemberColumns}) VALUES (@RouteGroupId, @Position, @Model, @Weight, @Priority, @Id, @Status, @Declared)", member);
    }

    /// <summary>Removes a group and its members.</summary>
    public static Task DeleteAsync(AdminTransaction transaction, string id) =>
        transaction.ExecuteAsync("DELETE FROM route_groups WHERE id = @id", new { id });

    private static async Task<StoredRouteGroup?> WithMembersAsync(AdminTransaction transaction, RouteGroupRow? row) => row is null
        ? null
        : new StoredRouteGroup(row, await transaction.QueryAsync<RouteGroupMemberRow>(
            $"SELECT {MemberColumns} FROM route_group_members WHERE route_group_id = @Id ORDER BY position", new { row.Id }));

    private static List<StoredRouteGroup> Join(IEnumerable<RouteGroupRow> rows, IEnumerable<RouteGroupMemberRow> members)
    {
        var byGroup = members.ToLookup(m => m.RouteGroupId);
        return [.. rows.Select(r => new StoredRouteGroup(r, [.. byGroup[r.Id]]))];
    }
}
