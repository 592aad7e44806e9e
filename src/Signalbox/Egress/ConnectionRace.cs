using System.Net;

namespace Signalbox.Egress;

/// <summary>
/// Tries addresses in order with a head start for each (RFC 8305, "Happy Eyeballs"): the next attempt begins
/// when the previous one fails or has taken too long, and the first that connects wins. Without it, one dead
/// address among several would cost the whole connect timeout.
/// </summary>
internal static class ConnectionRace
{
    /// <summary>The connection attempt delay that RFC 8305 section 5 recommends.</summary>
    public static readonly TimeSpan HeadStart = TimeSpan.FromMilliseconds(250);

    /// <summary>Runs the race.</summary>
    /// <param name="addresses">At least one address, the preferred one first.</param>
    /// <param name="connect">Connects to one address; a connection that lost is disposed.</param>
    /// <param name="time">Measures the head start.</param>
    /// <param name="cancellationToken">Ends all attempts.</param>
    /// <exception cref="Exception">What the first address failed with, when all failed.</exception>
    public static async Task<T> RunAsync<T>(
        IReadOnlyList<IPAddress> addresses,
        Func<IPAddress, CancellationToken, Task<T>> connect,
        TimeProvider time,
        CancellationToken cancellationToken)
        where T : IDisposable
    {
        if (addresses.Count == 1)
            return await connect(addresses[0], cancellationToken);

        using var losers = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var running = new List<Task<T>>(addresses.Count);
        Exception? firstFailure = null;
        var next = 0;
        try
        {
            while (next < addresses.Count || running.Count > 0)
            {
                if (next < addresses.Count)
                    running.Add(connect(addresses[next++], losers.Token));

                var finished = await FirstOrHeadStartAsync(running, next < addresses.Count, time, losers.Token);
                if (finished is null)
                    continue;

                running.Remove(finished);
                if (finished.IsCompletedSuccessfully)
                    return await finished;
                cancellationToken.ThrowIfCancellationRequested();
                firstFailure ??= finished.Exception?.InnerException ?? new OperationCanceledException();
            }

            throw firstFailure!;
        }
        finally
        {
            await losers.CancelAsync();
            foreach (var loser in running)
                _ = DisposeWhenDoneAsync(loser);
        }
    }

    /// <summary>The next attempt to finish, or null when it is time to start another beside it.</summary>
    private static async Task<Task<T>?> FirstOrHeadStartAsync<T>(
        List<Task<T>> running, bool moreToTry, TimeProvider time, CancellationToken cancellationToken)
    {
        if (!moreToTry)
            return await Task.WhenAny(running);

        using var timer = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var headStart = Task.Delay(HeadStart, time, timer.Token);
        var first = await Task.WhenAny([.. running, headStart]);
        await timer.CancelAsync();
        cancellationToken.ThrowIfCancellationRequested();
        return first as Task<T>;
    }

    private static async Task DisposeWhenDoneAsync<T>(Task<T> loser)
        where T : IDisposable
    {
        try
        {
            (await loser).Dispose();
        }
        catch (Exception)
        {
            // The race is over; how a loser failed is of no interest to anyone.
        }
    }
}
