namespace Signalbox.Core.Routing.Health;

/// <summary>
/// Keeps calls away from what fails, and finds out by a few of them when it does no more:
/// <code>
///            a rule is broken                    the cooldown is over
///   closed ------------------> open -------------------------------> half-open
///     ^                         ^      a probe failed: longer next time   |
///     |                         +-----------------------------------------+
///     +-------------------------------------------------------------------+
///                               enough probes succeeded
/// </code>
/// Thread-safe without locks: the stay in a state is an object, and whoever replaces it has made the change.
/// </summary>
public sealed class CircuitBreaker
{
    private const int MostDoublings = 16;

    private readonly HealthPolicy _policy;
    private readonly Action<HealthChange> _changed;
    private readonly RollingShare _failures;
    private readonly RollingShare _slow;
    private BreakerStanding _standing;
    private int _consecutive;
    private long _firstFailureAt;

    /// <param name="policy">The rules.</param>
    /// <param name="now">Now.</param>
    /// <param name="changed">Told of each change. Must not block.</param>
    public CircuitBreaker(HealthPolicy policy, long now, Action<HealthChange> changed)
    {
        (_policy, _changed) = (policy, changed);
        (_failures, _slow) = (new RollingShare(policy.WindowMs), new RollingShare(policy.WindowMs));
        _standing = Closed(now, 0);
    }

    /// <summary>How it stands.</summary>
    public BreakerStanding Standing => Volatile.Read(ref _standing);

    /// <summary>Failures in a row, just now.</summary>
    public int Consecutive => Volatile.Read(ref _consecutive);

    /// <summary>Calls in the window, and those that failed.</summary>
    public (long Calls, long Failed) Window(long now) => _failures.Read(now);

    /// <summary>Whether a call would be let through. Changes nothing.</summary>
    public bool Admits(long now)
    {
        var standing = Standing;
        return standing.State switch
        {
            BreakerState.Closed => true,
            BreakerState.Open => now >= standing.Until,
            _ => Volatile.Read(ref standing.Probes) < _policy.HalfOpenCalls || now >= standing.Until,
        };
    }

    /// <summary>Lets a call through, or not.</summary>
    /// <param name="now">Now.</param>
    /// <param name="isForced">Whether it goes through in any case, since there is nowhere else to go.</param>
    /// <returns>The stay to report to; null when it is not let through.</returns>
    public BreakerStanding? TryEnter(long now, bool isForced)
    {
        while (true)
        {
            var standing = Standing;
            switch (standing.State)
            {
                case BreakerState.Closed:
                    return standing;
                case BreakerState.HalfOpen when Interlocked.Increment(ref standing.Probes) <= _policy.HalfOpenCalls:
                    return standing;
                case BreakerState.HalfOpen:
                    Interlocked.Decrement(ref standing.Probes);
                    break;
                default:
                    break;
            }
            if (now < standing.Until) return isForced ? standing : null;
            // The cooldown is over, or the probes before have not come back.
            var probing = new BreakerStanding(BreakerState.HalfOpen, now, now + Cooldown(standing.Trips), standing.Trips, standing.Trigger, standing.Cause) { Probes = 1 };
            if (!Replace(standing, probing)) continue;
            if (standing.State == BreakerState.Open) _changed(new HealthChange(HealthChange.HalfOpen, DetectionMs: now - standing.Since));
            return probing;
        }
    }

    /// <summary>A call that was let through has succeeded.</summary>
    /// <param name="entered">What <see cref="TryEnter"/> gave.</param>
    /// <param name="now">Now.</param>
    /// <param name="tookMs">How long its answer took to begin.</param>
    public void Succeeded(BreakerStanding entered, long now, long tookMs)
    {
        if (entered != Standing) return;
        if (entered.State != BreakerState.Closed)
        {
            Passed(entered, now);
            return;
        }
        if (Volatile.Read(ref _consecutive) != 0) Volatile.Write(ref _consecutive, 0);
        _failures.Add(now, isBad: false);
        if (_policy.SlowMs > 0) Took(entered, now, tookMs);
    }

    /// <summary>A call that was let through was given up, since another was quicker: that it was slow is all it can tell.</summary>
    /// <param name="entered">What <see cref="TryEnter"/> gave.</param>
    /// <param name="now">Now.</param>
    /// <param name="waitedMs">How long its answer had not begun.</param>
    public void Outrun(BreakerStanding entered, long now, long waitedMs)
    {
        if (entered.State != BreakerState.Closed) Abandoned(entered);
        else if (entered == Standing && _policy.SlowMs > 0 && waitedMs > _policy.SlowMs) Took(entered, now, waitedMs);
    }

    /// <summary>The answer to a call has begun: for a probe, that is enough.</summary>
    public void Begun(BreakerStanding entered, long now)
    {
        if (entered.State != BreakerState.Closed && entered == Standing) Passed(entered, now);
    }

