namespace Signalbox.Core.Routing.Policies;

/// <summary>Asks the version of a policy that is in force, unless it fails too often.</summary>
public interface IPolicyDecider
{
    /// <summary>Asks. Never throws, but for a caller who went away.</summary>
    /// <param name="question">About one call.</param>
    /// <param name="read">Reads the answer.</param>
    /// <param name="cancellation">Gives up.</param>
    ValueTask<PolicyDecision> DecideAsync(PolicyQuestion question, Func<PolicyAnswer, PolicyDecision> read, CancellationToken cancellation);

    /// <summary>The same for a call that is not made: neither figures nor breaker learn of it.</summary>
    ValueTask<PolicyDecision> RehearseAsync(PolicyQuestion question, Func<PolicyAnswer, PolicyDecision> read, CancellationToken cancellation);
}
