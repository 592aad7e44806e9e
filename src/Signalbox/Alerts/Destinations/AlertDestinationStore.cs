using Dapper;
using Signalbox.Admin;
using Signalbox.Audit;
using Signalbox.Storage;

namespace Signalbox.Alerts.Destinations;

/// <summary>SQL over <c>alert_destinations</c>.</summary>
internal sealed class AlertDestinationStore(Database database)
{
    private const string Select =
        """
        SELECT d.id, d.name, d.kind, d.settings, d.credential, d.owner, d.revision, d.created_at, d.updated_at, h.failures, h.rest_until, h.succeeded_at
        FROM alert_destinations d LEFT JOIN alert_destination_health h ON h.destination_id = d.id
        """;

    /// <summary>A page in order of name.</summary>
    public async Task<IReadOnlyList<AlertDestinationRow>> ListAsync(PageQuery page, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        return (await connection.QueryAsync<AlertDestinationRow>(
            $"{Select} WHERE d.name > @cursor ORDER BY d.name LIMIT @limit", new { cursor = page.Cursor ?? "", limit = page.Limit + 1 })).AsList();
    }

    /// <summary>One, or null.</summary>
    public async Task<AlertDestinationRow?> FindAsync(string id, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        return await connection.QuerySingleOrDefaultAsync<AlertDestinationRow>($"{Select} WHERE d.id = @id", new { id });
    }

    /// <summary>All of them, for whoever tells alerts.</summary>
    public async Task<IReadOnlyList<AlertDestinationRow>> ListAllAsync(CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        return (await connection.QueryAsync<AlertDestinationRow>($"{Select} ORDER BY d.name")).AsList();
    }

    /// <summary>One within a write, or null.</summary>
    public static Task<AlertDestinationRow?> FindAsync(AdminTransaction transaction, string id) =>
        transaction.QueryOneAsync<AlertDestinationRow>($"{Select} WHERE d.id = @id", new { id });

    /// <summary>One by name within a write, or null.</summary>
    public static Task<AlertDestinationRow?> FindByNameAsync(AdminTransaction transaction, string name) =>
        transaction.QueryOneAsync<AlertDestinationRow>($"{Select} WHERE d.name = @name", new { name });

    /// <summary>Adds one.</summary>
    public static Task InsertAsync(AdminTransaction transaction, AlertDestinationRow row) => transaction.ExecuteAsync(
        """
        INSERT INTO alert_destinations (id, name, kind, settings, credential, owner, revision, created_at, updated_at)
        VALUES (@Id, @Name, @Kind, @Settings, @Credential, @Owner, @Revision, @CreatedAt, @UpdatedAt)
        """, row);

    /// <summary>Replaces one.</summary>
    public static Task UpdateAsync(AdminTransaction transaction, AlertDestinationRow row) => transaction.ExecuteAsync(
        "UPDATE alert_destinations SET settings = @Settings, credential = @Credential, owner = @Owner, revision = @Revision, updated_at = @UpdatedAt WHERE id = @Id", row);

    /// <summary>Removes one.</summary>
    public static Task DeleteAsync(AdminTransaction transaction, string id) => transaction.ExecuteAsync("DELETE FROM alert_destinations WHERE id = @id", new { id });
}
