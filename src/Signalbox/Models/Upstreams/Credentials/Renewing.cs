namespace Signalbox.Models.Upstreams.Credentials;

/// <summary>
/// A value that expires and is fetched anew. In the last fifth of its life it is renewed in the background, so that calls neither wait for it nor
/// notice when that fails for a while; only without a valid one does a call wait. One fetch at a time, and after a failed one a pause, in which calls
/// that have no value fail at once. Thread-safe.
/// </summary>
/// <param name="fetch">Gets a value and until when it is valid.</param>
/// <param name="failed">Told of each fetch that failed.</param>
/// <param name="time">The clock.</param>
internal sealed class Renewing<T>(Func<CancellationToken, Task<(T Value, DateTimeOffset Expires)>> fetch, Action<Exception> failed, TimeProvider time)
    where T : class
{
    /// <summary>How long a fetch may take: it serves many calls, so none of theirs bounds it.</summary>
    private static readonly TimeSpan LongestFetch = TimeSpan.FromSeconds(30);

    /// <summary>How long after a failed fetch the next may begin: with a valid value in hand there is no haste.</summary>
    private static readonly TimeSpan PauseWithValue = TimeSpan.FromSeconds(10), PauseWithout = TimeSpan.FromSeconds(1);

    /// <summary>A value is not used in its last moments: it must still be valid when the upstream reads it.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(30);

    private readonly Lock _lock = new();
    private volatile Held? _held;
    private Task<T>? _fetching;
    private DateTimeOffset _endedAt;

    /// <summary>The value in force.</summary>
    public ValueTask<T> GetAsync(CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        if (_held is { } held && now < held.Expires)
        {
            if (now >= held.RenewAt) Begin(now, PauseWithValue);
            return new ValueTask<T>(held.Value);
        }
        return new ValueTask<T>(Begin(now, PauseWithout).WaitAsync(cancellation));
    }

    /// <summary>The fetch under way, a new one, or the failed one that is too young to be repeated.</summary>
    private Task<T> Begin(DateTimeOffset now, TimeSpan pause)
    {
        lock (_lock)
        {
            if (_fetching is { } last && (!last.IsCompleted || (last.IsFaulted && now < _endedAt + pause))) return last;
            return _fetching = Task.Run(FetchAsync, CancellationToken.None);
        }
    }

    private async Task<T> FetchAsync()
    {
        try
        {
            using var limit = new CancellationTokenSource(LongestFetch, time);
            var (value, expires) = await fetch(limit.Token);
            var now = time.GetUtcNow();
            _held = new Held(value, expires - Margin, now + (expires - now) * 0.8);
            return value;
        }
        catch (Exception failure)
        {
            lock (_lock) _endedAt = time.GetUtcNow();
            failed(failure);
            // A fetch that was cut off is a failed one, not a cancelled call.
            if (failure is OperationCanceledException) throw new TimeoutException($"No answer within {LongestFetch.TotalSeconds:0} s.", failure);
            throw;
        }
    }

    private sealed record Held(T Value, DateTimeOffset Expires, DateTimeOffset RenewAt);
}
