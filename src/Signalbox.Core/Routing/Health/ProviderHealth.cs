namespace Signalbox.Core.Routing.Health;

/// <summary>
/// The health of a provider: of one credential at one address or region, which all of its deployments share. Failures to reach it and refusals of the
/// credential count here, and so do probes.
/// </summary>
public sealed class ProviderHealth
{
    private int _probesFailed;
    private long _probeFailedAt;

    /// <param name="id">The provider's id.</param>
    /// <param name="name">Its name.</param>
    /// <param name="policy">The rules.</param>
    /// <param name="now">Now.</param>
    /// <param name="changed">Told of each change. Must not block.</param>
    public ProviderHealth(string id, string name, HealthPolicy policy, long now, Action<string, HealthChange> changed)
    {
        (Id, Name, Policy) = (id, name, policy);
        Breaker = new CircuitBreaker(policy, now, change => changed(name, change));
    }

    /// <summary>The provider's id.</summary>
    public string Id { get; }

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>The rules.</summary>
    public HealthPolicy Policy { get; }

    /// <summary>Its breaker.</summary>
    public CircuitBreaker Breaker { get; }

    /// <summary>When the last probe ended, in milliseconds of <see cref="HealthClock"/>; null before the first.</summary>
    public long? ProbedAt { get; private set; }

    /// <summary>What the last probe failed at; null when it did not fail.</summary>
    public string? ProbeFailure { get; private set; }

    /// <summary>Takes the outcome of a probe. One that succeeded closes the breaker: the provider can be reached, and takes the credential.</summary>
    /// <param name="now">Now.</param>
    /// <param name="failure">What it failed at; null when it did not.</param>
    public void Probed(long now, string? failure)
    {
        (ProbedAt, ProbeFailure) = (now, failure);
        if (failure is null)
        {
            _probesFailed = 0;
            Breaker.Close(now);
            return;
        }
        if (_probesFailed++ == 0) _probeFailedAt = now;
        if (_probesFailed >= Policy.ProbeFailures) Breaker.Trip(now, HealthTriggers.Probe, failure, _probesFailed, Policy.ProbeFailures, now - _probeFailedAt);
    }
}
