namespace Signalbox.Core.Limits;

/// <summary>What became of a try to reserve.</summary>
public enum LimitOutcome
{
    /// <summary>Everything is held.</summary>
    Granted,

    /// <summary>Nothing is held, and the refusal says why.</summary>
    Refused,

    /// <summary>Nothing is held: this instance's share does not suffice, but there may be more where the instances share.</summary>
    NeedsShare,
}
