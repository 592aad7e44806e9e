namespace Signalbox.Core.Limits;

/// <summary>What a limit counts.</summary>
public enum LimitMeasure
{
    /// <summary>Calls that reached an upstream.</summary>
    Requests,

    /// <summary>Tokens, each kind by its weight.</summary>
    Tokens,

    /// <summary>Calls under way at once.</summary>
    Concurrency,

    /// <summary>Money, in micro-USD: a budget.</summary>
    Cost,
}
