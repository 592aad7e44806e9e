using Dapper;
using Signalbox.Admin;
using Signalbox.Audit;
using Signalbox.Storage;

namespace Signalbox.Alerts.Rules;

/// <summary>SQL over <c>alert_rules</c>.</summary>
internal sealed class AlertRuleStore(Database database)
{
    private const string Select =
        """
        SELECT r.id, r.name, r.kind, r.terms, r.owner, r.revision, r.created_at, r.updated_at, l.looked_at, l.problem, l.readings
        FROM alert_rules r LEFT JOIN alert_looks l ON l.rule_id = r.id
        """;

    /// <summary>A page in order of name.</summary>
    public async Task<IReadOnlyList<AlertRuleRow>> ListAsync(PageQuery page, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        return (await connection.QueryAsync<AlertRuleRow>($"{Select} WHERE r.name > @cursor ORDER BY r.name LIMIT @limit", new { cursor = page.Cursor ?? "", limit = page.Limit + 1 })).AsList();
    }

    /// <summary>All of them, for whoever looks.</summary>
    public async Task<IReadOnlyList<AlertRuleRow>> ListAllAsync(CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        return (await connection.QueryAsync<AlertRuleRow>($"{Select} ORDER BY r.id")).AsList();
    }

    /// <summary>One, or null.</summary>
    public async Task<AlertRuleRow?> FindAsync(string id, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        return await connection.QuerySingleOrDefaultAsync<AlertRuleRow>($"{Select} WHERE r.id = @id", new { id });
    }

    /// <summary>All of them within a write.</summary>
    public static Task<IReadOnlyList<AlertRuleRow>> ReadAllAsync(AdminTransaction transaction) => transaction.QueryAsync<AlertRuleRow>($"{Select} ORDER BY r.id", new { });

    /// <summary>One within a write, or null.</summary>
    public static Task<AlertRuleRow?> FindAsync(AdminTransaction transaction, string id) => transaction.QueryOneAsync<AlertRuleRow>($"{Select} WHERE r.id = @id", new { id });

    /// <summary>One by name within a write, or null.</summary>
    public static Task<AlertRuleRow?> FindByNameAsync(AdminTransaction transaction, string name) => transaction.QueryOneAsync<AlertRuleRow>($"{Select} WHERE r.name = @name", new { name });

    /// <summary>Adds one.</summary>
    public static Task InsertAsync(AdminTransaction transaction, AlertRuleRow row) => transaction.ExecuteAsync(
        "INSERT INTO alert_rules (id, name, kind, terms, owner, revision, created_at, updated_at) VALUES (@Id, @Name, @Kind, @Terms, @Owner, @Revision, @CreatedAt, @UpdatedAt)", row);

    /// <summary>Replaces one.</summary>
    public static Task UpdateAsync(AdminTransaction transaction, AlertRuleRow row) => transaction.ExecuteAsync(
        "UPDATE alert_rules SET terms = @Terms, owner = @Owner, revision = @Revision, updated_at = @UpdatedAt WHERE id = @Id", row);

    /// <summary>Removes one.</summary>
    public static Task DeleteAsync(AdminTransaction transaction, string id) => transaction.ExecuteAsync("DELETE FROM alert_rules WHERE id = @id", new { id });
}
