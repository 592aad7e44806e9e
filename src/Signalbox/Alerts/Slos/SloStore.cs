using Dapper;
using Signalbox.Admin;
using Signalbox.Audit;
using Signalbox.Storage;

namespace Signalbox.Alerts.Slos;

/// <summary>SQL over <c>slos</c>.</summary>
internal sealed class SloStore(Database database)
{
    private const string Columns = "id, name, terms, owner, revision, created_at, updated_at";

    /// <summary>A page in order of name.</summary>
    public async Task<IReadOnlyList<SloRow>> ListAsync(PageQuery page, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        return (await connection.QueryAsync<SloRow>($"SELECT {Columns} FROM slos WHERE name > @cursor ORDER BY name LIMIT @limit", new { cursor = page.Cursor ?? "", limit = page.Limit + 1 })).AsList();
    }

    /// <summary>One, or null.</summary>
    public async Task<SloRow?> FindAsync(string id, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        return await connection.QuerySingleOrDefaultAsync<SloRow>($"SELECT {Columns} FROM slos WHERE id = @id", new { id });
    }

    /// <summary>One by name, or null.</summary>
    public async Task<SloRow?> FindByNameAsync(string name, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        return await connection.QuerySingleOrDefaultAsync<SloRow>($"SELECT {Columns} FROM slos WHERE name = @name", new { name });
    }

    /// <summary>One within a write, or null.</summary>
    public static Task<SloRow?> FindAsync(AdminTransaction transaction, string id) => transaction.QueryOneAsync<SloRow>($"SELECT {Columns} FROM slos WHERE id = @id", new { id });

    /// <summary>One by name within a write, or null.</summary>
    public static Task<SloRow?> FindByNameAsync(AdminTransaction transaction, string name) => transaction.QueryOneAsync<SloRow>($"SELECT {Columns} FROM slos WHERE name = @name", new { name });

    /// <summary>Adds one.</summary>
    public static Task InsertAsync(AdminTransaction transaction, SloRow row) =>
        transaction.ExecuteAsync($"INSERT INTO slos ({Columns}) VALUES (@Id, @Name, @Terms, @Owner, @Revision, @CreatedAt, @UpdatedAt)", row);

    /// <summary>Replaces one.</summary>
    public static Task UpdateAsync(AdminTransaction transaction, SloRow row) =>
        transaction.ExecuteAsync("UPDATE slos SET terms = @Terms, owner = @Owner, revision = @Revision, updated_at = @UpdatedAt WHERE id = @Id", row);

    /// <summary>Removes one.</summary>
    public static Task DeleteAsync(AdminTransaction transaction, string id) => transaction.ExecuteAsync("DELETE FROM slos WHERE id = @id", new { id });
}
