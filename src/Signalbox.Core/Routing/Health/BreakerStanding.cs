namespace Signalbox.Core.Routing.Health;

/// <summary>
/// One stay of a breaker in one state. It is replaced whole, so that what an attempt reports counts for the stay in which it began, and for no other:
/// a failure that comes late opens nothing again, and the answer to a probe of last time closes nothing.
/// </summary>
/// <param name="state">The state.</param>
/// <param name="since">When it began, in milliseconds of <see cref="HealthClock"/>.</param>
/// <param name="until">For an open one, until when calls are kept away; for a half-open one, when probes that did not answer are given up. 0 for a closed one.</param>
/// <param name="trips">How often it opened without having stayed closed in between.</param>
/// <param name="trigger">What opened it; null for a closed one.</param>
/// <param name="cause">Code of the failure that did; null when there is none.</param>
public sealed class BreakerStanding(BreakerState state, long since, long until, int trips, string? trigger, string? cause)
{
    /// <summary>Probes under way, for a half-open one.</summary>
    internal int Probes;

    /// <summary>Probes that succeeded, for a half-open one.</summary>
    internal int Passed;

    /// <summary>The state.</summary>
    public BreakerState State => state;

    /// <summary>When it began.</summary>
    public long Since => since;

    /// <summary>When it may end.</summary>
    public long Until => until;

    /// <summary>How often it opened in a row.</summary>
    public int Trips => trips;

    /// <summary>What opened it.</summary>
    public string? Trigger => trigger;

    /// <summary>Code of the failure that did.</summary>
    public string? Cause => cause;
}
