namespace Signalbox.Usage;

/// <summary>Takes records out of the journal: the database, or a test's stand-in that fails.</summary>
internal interface IUsageSink
{
    /// <summary>Stores a batch, all or none. A record whose request id is known already is left as it is.</summary>
    /// <exception cref="RecordRejectedException">One of the batch can never be stored. Any other exception means: later.</exception>
    Task InsertAsync(IReadOnlyList<UsageRecord> batch, CancellationToken cancellation);
}
