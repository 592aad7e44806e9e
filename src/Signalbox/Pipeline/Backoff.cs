namespace Signalbox.Pipeline;

/// <summary>How long a retry waits: full jitter over 100 ms, doubled with each retry, and never less than the upstream asked for.</summary>
/// <param name="random">Draws from 0 up to, but not including, 1.</param>
internal sealed class Backoff(Func<double> random)
{
    private const double FirstMs = 100;
    private const int MostDoublings = 5;

    /// <summary>Beyond this a caller is better served by another deployment, or by an error that says when to come again.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(2);

    /// <summary>The wait; null when it would be too long to be worth it.</summary>
    /// <param name="retry">Which retry of the deployment, from 0.</param>
    /// <param name="floor">What the upstream asked for; null when it did not.</param>
    public TimeSpan? Next(int retry, TimeSpan? floor)
    {
        var drawn = TimeSpan.FromMilliseconds(random() * FirstMs * (1 << Math.Min(retry, MostDoublings)));
        var wait = floor is { } least && least > drawn ? least : drawn;
        return wait <= Longest ? wait : null;
    }
}
