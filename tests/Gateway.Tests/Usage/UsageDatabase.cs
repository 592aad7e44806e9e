using Microsoft.Extensions.Logging.Abstractions;
using Signalbox.Storage;
using Signalbox.Usage;
using Testing.Files;

namespace Gateway.Tests.Usage;

/// <summary>A database of its own, of the kind this run of the suite uses, with the usage tables and what works on them.</summary>
internal sealed class UsageDatabase : IAsyncDisposable
{
    private readonly TempDirectory _directory = new();

    private UsageDatabase(string? setting)
    {
        Database = new Database(DatabaseOptions.Parse(setting, _directory.Path));
        Sums = new UsageSumStore(Database);
        Store = new UsageStore(Database, TimeProvider.System);
        Queries = new UsageQueries(Database);
    }

    public Database Database { get; }

    public UsageSumStore Sums { get; }

    public UsageStore Store { get; }

    public UsageQueries Queries { get; }

    public static async Task<UsageDatabase> CreateAsync(TestDatabase kind)
    {
        var made = new UsageDatabase(await kind.CreateAsync());
        await new Migrator(made.Database, TimeProvider.System, NullLogger<Migrator>.Instance).MigrateAsync(default);
        return made;
    }

    /// <summary>Writes calls as versions did that had one table for all, and added up nothing.</summary>
    public async Task InsertAsEarlierVersionAsync(IReadOnlyList<UsageRecord> calls)
    {
        foreach (var call in calls) call.DetailId = null;
        await using var connection = await Database.OpenAsync(default);
        await new BulkInsert<UsageRecord>("INTO usage_records", UsageColumns.All, "(request_id) DO NOTHING", "request_id").InsertAsync(connection, calls, default);
        await ExecuteAsync("UPDATE usage_records SET group_id = NULL");
    }

    /// <summary>Runs a statement.</summary>
    public async Task ExecuteAsync(string sql)
    {
        await using var connection = await Database.OpenAsync(default);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Counts rows of a table, with a condition behind its name if need be.</summary>
    public async Task<long> CountAsync(string table)
    {
        await using var connection = await Database.OpenAsync(default);
        await using var command = connection.CreateCommand();
        command.CommandText = $"SELECT COUNT(*) FROM {table}";
        return (long)(await command.ExecuteScalarAsync())!;
    }

    public async ValueTask DisposeAsync()
    {
        await Database.DisposeAsync();
        _directory.Dispose();
    }
}
