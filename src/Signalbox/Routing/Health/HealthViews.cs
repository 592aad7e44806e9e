using Signalbox.Core.Routing.Health;

namespace Signalbox.Routing.Health;

/// <summary>How the deployments stand, as this instance sees them.</summary>
/// <param name="Deployments">All that calls may go to, in order of name.</param>
/// <param name="Providers">Their providers, in order of name.</param>
internal sealed record HealthView(IReadOnlyList<DeploymentHealthView> Deployments, IReadOnlyList<ProviderHealthView> Providers);

/// <summary>How a breaker stands.</summary>
/// <param name="State">closed, open or half_open.</param>
/// <param name="Since">Since when.</param>
/// <param name="RetryAfterMs">How long until a call may go through; null when one may now.</param>
/// <param name="Trigger">The rule that opened it: consecutive-failures, failure-ratio, slow-calls, stalled, half-open-failure or probe.</param>
/// <param name="Cause">Code of the failure that did.</param>
/// <param name="Trips">How often it opened without having recovered in between.</param>
/// <param name="ConsecutiveFailures">Failures in a row just now.</param>
/// <param name="Calls">Calls in the window of the rules.</param>
/// <param name="Failed">Those of them that failed.</param>
internal sealed record BreakerView(
    string State, DateTimeOffset Since, long? RetryAfterMs, string? Trigger, string? Cause, int Trips, int ConsecutiveFailures, long Calls, long Failed);

/// <summary>How a deployment stands.</summary>
/// <param name="Id">The deployment's id.</param>
/// <param name="Deployment">provider/upstream-model.</param>
/// <param name="Provider">Its provider's name.</param>
/// <param name="Health">healthy, probing, throttled or broken: what routing makes of it.</param>
/// <param name="RetryAfterMs">How long until a call may go to it by rule; null when one may now.</param>
/// <param name="ThrottledForMs">How long its provider asked to be left alone yet; null when it did not.</param>
/// <param name="InFlight">Calls under way from this instance.</param>
/// <param name="StreamLatencyMs">How long streams take to their first content; null when not known.</param>
/// <param name="AnswerLatencyMs">How long whole answers take; null when not known.</param>
/// <param name="Breaker">Its breaker.</param>
internal sealed record DeploymentHealthView(
    string Id, string Deployment, string Provider, string Health, long? RetryAfterMs, long? ThrottledForMs, int InFlight, double? StreamLatencyMs, double? AnswerLatencyMs, BreakerView Breaker)
{
    /// <summary>As it stands now.</summary>
    public static DeploymentHealthView Of(DeploymentHealth health, DateTimeOffset wall, long now)
    {
        var throttled = health.ThrottledUntil - now;
        return new(
            health.Id, health.Name, health.Provider.Name, HealthWords.Of(health, now), HealthWords.Wait(health, now), throttled > 0 ? throttled : null, health.InFlight,
            HealthWords.Round(health.StreamLatency.Milliseconds), HealthWords.Round(health.AnswerLatency.Milliseconds), HealthWords.View(health.Breaker, wall, now));
    }
}

/// <summary>How a provider stands: its one credential at its one address.</summary>
/// <param name="Id">The provider's id.</param>
/// <param name="Provider">Its name.</param>
/// <param name="Breaker">The breaker that all of its deployments share.</param>
/// <param name="ProbedAt">When it was probed last; null when it is not.</param>
/// <param name="ProbeFailure">The step at which that failed; null when it did not.</param>
internal sealed record ProviderHealthView(string Id, string Provider, BreakerView Breaker, DateTimeOffset? ProbedAt, string? ProbeFailure)
{
    /// <summary>As it stands now.</summary>
    public static ProviderHealthView Of(ProviderHealth health, DateTimeOffset wall, long now) => new(
        health.Id, health.Name, HealthWords.View(health.Breaker, wall, now), health.ProbedAt is { } at ? wall.AddMilliseconds(at - now) : null, health.ProbeFailure);
}

/// <summary>A change of health.</summary>
/// <param name="At">When.</param>
/// <param name="Kind">deployment or provider.</param>
/// <param name="Subject">Its name.</param>
/// <param name="Event">opened, half-open, closed or throttled.</param>
/// <param name="Trigger">The rule behind it; null for what came of time or of success.</param>
/// <param name="Cause">Code of the failure behind it.</param>
/// <param name="Value">What was measured.</param>
/// <param name="Threshold">Against what.</param>
/// <param name="DetectionMs">Milliseconds from the first sign to the change.</param>
/// <param name="CooldownMs">For how long calls are kept away.</param>
internal sealed record HealthEventView(
    DateTimeOffset At, string Kind, string Subject, string Event, string? Trigger, string? Cause, double? Value, double? Threshold, long? DetectionMs, long? CooldownMs)
{
    /// <summary>As it is shown.</summary>
    public static HealthEventView Of(HealthEvent noted) => new(
        noted.At, noted.Kind, noted.Subject, noted.Change.Event, noted.Change.Trigger, noted.Change.Cause, HealthWords.Round(noted.Change.Value), noted.Change.Threshold,
        noted.Change.DetectionMs, noted.Change.CooldownMs);
}
