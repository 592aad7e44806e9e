namespace Signalbox.Core.Limits;

/// <summary>Of the limits on requests, and of those on tokens, the one with the least left: what callers are told with each answer.</summary>
public record struct LimitGlance
{
    /// <summary>The limit on requests; null when there is none.</summary>
    public LimitLevel? Requests { get; internal set; }

    /// <summary>The limit on tokens; null when there is none.</summary>
    public LimitLevel? Tokens { get; internal set; }

    internal void Add(LimitMeasure measure, in LimitLevel level)
    {
        if (measure == LimitMeasure.Requests && (Requests is not { } requests || level.Remaining < requests.Remaining)) Requests = level;
        if (measure == LimitMeasure.Tokens && (Tokens is not { } tokens || level.Remaining < tokens.Remaining)) Tokens = level;
    }
}

/// <summary>How a limit stands.</summary>
/// <param name="Amount">What there may be.</param>
/// <param name="Remaining">What is left.</param>
/// <param name="ResetMs">Milliseconds until all of it is free again.</param>
public readonly record struct LimitLevel(long Amount, long Remaining, long ResetMs);
