using Signalbox.Admin;
using Signalbox.Audit;

namespace Signalbox.Configuration;

/// <summary>
/// The <c>owner</c> column of all registry tables: which rows the YAML configuration manages. The one place beside each table's own store that
/// touches it, since ownership is this capability's own concern.
/// </summary>
internal static class OwnedRows
{
    private static readonly string[] Tables = ["providers", "models", "policies", "route_groups", "quality_contracts", "scopes", "virtual_keys", "alert_destinations", "slos", "alert_rules"];

    /// <summary>All rows that YAML owns.</summary>
    public static async Task<IReadOnlyList<(string Table, string Kind, string Id, string Name)>> ReadAsync(AdminTransaction transaction)
    {
        var rows = await transaction.QueryAsync<(string, string, string, string)>(
            """
            SELECT 'providers', 'provider', id, name FROM providers WHERE owner = @owner
            UNION ALL SELECT 'models', 'model', id, name FROM models WHERE owner = @owner
            UNION ALL SELECT 'policies', 'policy', id, name FROM policies WHERE owner = @owner
            UNION ALL SELECT 'route_groups', 'route_group', id, key FROM route_groups WHERE owner = @owner
            UNION ALL SELECT 'quality_contracts', 'quality_contract', id, (SELECT key FROM route_groups WHERE id = quality_contracts.route_group_id) FROM quality_contracts WHERE owner = @owner
            UNION ALL SELECT 'alert_destinations', 'alert_destination', id, name FROM alert_destinations WHERE owner = @owner
            UNION ALL SELECT 'slos', 'slo', id, name FROM slos WHERE owner = @owner
            UNION ALL SELECT 'alert_rules', 'alert_rule', id, name FROM alert_rules WHERE owner = @owner
            UNION ALL SELECT 'scopes', kind, id, name FROM scopes WHERE owner = @owner
            UNION ALL SELECT 'virtual_keys', 'key', id, name FROM virtual_keys WHERE owner = @owner AND revoked_at IS NULL
            """,
            new { owner = Ownership.Yaml });
        return rows;
    }

    /// <summary>Gives a row to the API.</summary>
    public static Task ReleaseAsync(AdminTransaction transaction, string table, string id) =>
        Tables.Contains(table)
            ? transaction.ExecuteAsync($"UPDATE {table} SET owner = @owner, revision = revision + 1, updated_at = @now WHERE id = @id",
                new { owner = Ownership.Api, now = transaction.NowMilliseconds, id })
            : throw new ArgumentOutOfRangeException(nameof(table));
}
