using BenchmarkDotNet.Attributes;
using Microsoft.Extensions.Logging.Abstractions;
using Signalbox.Storage;
using Signalbox.Usage;

namespace Signalbox.Micro;

/// <summary>What a call pays behind its back: its row in SQLite and its share of the sums, in batches as the writer makes them.</summary>
[MemoryDiagnoser]
[SimpleJob(invocationCount: 16, iterationCount: 10, warmupCount: 3)]
public class UsageStoreBenchmarks : IAsyncDisposable
{
    /// <summary>Records in a batch; the figures are per record.</summary>
    private const int Records = 1000;

    private string _directory = "";
    private Database _database = null!;
    private UsageStore _store = null!;
    private long _number;

    [GlobalSetup]
    public async Task OpenAsync()
    {
        _directory = Directory.CreateTempSubdirectory("signalbox-bench-").FullName;
        _database = new Database(DatabaseOptions.Parse(null, _directory));
        await new Migrator(_database, TimeProvider.System, NullLogger<Migrator>.Instance).MigrateAsync(default);
        _store = new UsageStore(_database, TimeProvider.System);
    }

    [GlobalCleanup]
    public async ValueTask DisposeAsync()
    {
        await _database.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        if (Directory.Exists(_directory)) Directory.Delete(_directory, recursive: true);
        GC.SuppressFinalize(this);
    }

    [Benchmark(OperationsPerInvoke = Records)]
    public Task InsertBatch() => _store.InsertAsync([.. Enumerable.Range(0, Records).Select(_ => Next())], default);

    private UsageRecord Next()
    {
        var number = ++_number;
        return new UsageRecord
        {
            RequestId = $"01KAHJ7C1S8Y3J1J{number:D10}", StartedAt = 1_795_251_600_000 + number / 10, FinishedAt = 1_795_251_600_100 + number / 10,
            Status = CallStatus.Success, HttpStatus = 200, Api = "chat_completions", Model = "small", TargetKind = "model", Deployment = "openai/gpt-4o-mini",
            Provider = "openai", UpstreamModel = "gpt-4o-mini", Attempts = 1, OrganizationId = "01KAHJ7C1S8Y3J1J5V1D4W9Q2B", Organization = "acme",
            TeamId = "01KAHJ7C1S8Y3J1J5V1D4W9Q2C", Team = "web", KeyId = "01KAHJ7C1S8Y3J1J5V1D4W9Q2D", KeyName = "web-dev", KeyPrefix = "sb-abcde",
            Environment = "dev", TokensInput = 1200, TokensOutput = 350, TokensCached = 1024, CostMicros = 313,
            LatencyMicroseconds = 1_000 + number * 7919 % 9000, OverheadMicroseconds = 50 + number * 104729 % 200, Client = "OpenAI/Python 2.15.0",
        };
    }
}
