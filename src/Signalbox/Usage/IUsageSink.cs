namespace Signalbox.Usage;

/// <summary>Takes records out of the journal: the database, or a test's stand-in that fails.</summary>
internal interface IUsageSink
{
    /// <summary>Stores a batch. A record whose request id is known already is left as it is.</summary>
    Task InsertAsync(IReadOnlyList<UsageRecord> batch, CancellationToken cancellation);
}
