using BenchmarkDotNet.Attributes;
using Microsoft.Extensions.Logging.Abstractions;
using Signalbox.Admin;
using Signalbox.Storage;
using Signalbox.Usage;
using Signalbox.Usage.Journal;

namespace Signalbox.Micro;

/// <summary>
/// What a call pays behind its back: out of the journal, into its row and its share of the sums, in batches as the writer makes them when it is behind.
/// SQLite unless <c>SIGNALBOX_DATABASE</c> names a PostgreSQL database to fill.
/// </summary>
[MemoryDiagnoser]
[WarmupCount(3), IterationCount(15), InvocationCount(1, 1)]
public class UsageWriterBenchmarks : IAsyncDisposable
{
    /// <summary>Calls that wait in the journal; the figures are per call.</summary>
    private const int Calls = 20_000;

    private string _directory = "";
    private Database _database = null!;
    private UsageJournal _journal = null!;
    private UsageWriter _writer = null!;
    private long _number;

    // Waited for here, since the runner within the process does not.
    [GlobalSetup]
    public void Open() => OpenAsync().GetAwaiter().GetResult();

    [IterationSetup]
    public void Fill()
    {
        for (var i = 0; i < Calls; i++)
        {
            var record = Next();
            while (!_journal.TryOpen(record)) Thread.SpinWait(50);
            _journal.Close(record);
        }
    }

    [Benchmark(OperationsPerInvoke = Calls)]
    public void Drain()
    {
        var before = _writer.Written;
        while (_writer.StepAsync(default).GetAwaiter().GetResult()) { }
        if (_writer.Written - before != Calls) throw new InvalidOperationException($"{_writer.Written - before} of {Calls} calls were written.");
    }

    [GlobalCleanup]
    public async ValueTask DisposeAsync()
    {
        _writer.Dispose();
        _journal.Dispose();
        await _database.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        if (Directory.Exists(_directory)) Directory.Delete(_directory, recursive: true);
        GC.SuppressFinalize(this);
    }

    private async Task OpenAsync()
    {
        _directory = Directory.CreateTempSubdirectory("signalbox-bench-").FullName;
        _database = new Database(DatabaseOptions.Parse(Environment.GetEnvironmentVariable("SIGNALBOX_DATABASE"), _directory));
        await new Migrator(_database, TimeProvider.System, NullLogger<Migrator>.Instance).MigrateAsync(default);
        _journal = new UsageJournal(new JournalOptions { Directory = Path.Combine(_directory, "journal") }, NullLogger<UsageJournal>.Instance);
        _writer = new UsageWriter(_journal, new UsageStore(_database, TimeProvider.System), TimeProvider.System, NullLogger<UsageWriter>.Instance);
    }

    private UsageRecord Next()
    {
        var (number, at) = (++_number, TimeProvider.System.GetUtcNow());
        var now = at.ToUnixTimeMilliseconds();
        return new UsageRecord
        {
            RequestId = RequestId.New(at), StartedAt = now - 100, FinishedAt = now,
            Status = CallStatus.Success, HttpStatus = 200, Api = "chat_completions", Model = "small", TargetKind = "model", Deployment = "openai/gpt-4o-mini",
            Provider = "openai", UpstreamModel = "gpt-4o-mini", Attempts = 1, OrganizationId = "01KAHJ7C1S8Y3J1J5V1D4W9Q2B", Organization = "acme",
            TeamId = "01KAHJ7C1S8Y3J1J5V1D4W9Q2C", Team = "web", KeyId = "01KAHJ7C1S8Y3J1J5V1D4W9Q2D", KeyName = "web-dev", KeyPrefix = "sb-abcde",
            Environment = "dev", TokensInput = 1200, TokensOutput = 350, TokensCached = 1024, CostMicros = 313,
            LatencyMicroseconds = 1_000 + number * 7919 % 9000, OverheadMicroseconds = 50 + number * 104729 % 200, Client = "OpenAI/Python 2.15.0",
        };
    }
}
