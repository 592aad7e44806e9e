namespace Signalbox.Core.Routing.Health;

/// <summary>The health of one deployment, which outlives the snapshots that lead to it. Thread-safe without locks.</summary>
public sealed class DeploymentHealth
{
    /// <summary>The longest that a provider's word keeps calls away: it may have meant a date, or another clock.</summary>
    private const long MostThrottleMs = 3_600_000;

    private readonly Action<string, HealthChange> _changed;
    private long _throttledSince;
    private long _throttledUntil;
    private int _waiting;
    private int _inFlight;
    private long _quietSince;

    /// <param name="id">The deployment's id.</param>
    /// <param name="name">provider/upstream-model.</param>
    /// <param name="provider">Its provider's.</param>
    /// <param name="now">Now.</param>
    /// <param name="changed">Told of each change. Must not block.</param>
    public DeploymentHealth(string id, string name, ProviderHealth provider, long now, Action<string, HealthChange> changed)
    {
        (Id, Name, Provider, _changed) = (id, name, provider, changed);
        Breaker = new CircuitBreaker(provider.Policy, now, change => changed(name, change));
    }

    /// <summary>The deployment's id.</summary>
    public string Id { get; }

    /// <summary>provider/upstream-model.</summary>
    public string Name { get; }

    /// <summary>Its provider's.</summary>
    public ProviderHealth Provider { get; }

    /// <summary>Its breaker.</summary>
    public CircuitBreaker Breaker { get; }

    /// <summary>The rules.</summary>
    public HealthPolicy Policy => Provider.Policy;

    /// <summary>How long streams take to their first content.</summary>
    public LatencyEstimate StreamLatency { get; } = new();

    /// <summary>How long whole answers take.</summary>
    public LatencyEstimate AnswerLatency { get; } = new();

    /// <summary>Calls under way.</summary>
    public int InFlight => Volatile.Read(ref _inFlight);

    /// <summary>Until when it is left alone as its provider asked; 0, or a time that is over, when it is not.</summary>
    public long ThrottledUntil => Volatile.Read(ref _throttledUntil);

    /// <summary>Whether a call would go through now. Changes nothing.</summary>
    public bool Admits(long now) => !Policy.Enabled || (Volatile.Read(ref _throttledUntil) <= now && Breaker.Admits(now) && Provider.Breaker.Admits(now));

    /// <summary>When the next call may go through, if none may now; else now.</summary>
    public long AdmitsAt(long now)
    {
        if (Admits(now)) return now;
        return Math.Max(Math.Max(Volatile.Read(ref _throttledUntil), Breaker.Admits(now) ? now : Breaker.Standing.Until), Provider.Breaker.Admits(now) ? now : Provider.Breaker.Standing.Until);
    }

    /// <summary>Begins an attempt, if one may go through.</summary>
    /// <param name="now">Now.</param>
    /// <param name="isForced">Whether it is made in any case, since there is nowhere else to go.</param>
    /// <param name="entry">The attempt, to be ended.</param>
    public bool TryEnter(long now, bool isForced, out AttemptEntry entry)
    {
        entry = default;
        BreakerStanding? own = null, shared = null;
        if (Policy.Enabled)
        {
            if (!isForced && Volatile.Read(ref _throttledUntil) > now) return false;
            own = Breaker.TryEnter(now, isForced);
            shared = own is null ? null : Provider.Breaker.TryEnter(now, isForced);
            if (shared is null)
            {
                if (own is not null) CircuitBreaker.Abandoned(own);
                return false;
            }
        }
        Interlocked.Increment(ref _inFlight);
        if (Interlocked.Increment(ref _waiting) == 1) Volatile.Write(ref _quietSince, now);
        entry = new AttemptEntry(this, own, shared, now);
        return true;
    }

    /// <summary>Leaves it alone for as long as it asked, and no shorter than the policy says.</summary>
    /// <param name="now">Now.</param>
    /// <param name="retryAfterMs">What it asked for; null when it did not.</param>
    public void Throttle(long now, long? retryAfterMs)
    {
        if (!Policy.Enabled) return;
        var wait = Math.Min(MostThrottleMs, Math.Max(retryAfterMs ?? 0, Policy.ThrottleMs));
        while (true)
        {
            var until = Volatile.Read(ref _throttledUntil);
            if (now + wait <= until) return;
            if (Interlocked.CompareExchange(ref _throttledUntil, now + wait, until) != until) continue;
            Volatile.Write(ref _throttledSince, now);
            if (until <= now) _changed(Name, new HealthChange(HealthChange.Throttled, HealthTriggers.Throttled, null, retryAfterMs, null, 0, wait));
            return;
        }
    }

    /// <summary>Opens the breaker when calls wait and nothing has come for too long. Called now and then, beside the calls.</summary>
    public void LookForStall(long now)
    {
        if (!Policy.Enabled || Policy.StalledMs <= 0 || Volatile.Read(ref _waiting) <= 0) return;
        var quiet = now - Volatile.Read(ref _quietSince);
        if (quiet > Policy.StalledMs) Breaker.Trip(now, HealthTriggers.Stalled, null, quiet, Policy.StalledMs, quiet);
    }

    /// <summary>An answer has begun, or an attempt was given up.</summary>
    /// <param name="now">Now.</param>
    /// <param name="isQuiet">Whether that is no sign of life: nothing came, and nobody waited any longer.</param>
    internal void StopWaiting(long now, bool isQuiet = false)
    {
        Interlocked.Decrement(ref _waiting);
        if (!isQuiet) Volatile.Write(ref _quietSince, now);
    }

    /// <summary>An attempt has ended.</summary>
    internal void Leave() => Interlocked.Decrement(ref _inFlight);

    /// <summary>One that began while it was throttled has been answered: it is so no longer.</summary>
    internal void Answered(long enteredAt, long now)
    {
        var until = Volatile.Read(ref _throttledUntil);
        if (until > now && enteredAt > Volatile.Read(ref _throttledSince)) Interlocked.CompareExchange(ref _throttledUntil, 0, until);
    }
}
