using BenchmarkDotNet.Attributes;
using Microsoft.Extensions.Logging.Abstractions;
using Signalbox.Usage;
using Signalbox.Usage.Journal;

namespace Signalbox.Micro;

/// <summary>What a call pays for its record: encoding, and both entries into the mapping, on the disk that the temp directory is on.</summary>
[MemoryDiagnoser]
// Fixed counts, since nothing drains the journal here: 18 iterations leave about a gigabyte, removed at the end.
[SimpleJob(invocationCount: 100_000, iterationCount: 15, warmupCount: 3)]
public class JournalBenchmarks : IDisposable
{
    private readonly byte[] _buffer = new byte[UsageRecordCodec.MaxBytes];
    private readonly UsageRecord _record = new()
    {
        RequestId = "01KAHJ7C1S8Y3J1J5V1D4W9Q2A", StartedAt = 1_795_251_600_000, FinishedAt = 1_795_251_601_200, Status = CallStatus.Success, HttpStatus = 200,
        Api = "chat_completions", Stream = true, Model = "small", TargetKind = "model", Deployment = "openai/gpt-4o-mini", Provider = "openai",
        UpstreamModel = "gpt-4o-mini", Attempts = 1, OrganizationId = "01KAHJ7C1S8Y3J1J5V1D4W9Q2B", Organization = "acme",
        TeamId = "01KAHJ7C1S8Y3J1J5V1D4W9Q2C", Team = "web", KeyId = "01KAHJ7C1S8Y3J1J5V1D4W9Q2D", KeyName = "web-dev", KeyPrefix = "sb-abcde",
        Environment = "dev", TokensInput = 1200, TokensOutput = 350, TokensCached = 1024, CostMicros = 313, LatencyMicroseconds = 1_200_000,
        TimeToFirstTokenMicroseconds = 240_000, OverheadMicroseconds = 85, Client = "OpenAI/Python 2.15.0",
    };

    private string _directory = "";
    private UsageJournal? _journal;

    [GlobalSetup]
    public void Open()
    {
        _directory = Directory.CreateTempSubdirectory("signalbox-bench-").FullName;
        _journal = new UsageJournal(new JournalOptions { Directory = _directory }, NullLogger<UsageJournal>.Instance);
    }

    [GlobalCleanup]
    public void Dispose()
    {
        _journal?.Dispose();
        _journal = null;
        if (Directory.Exists(_directory)) Directory.Delete(_directory, recursive: true);
        GC.SuppressFinalize(this);
    }

    [Benchmark]
    public int Encode() => UsageRecordCodec.Write(_record, _buffer);

    [Benchmark]
    public void OpenAndClose()
    {
        // The next segment may still be in the making; that wait is part of the price.
        while (!_journal!.TryOpen(_record)) Thread.SpinWait(50);
        _journal.Close(_record);
    }
}
