using System.Data.Common;
using Dapper;
using Signalbox.Admin;
using Signalbox.Audit;
using Signalbox.Storage;

namespace Signalbox.Models.Providers;

/// <summary>SQL over <c>providers</c>.</summary>
internal sealed class ProviderStore(Database database)
{
    private const string Columns = "id, name, kind, settings, credential, enabled, owner, revision, created_at, updated_at";

    /// <summary>All rows, for the snapshot, within its transaction.</summary>
    public static async Task<IReadOnlyList<ProviderRow>> ReadAllAsync(DbConnection connection, DbTransaction transaction) =>
        (await connection.QueryAsync<ProviderRow>($"SELECT {Columns} FROM providers ORDER BY id", transaction: transaction)).AsList();

    /// <summary>A page in order of name.</summary>
    public async Task<IReadOnlyList<ProviderRow>> ListAsync(PageQuery page, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        return (await connection.QueryAsync<ProviderRow>(
            $"SELECT {Columns} FROM providers WHERE name > @cursor ORDER BY name LIMIT @limit",
            new { cursor = page.Cursor ?? "", limit = page.Limit + 1 })).AsList();
    }

    /// <summary>One row, or null.</summary>
    public async Task<ProviderRow?> FindAsync(string id, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        return await connection.QuerySingleOrDefaultAsync<ProviderRow>(
            $"SELECT {Columns} FROM providers WHERE id = @id", new { id });
    }

    /// <summary>One row by id within a write.</summary>
    public static Task<ProviderRow?> FindAsync(AdminTransaction transaction, string id) =>
        transaction.QueryOneAsync<ProviderRow>($"SELECT {Columns} FROM providers WHERE id = @id", new { id });

    /// <summary>One row by name within a write.</summary>
    public static Task<ProviderRow?> FindByNameAsync(AdminTransaction transaction, string name) =>
        transaction.QueryOneAsync<ProviderRow>($"SELECT {Columns} FROM providers WHERE name = @name", new { name });

    /// <summary>Adds a row.</summary>
    public static Task InsertAsync(AdminTransaction transaction, ProviderRow row) => transaction.ExecuteAsync(
        $"""
        INSERT INTO providers ({Columns})
        VALUES (@Id, @Name, @Kind, @Settings, @Credential, @Enabled, @Owner, @Revision, @CreatedAt, @UpdatedAt)
        """, row);

    /// <summary>Replaces a row.</summary>
    public static Task UpdateAsync(AdminTransaction transaction, ProviderRow row) => transaction.ExecuteAsync(
        """
        UPDATE providers
        SET kind = @Kind, settings = @Settings, credential = @Credential, enabled = @Enabled, owner = @Owner,
            revision = @Revision, updated_at = @UpdatedAt
        WHERE id = @Id
        """, row);

    /// <summary>Removes a row.</summary>
    public static Task DeleteAsync(AdminTransaction transaction, string id) =>
        transaction.ExecuteAsync("DELETE FROM providers WHERE id = @id", new { id });
}
