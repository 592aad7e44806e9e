using Signalbox.Core.Routing.Policies;

namespace Signalbox.Policies.Scripts;

/// <summary>Ends a run that took more than it may. No script can catch it.</summary>
/// <param name="outcome">What it took too much of.</param>
/// <param name="message">In words.</param>
internal sealed class RunStoppedException(PolicyOutcome outcome, string message) : Exception(message)
{
    /// <summary>What it took too much of.</summary>
    public PolicyOutcome Outcome { get; } = outcome;
}
