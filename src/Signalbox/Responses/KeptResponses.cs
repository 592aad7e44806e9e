using Signalbox.Storage;

namespace Signalbox.Responses;

/// <summary>
/// The responses that their callers may ask for again, each for the key that made it. What is kept is in memory at once and in the database shortly
/// after (<see cref="KeptResponseWriter"/>), so that keeping never waits. A search asks memory first, then the database, for a bounded time.
/// </summary>
internal sealed partial class KeptResponses(
    PendingResponses pending, OtherReaders others, KeptResponseStore store, ResponseSealing sealing, ResponseCounts counts, ResponsesOptions options, TimeProvider time, ILogger<KeptResponses> logger)
{
    /// <summary>How long a search waits for the database.</summary>
    private static readonly TimeSpan ReadBound = TimeSpan.FromSeconds(2);

    /// <summary>How long the end of a call waits for the database at most.</summary>
    private static readonly TimeSpan ShareBound = TimeSpan.FromSeconds(1);

    private const int DeletedAtOnce = 500;

    private long _lastDropLogged;

    /// <summary>Whether so much content is kept.</summary>
    public bool Fits(long bytes) => bytes <= options.MaxResponseBytes;

    /// <summary>Counts content that its caller found too large to hand over.</summary>
    public void LeaveOut() => counts.CountTooLarge();

    /// <summary>Keeps a response, or a newer state of it. Content that is too large is left out; without it, only a provider's response is worth a note.</summary>
    public void Keep(KeptResponse response)
    {
        if (response.Content is { } content && !Fits(content.Size))
        {
            counts.CountTooLarge();
            response = response with { Content = null };
            if (response.ProviderId is null) return;
        }
        counts.CountKept();
        Put(response);
    }

    /// <summary>
    /// Waits until other instances find a response that was just kept, where there are any: until the database has it. A database that does not take it
    /// in time delays one call by the bound, and those after it not at all until it takes something again.
    /// </summary>
    public ValueTask ShareAsync(string keyId, string id) => others.Exist ? new ValueTask(AwaitWriteAsync(keyId, id)) : default;

    /// <summary>Finds a response.</summary>
    public Task<KeptChain> FindAsync(string keyId, string id, CancellationToken cancellation) => SearchAsync(keyId, id, withEarlier: false, cancellation);

    /// <summary>Finds a response and all it goes on from.</summary>
    public Task<KeptChain> FindChainAsync(string keyId, string id, CancellationToken cancellation) => SearchAsync(keyId, id, withEarlier: true, cancellation);

    /// <summary>Deletes a response that was found. It is gone here at once; false when the database, which has it too, could not be told.</summary>
    public async Task<bool> DeleteAsync(KeptResponse response, CancellationToken cancellation)
    {
        var wasPending = pending.TryFind(response.KeyId, response.Id, out _);
        var gone = response with { Content = null, IsDeleted = true };
        // First of all, so that a write under way does not bring it back.
        Put(gone);
        var isWritten = await AskAsync(async bound =>
        {
            await store.WriteAsync([], [gone], bound);
            return true;
        }, cancellation);
        return isWritten || wasPending;
    }

    /// <summary>
    /// Deletes everything of a key, here at once and then in the database, in turns. What another instance has not written yet stays; that is the last
    /// fifth of a second.
    /// </summary>
    /// <returns>How many responses the database had.</returns>
    public async Task<int> DeleteAllAsync(string keyId, CancellationToken cancellation)
    {
        // As for one: a write under way must not bring them back.
        foreach (var id in pending.IdsOf(keyId)) Put(new KeptResponse(keyId, id) { CreatedAt = time.GetUtcNow().ToUnixTimeMilliseconds(), IsDeleted = true });
        var deleted = 0;
        int last;
        do
        {
            last = await store.DeleteOfAsync(keyId, DeletedAtOnce, cancellation);
            deleted += last;
        }
        while (last == DeletedAtOnce);
        return deleted;
    }

    private async Task AwaitWriteAsync(string keyId, string id)
    {
        try
        {
            if (!pending.IsStalled)
            {
                await pending.WhenWritten(keyId, id).WaitAsync(ShareBound, time);
                return;
            }
        }
        catch (TimeoutException)
        {
            pending.IsStalled = true;
        }
        counts.CountUnshared();
    }

    private async Task<KeptChain> SearchAsync(string keyId, string id, bool withEarlier, CancellationToken cancellation)
    {
        var found = new List<KeptResponse>();
        var read = new Dictionary<string, KeptResponse>(StringComparer.Ordinal);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var bytes = 0L;
        var isFirst = true;
        for (var next = id; next is not null && seen.Add(next); next = withEarlier ? found[^1].PreviousId : null)
        {
            if (pending.TryFind(keyId, next, out var response))
            {
                if (isFirst) counts.CountReadInMemory();
                if (response.IsDeleted) return new KeptChain(KeptOutcome.Missing, found, next);
            }
            else if (!read.TryGetValue(next, out response))
            {
                var outcome = await ReadAsync(keyId, next, withEarlier, read, cancellation);
                if (outcome != KeptOutcome.Found) return new KeptChain(outcome, found, next);
                response = read[next];
            }
            isFirst = false;
            if (withEarlier && (bytes += response.Content?.Size ?? 0) > options.MaxConversationBytes) return new KeptChain(KeptOutcome.TooLarge, found, next);
            found.Add(response);
        }
        return new KeptChain(KeptOutcome.Found, found, null);
    }

    private async Task<KeptOutcome> ReadAsync(string keyId, string id, bool withEarlier, Dictionary<string, KeptResponse> into, CancellationToken cancellation)
    {
        var since = time.GetUtcNow().Subtract(options.Retention).ToUnixTimeMilliseconds();
        var outcome = await AskAsync(async bound =>
        {
            if (!withEarlier)
            {
                if (await store.FindAsync(keyId, id, since, bound) is { } row) into[row.Id] = Open(row);
            }
            else if (await store.FindChainAsync(keyId, id, since, options.MaxConversationBytes, bound) is { } rows)
            {
                foreach (var row in rows) into[row.Id] = Open(row);
            }
            else
            {
                return KeptOutcome.TooLarge;
            }
            return into.ContainsKey(id) ? KeptOutcome.Found : KeptOutcome.Missing;
        }, cancellation);
        if (outcome is null) counts.CountReadFailed();
        else counts.CountReadInDatabase();
        return outcome ?? KeptOutcome.Away;
    }

    /// <summary>Asks the database, in the pool and for a bounded time; null when it does not answer.</summary>
    private static async Task<KeptOutcome?> AskAsync(Func<CancellationToken, Task<KeptOutcome>> ask, CancellationToken cancellation)
    {
        using var bound = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        bound.CancelAfter(ReadBound);
        try
        {
            // Neither driver gives up in time of its own: SQLite's blocks, and a host that is gone does not answer at all.
            return await Task.Run(() => ask(bound.Token), bound.Token).WaitAsync(bound.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return null;
        }
        catch (Exception failure) when (Database.IsAway(failure))
        {
            return null;
        }
    }

    private static async Task<bool> AskAsync(Func<CancellationToken, Task<bool>> ask, CancellationToken cancellation) =>
        await AskAsync(async bound => await ask(bound) ? KeptOutcome.Found : KeptOutcome.Missing, cancellation) == KeptOutcome.Found;

    private KeptResponse Open(KeptResponseRow row)
    {
        KeptContent? content = null;
        if (row.Content is { } sealed_ && !sealing.TryOpen(row.KeyId, row.Id, sealed_, out content)) Log.Unreadable(logger, row.Id);
        return new KeptResponse(row.KeyId, row.Id) { ProviderId = row.ProviderId, PreviousId = row.PreviousId, CreatedAt = row.CreatedAt, Content = content };
    }

    private void Put(KeptResponse response)
    {
        var dropped = pending.Put(response);
        if (dropped == 0) return;
        counts.CountDropped(dropped);
        var now = time.GetTimestamp();
        var last = Interlocked.Read(ref _lastDropLogged);
        // Once in a while: in an outage every further call drops one.
        if (last != 0 && time.GetElapsedTime(last, now) < TimeSpan.FromSeconds(30)) return;
        if (Interlocked.CompareExchange(ref _lastDropLogged, now, last) == last) Log.Dropped(logger, counts.Dropped);
    }

    private static partial class Log
    {
        [LoggerMessage(620, LogLevel.Warning, "Kept responses that wait for the database are over their bound; {Count} of the oldest were dropped so far")]
        public static partial void Dropped(ILogger logger, long count);

        [LoggerMessage(621, LogLevel.Warning, "The kept response {Id} cannot be decrypted")]
        public static partial void Unreadable(ILogger logger, string id);
    }
}
