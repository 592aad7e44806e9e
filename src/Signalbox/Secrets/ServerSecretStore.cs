using Dapper;
using Signalbox.Storage;

namespace Signalbox.Secrets;

/// <summary>SQL over <c>server_secrets</c>: wrapped values by name.</summary>
internal sealed class ServerSecretStore(Database database, TimeProvider time)
{
    /// <summary>All rows.</summary>
    public async Task<IReadOnlyDictionary<string, string>> LoadAsync(CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        var rows = await connection.QueryAsync<(string Name, string Value)>("SELECT name, value FROM server_secrets");
        return rows.ToDictionary(r => r.Name, r => r.Value, StringComparer.Ordinal);
    }

    /// <summary>Adds a row unless the name is taken: of instances that start at once, one wins and all read its value.</summary>
    public async Task InsertIfAbsentAsync(string name, string value, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        await connection.ExecuteAsync(
            "INSERT INTO server_secrets (name, value, created_at) VALUES (@name, @value, @now) ON CONFLICT (name) DO NOTHING",
            new { name, value, now = time.GetUtcNow().ToUnixTimeMilliseconds() });
    }

    /// <summary>Replaces a value within a transaction.</summary>
    /// <param name="execute">Runs a statement with its parameters in the transaction.</param>
    /// <param name="name">The secret.</param>
    /// <param name="value">The same secret, wrapped anew.</param>
    public static Task ReplaceAsync(Func<string, object, Task> execute, string name, string value) =>
        execute("UPDATE server_secrets SET value = @value WHERE name = @name", new { name, value });
}
