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
        Store = new UsageStore(Database);
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
