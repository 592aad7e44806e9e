namespace Signalbox.Models.Upstreams;

/// <summary>
/// Bounds retries to a share of the traffic, so that a failing upstream is not called several times as often: each call earns a
/// tenth of a retry, up to a reserve of ten. Thread-safe, no locks.
/// </summary>
internal sealed class RetryBudget
{
    private const int CostOfRetry = 10;
    private const int Reserve = 10 * CostOfRetry;
    private int _tokens = Reserve;

    /// <summary>A call was made: it earns its share.</summary>
    public void Earn()
    {
        var tokens = Volatile.Read(ref _tokens);
        if (tokens < Reserve) Interlocked.CompareExchange(ref _tokens, tokens + 1, tokens);
    }

    /// <summary>Takes one retry, if there is one.</summary>
    public bool TrySpend()
    {
        while (true)
        {
            var tokens = Volatile.Read(ref _tokens);
            if (tokens < CostOfRetry) return false;
            if (Interlocked.CompareExchange(ref _tokens, tokens - CostOfRetry, tokens) == tokens) return true;
        }
    }
}
