namespace Signalbox.Core.Routing.Policies;

/// <summary>What a policy answered, before anyone has looked at it.</summary>
/// <param name="Outcome"><see cref="PolicyOutcome.Decided"/> when there is a text to look at.</param>
/// <param name="Json">UTF-8 JSON.</param>
/// <param name="Detail">What went wrong, for the operator; null when nothing did.</param>
public readonly record struct PolicyAnswer(PolicyOutcome Outcome, ReadOnlyMemory<byte> Json, string? Detail = null)
{
    /// <summary>That it failed.</summary>
    public static PolicyAnswer Failed(PolicyOutcome outcome, string? detail) => new(outcome, default, detail);
}
