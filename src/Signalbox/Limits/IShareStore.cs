namespace Signalbox.Limits;

/// <summary>
/// Where instances agree on shared limits, and who they are. The cluster has one over Redis and the database, tests one that fails on demand.
/// </summary>
internal interface IShareStore
{
    /// <summary>This instance.</summary>
    string Instance { get; }

    /// <summary>Whether there is a place for shared values at all.</summary>
    bool IsConfigured { get; }

    /// <summary>Whether there can be other instances.</summary>
    bool MayHavePeers { get; }

    /// <summary>How many instances live, this one included.</summary>
    Task<int> CountInstancesAsync(CancellationToken cancellation);

    /// <summary>Reads a value, and the store's clock.</summary>
    /// <exception cref="ShareStoreException">The store is away.</exception>
    Task<(byte[]? Value, long Now)> ReadAsync(string key, CancellationToken cancellation);

    /// <summary>Replaces a value, if it still is what was read.</summary>
    /// <returns>Whether it was.</returns>
    /// <exception cref="ShareStoreException">The store is away, and may have replaced it or not.</exception>
    Task<bool> TryReplaceAsync(string key, byte[]? read, byte[] next, TimeSpan keep, CancellationToken cancellation);
}
