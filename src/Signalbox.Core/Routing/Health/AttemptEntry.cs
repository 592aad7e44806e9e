namespace Signalbox.Core.Routing.Health;

/// <summary>An attempt under way, as health sees it. Ended once; a second end, and that of one that never began, is nothing.</summary>
/// <remarks>A field of whoever makes the attempt, since it changes in place.</remarks>
public struct AttemptEntry
{
    private readonly BreakerStanding? _own;
    private readonly BreakerStanding? _shared;
    private readonly long _enteredAt;
    private DeploymentHealth? _health;
    private bool _hasBegun;

    internal AttemptEntry(DeploymentHealth health, BreakerStanding? own, BreakerStanding? shared, long now) =>
        (_health, _own, _shared, _enteredAt) = (health, own, shared, now);

    /// <summary>The answer has begun. A probe that gets so far has shown what it was to show, however long the answer is.</summary>
    public void Begin(long now)
    {
        if (_health is not { } health || _hasBegun) return;
        _hasBegun = true;
        health.StopWaiting(now);
        if (_own is not null) health.Breaker.Begun(_own, now);
        if (_shared is not null) health.Provider.Breaker.Begun(_shared, now);
    }

    /// <summary>The attempt has ended.</summary>
    /// <param name="outcome">How.</param>
    /// <param name="now">Now.</param>
    /// <param name="code">Code of its failure.</param>
    /// <param name="retryAfterMs">How long it asked to be left alone; null when it did not.</param>
    /// <param name="tookMs">How long the answer took to begin, or was waited for.</param>
    public void End(AttemptOutcome outcome, long now, string? code = null, long? retryAfterMs = null, long tookMs = 0)
    {
        if (_health is not { } health) return;
        _health = null;
        if (!_hasBegun) health.StopWaiting(now, isQuiet: outcome == AttemptOutcome.Outrun);
        health.Leave();
        if (_own is null || _shared is null) return;
        switch (outcome)
        {
            case AttemptOutcome.Succeeded:
                health.Answered(_enteredAt, now);
                if (!IsSpent(_own)) health.Breaker.Succeeded(_own, now, tookMs);
                if (!IsSpent(_shared)) health.Provider.Breaker.Succeeded(_shared, now, tookMs: 0);
                break;
            case AttemptOutcome.Failed:
                health.Breaker.Failed(_own, now, code ?? "", retryAfterMs ?? 0);
                // It was reached, and took the credential.
                if (!IsSpent(_shared)) health.Provider.Breaker.Succeeded(_shared, now, tookMs: 0);
                if (retryAfterMs is not null) health.Throttle(now, retryAfterMs);
                break;
            case AttemptOutcome.Unreachable:
                Abandon(_own);
                health.Provider.Breaker.Failed(_shared, now, code ?? "");
                break;
            case AttemptOutcome.Throttled:
                Abandon(_own);
                if (!IsSpent(_shared)) health.Provider.Breaker.Succeeded(_shared, now, tookMs: 0);
                health.Throttle(now, retryAfterMs);
                break;
            case AttemptOutcome.Outrun:
                if (!IsSpent(_own)) health.Breaker.Outrun(_own, now, tookMs);
                Abandon(_shared);
                break;
            default:
                Abandon(_own);
                Abandon(_shared);
                break;
        }
    }

    /// <summary>Whether the beginning of the answer was the probe's success already.</summary>
    private readonly bool IsSpent(BreakerStanding standing) => _hasBegun && standing.State != BreakerState.Closed;

    private readonly void Abandon(BreakerStanding standing)
    {
        if (!IsSpent(standing)) CircuitBreaker.Abandoned(standing);
    }
}
