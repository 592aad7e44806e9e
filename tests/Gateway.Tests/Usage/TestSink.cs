using Signalbox.Usage;

namespace Gateway.Tests.Usage;

/// <summary>A sink in memory that can be away and can reject records, and that like the database keeps the first record of an id.</summary>
internal sealed class TestSink : IUsageSink
{
    /// <summary>What it holds, by request id.</summary>
    public Dictionary<string, UsageRecord> Stored { get; } = [];

    /// <summary>Size of each batch that was offered.</summary>
    public List<int> Offered { get; } = [];

    /// <summary>What it fails with; null while all is well.</summary>
    public Exception? Failure { get; set; }

    /// <summary>Whether it stores a batch and then fails all the same, as a connection that breaks before the answer.</summary>
    public bool FailsAfterwards { get; set; }

    /// <summary>Which records it rejects.</summary>
    public Func<UsageRecord, bool> Rejects { get; set; } = _ => false;

    public Task InsertAsync(IReadOnlyList<UsageRecord> batch, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        Offered.Add(batch.Count);
        if (Failure is { } failure && !FailsAfterwards) throw failure;
        if (batch.Any(Rejects)) throw new RecordRejectedException("A record of the batch is poison.");
        foreach (var record in batch) Stored.TryAdd(record.RequestId, record);
        return Failure is { } afterwards ? throw afterwards : Task.CompletedTask;
    }
}
