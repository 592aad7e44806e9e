using System.Data.Common;
using Dapper;
using Signalbox.Admin;
using Signalbox.Audit;
using Signalbox.Core.Assets;
using Signalbox.Storage;

namespace Signalbox.Routing;

/// <summary>SQL over <c>route_groups</c> and <c>route_group_members</c>.</summary>
internal sealed class RouteGroupStore(Database database)
{
    private const string Columns = "id, key, description, strategy, enabled, tags, owner, revision, created_at, updated_at";
    private const string MemberColumns = "route_group_id, position, model, weight, priority";

    /// <summary>All groups with their members, for the snapshot, within its transaction.</summary>
    public static async Task<IReadOnlyList<StoredRouteGroup>> ReadAllAsync(DbConnection connection, DbTransaction transaction) => Join(
        await connection.QueryAsync<RouteGroupRow>($"SELECT {Columns} FROM route_groups ORDER BY id", transaction: transaction),
        await connection.QueryAsync<RouteGroupMemberRow>($"SELECT {MemberColumns} FROM route_group_members ORDER BY position", transaction: transaction));

    /// <summary>All groups as what can be granted, also those that are switched off, within a transaction that reads.</summary>
    public static async Task<IEnumerable<AssetRow>> ReadAssetsAsync(DbConnection connection, DbTransaction transaction) =>
        (await connection.QueryAsync<RouteGroupRow>($"SELECT {Columns} FROM route_groups", transaction: transaction)).Select(row => row.ToAsset());

    /// <summary>The same within a write.</summary>
    public static async Task<IEnumerable<AssetRow>> ReadAssetsAsync(AdminTransaction transaction) =>
        (await transaction.QueryAsync<RouteGroupRow>($"SELECT {Columns} FROM route_groups", new { })).Select(row => row.ToAsset());

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

    /// <summary>Keys of the groups that have the model as a member.</summary>
    public static Task<IReadOnlyList<string>> KeysWithMemberAsync(AdminTransaction transaction, string model) =>
        transaction.QueryAsync<string>(
            "SELECT DISTINCT g.key FROM route_groups g JOIN route_group_members m ON m.route_group_id = g.id WHERE m.model = @model ORDER BY g.key", new { model });

    /// <summary>Adds a group without members.</summary>
    public static Task InsertAsync(AdminTransaction transaction, RouteGroupRow row) => transaction.ExecuteAsync(
        $"INSERT INTO route_groups ({Columns}) VALUES (@Id, @Key, @Description, @Strategy, @Enabled, @Tags, @Owner, @Revision, @CreatedAt, @UpdatedAt)", row);

    /// <summary>Replaces a group's row.</summary>
    public static Task UpdateAsync(AdminTransaction transaction, RouteGroupRow row) => transaction.ExecuteAsync(
        "UPDATE route_groups SET description = @Description, strategy = @Strategy, enabled = @Enabled, tags = @Tags, owner = @Owner, revision = @Revision, updated_at = @UpdatedAt WHERE id = @Id", row);

    /// <summary>Replaces a group's members.</summary>
    public static async Task ReplaceMembersAsync(AdminTransaction transaction, string groupId, IReadOnlyList<RouteGroupMemberRow> members)
    {
        await transaction.ExecuteAsync("DELETE FROM route_group_members WHERE route_group_id = @groupId", new { groupId });
        foreach (var member in members)
            await transaction.ExecuteAsync(
                $"INSERT INTO route_group_members ({MemberColumns}) VALUES (@RouteGroupId, @Position, @Model, @Weight, @Priority)", member);
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
