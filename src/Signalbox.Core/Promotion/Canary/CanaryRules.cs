namespace Signalbox.Core.Promotion.Canary;

/// <summary>
/// When a promotion by steps moves. A step is over when it has lasted and the candidate had its calls; the last one, in which it is the primary
/// already, when it has lasted. Safeguards hold throughout, also while it is paused.
/// </summary>
public static class CanaryRules
{
    /// <summary>The most steps.</summary>
    public const int MostSteps = 10;

    /// <summary>Decides.</summary>
    /// <param name="steps">The steps, of growing shares, the last of 100 per cent.</param>
    /// <param name="step">The step under way, from 0.</param>
    /// <param name="baked">How long it has lasted, pauses left out.</param>
    /// <param name="isPaused">Whether it is kept where it is.</param>
    /// <param name="callsNeeded">The candidate's calls at least before a step is over.</param>
    /// <param name="stepCalls">Its calls in this step.</param>
    /// <param name="hasTripped">Whether a safeguard says that it must be taken back.</param>
    public static CanaryMove Decide(IReadOnlyList<CanaryStep> steps, int step, TimeSpan baked, bool isPaused, int callsNeeded, int stepCalls, bool hasTripped)
    {
        ArgumentNullException.ThrowIfNull(steps);
        if (hasTripped) return CanaryMove.TakeBack;
        if (isPaused || baked < steps[step].Bake) return CanaryMove.Stay;
        if (step == steps.Count - 1) return CanaryMove.Finish;
        return stepCalls >= callsNeeded ? CanaryMove.Advance : CanaryMove.Stay;
    }

    /// <summary>What is wrong with the steps, with the place of each; empty when nothing is.</summary>
    public static IEnumerable<(int? Step, string Message)> Check(IReadOnlyList<CanaryStep> steps)
    {
        ArgumentNullException.ThrowIfNull(steps);
        if (steps.Count is < 1 or > MostSteps) yield return (null, $"need 1 to {MostSteps} entries.");
        for (var i = 0; i < steps.Count; i++)
        {
            if (steps[i].Percent is not (>= 0.1 and <= 100)) yield return (i, "must be between 0.1 and 100.");
            else if (i > 0 && steps[i].Percent <= steps[i - 1].Percent) yield return (i, "must be more than that of the step before.");
        }
        if (steps.Count > 0 && steps[^1].Percent != 100) yield return (steps.Count - 1, "must be 100 at the last step, where the candidate becomes the primary.");
    }
}