    /// <summary>A call that was let through has failed.</summary>
    /// <param name="entered">What <see cref="TryEnter"/> gave.</param>
    /// <param name="now">Now.</param>
    /// <param name="cause">The failure's code.</param>
    /// <param name="floorMs">How long it asked to be left alone at least.</param>
    public void Failed(BreakerStanding entered, long now, string cause, long floorMs = 0)
    {
        if (entered != Standing) return;
        if (entered.State == BreakerState.HalfOpen)
        {
            Open(entered, now, HealthTriggers.ProbeCall, cause, null, null, now - entered.Since, floorMs);
            return;
        }
        // A call of last resort that fails tells nothing new.
        if (entered.State == BreakerState.Open) return;
        var consecutive = Interlocked.Increment(ref _consecutive);
        if (consecutive == 1) Volatile.Write(ref _firstFailureAt, now);
        _failures.Add(now, isBad: true);
        var detection = now - Volatile.Read(ref _firstFailureAt);
        if (_policy.ConsecutiveFailures > 0 && consecutive >= _policy.ConsecutiveFailures)
            Open(entered, now, HealthTriggers.Consecutive, cause, consecutive, _policy.ConsecutiveFailures, detection, floorMs);
        else if (Exceeds(_failures, now, _policy.FailurePercent, out var percent))
            Open(entered, now, HealthTriggers.Ratio, cause, percent, _policy.FailurePercent, detection, floorMs);
    }

    /// <summary>A call that was let through told nothing: its caller went away, say. Another may probe in its place.</summary>
    public static void Abandoned(BreakerStanding entered)
    {
        if (entered.State == BreakerState.HalfOpen) Interlocked.Decrement(ref entered.Probes);
    }

    /// <summary>Opens it for a reason that no call told. Nothing happens when it is open.</summary>
    /// <param name="now">Now.</param>
    /// <param name="trigger">Which.</param>
    /// <param name="cause">Code of what was found.</param>
    /// <param name="value">What was measured.</param>
    /// <param name="threshold">Against what.</param>
    /// <param name="detectionMs">Since the first sign.</param>
    public void Trip(long now, string trigger, string? cause, double value, double threshold, long detectionMs)
    {
        var standing = Standing;
        if (standing.State != BreakerState.Open || now >= standing.Until) Open(standing, now, trigger, cause, value, threshold, detectionMs);
    }

    /// <summary>Closes it, whatever it was.</summary>
    public void Close(long now)
    {
        var standing = Standing;
        if (standing.State != BreakerState.Closed) CloseFrom(standing, now);
    }

    private void Took(BreakerStanding entered, long now, long tookMs)
    {
        _slow.Add(now, tookMs > _policy.SlowMs);
        if (tookMs > _policy.SlowMs && Exceeds(_slow, now, _policy.SlowPercent, out var percent))
            Open(entered, now, HealthTriggers.Slow, null, percent, _policy.SlowPercent, tookMs);
    }

    private bool Exceeds(RollingShare share, long now, double most, out double percent)
    {
        percent = 0;
        if (most <= 0) return false;
        var (calls, bad) = share.Read(now);
        if (calls < _policy.MinCalls) return false;
        percent = 100.0 * bad / calls;
        return percent >= most;
    }

    private void Passed(BreakerStanding entered, long now)
    {
        if (entered.State == BreakerState.Open && _policy.HalfOpenCalls > 1)
        {
            var probing = new BreakerStanding(BreakerState.HalfOpen, now, now + Cooldown(entered.Trips), entered.Trips, entered.Trigger, entered.Cause) { Passed = 1 };
            if (Replace(entered, probing)) _changed(new HealthChange(HealthChange.HalfOpen, DetectionMs: now - entered.Since));
            return;
        }
        Interlocked.Decrement(ref entered.Probes);
        if (entered.State == BreakerState.Open || Interlocked.Increment(ref entered.Passed) >= _policy.HalfOpenCalls) CloseFrom(entered, now);
    }

    private void CloseFrom(BreakerStanding from, long now)
    {
        if (!Replace(from, Closed(now, from.Trips))) return;
        Forget();
        _changed(new HealthChange(HealthChange.Closed, DetectionMs: now - from.Since));
    }

    private void Open(BreakerStanding from, long now, string trigger, string? cause, double? value, double? threshold, long detectionMs, long floorMs = 0)
    {
        // What stayed closed for a while has recovered; what did not goes on where it was.
        var trips = from.State != BreakerState.Closed || (from.Trips > 0 && now - from.Since < Cooldown(from.Trips)) ? from.Trips : 0;
        var cooldown = Math.Max(Cooldown(trips), floorMs);
        if (!Replace(from, new BreakerStanding(BreakerState.Open, now, now + cooldown, trips + 1, trigger, cause))) return;
        Forget();
        _changed(new HealthChange(HealthChange.Opened, trigger, cause, value, threshold, detectionMs, cooldown));
    }

    private bool Replace(BreakerStanding from, BreakerStanding to) => Interlocked.CompareExchange(ref _standing, to, from) == from;

    private void Forget()
    {
        Volatile.Write(ref _consecutive, 0);
        _failures.Clear();
        _slow.Clear();
    }

    private long Cooldown(int trips) => Math.Min(_policy.MaxCooldownMs, (long)_policy.CooldownMs << Math.Min(trips, MostDoublings));

    private static BreakerStanding Closed(long now, int trips) => new(BreakerState.Closed, now, 0, trips, null, null);
}
