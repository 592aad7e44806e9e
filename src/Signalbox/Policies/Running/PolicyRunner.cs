using Signalbox.Core.Assets;
using Signalbox.Core.Routing.Health;
using Signalbox.Core.Routing.Policies;
using Signalbox.Routing.Health;

namespace Signalbox.Policies.Running;

/// <summary>
/// A policy in force, behind a breaker: one that keeps failing is left alone for a while, so that no call waits for it. A gateway
/// whose groups have no policy holds nothing of it.
/// </summary>
internal sealed partial class PolicyRunner : IPolicyDecider
{
    /// <summary>Five failures in a row, or half of twenty and more within half a minute, and calls do without for ten seconds; then one finds out.</summary>
    private static readonly HealthPolicy Rules = new();

    private readonly Lazy<IPolicyEngine> _engine;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;

    public PolicyRunner(RoutingPolicy policy, PolicyEngines engines, HealthEvents events, TimeProvider time, ILogger logger)
    {
        (Policy, _time, _logger) = (policy, time, logger);
        _engine = new(() => engines.Create(policy));
        Breaker = new CircuitBreaker(Rules, HealthClock.Now(time), change => events.Add("policy", policy.Name, change));
    }

    /// <summary>The policy.</summary>
    public RoutingPolicy Policy { get; }

    /// <summary>Its breaker.</summary>
    public CircuitBreaker Breaker { get; }

    /// <summary>How it has run.</summary>
    public PolicyFigures Figures { get; } = new();

    /// <summary>Makes what runs it, so that no call waits for that.</summary>
    public void WarmUp()
    {
        try
        {
            if (Policy.Version != 0) _ = _engine.Value;
        }
        catch (Exception failure)
        {
            Log.Fault(_logger, failure, Policy.Name, Policy.Version);
        }
    }

    /// <inheritdoc/>
    public async ValueTask<PolicyDecision> DecideAsync(PolicyQuestion question, Func<PolicyAnswer, PolicyDecision> read, CancellationToken cancellation)
    {
        if (Policy.Version == 0) return Note(PolicyDecision.Without(PolicyOutcome.Inactive, "No version is active."), null);
        var now = HealthClock.Now(_time);
        if (Breaker.TryEnter(now, isForced: false) is not { } entered) return Note(PolicyDecision.Without(PolicyOutcome.BreakerOpen, "It has failed too often."), null);
        var started = _time.GetTimestamp();
        PolicyDecision decision;
        try
        {
            decision = await AskAsync(question, read, cancellation);
        }
        catch
        {
            CircuitBreaker.Abandoned(entered);
            throw;
        }
        var took = _time.GetElapsedTime(started);
        if (PolicyOutcomes.IsFailure(decision.Outcome))
        {
            if (Breaker.Consecutive == 0) Log.Failed(_logger, Policy.Name, Policy.Version, PolicyOutcomes.Word(decision.Outcome));
            Breaker.Failed(entered, HealthClock.Now(_time), PolicyOutcomes.Word(decision.Outcome));
        }
        else if (decision.Outcome == PolicyOutcome.Busy) CircuitBreaker.Abandoned(entered);
        else Breaker.Succeeded(entered, HealthClock.Now(_time), (long)took.TotalMilliseconds);
        return Note(decision, took);
    }

    /// <inheritdoc/>
    public async ValueTask<PolicyDecision> RehearseAsync(PolicyQuestion question, Func<PolicyAnswer, PolicyDecision> read, CancellationToken cancellation) => Policy.Version == 0
        ? PolicyDecision.Without(PolicyOutcome.Inactive, "No version is active.")
        : await AskAsync(question, read, cancellation);

    private async ValueTask<PolicyDecision> AskAsync(PolicyQuestion question, Func<PolicyAnswer, PolicyDecision> read, CancellationToken cancellation)
    {
        try
        {
            return read(await _engine.Value.AskAsync(question, cancellation));
        }
        catch (Exception failure) when (!cancellation.IsCancellationRequested)
        {
            // Whatever it is: no call fails because of a policy.
            Log.Fault(_logger, failure, Policy.Name, Policy.Version);
            return PolicyDecision.Without(PolicyOutcome.Fault, failure.GetType().Name);
        }
    }

    private PolicyDecision Note(PolicyDecision decision, TimeSpan? took)
    {
        Figures.Add(decision.Outcome, took, decision.Detail);
        return decision;
    }

    private static partial class Log
    {
        [LoggerMessage(740, LogLevel.Warning, "Version {Version} of policy {Policy} failed ({Outcome}); the fallback strategy of its groups decides")]
        public static partial void Failed(ILogger logger, string policy, long version, string outcome);

        [LoggerMessage(741, LogLevel.Error, "Version {Version} of policy {Policy} could not be run; the fallback strategy of its groups decides")]
        public static partial void Fault(ILogger logger, Exception failure, string policy, long version);
    }
}
