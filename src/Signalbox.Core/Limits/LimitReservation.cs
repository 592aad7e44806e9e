namespace Signalbox.Core.Limits;

/// <summary>
/// What one call holds of all limits that apply to it. It stands in the call itself, so that nothing is allocated, and is given back once:
/// settling again does nothing (R03, R30).
/// </summary>
public struct LimitReservation
{
    internal BoundLimits? Limits;
    internal LimitDemand Demand;
    internal long TakenAt;

    /// <summary>Whether anything is held.</summary>
    public readonly bool IsHeld => Limits is not null;

    /// <summary>Whether a limit may end the call's stream when it outgrows what is held.</summary>
    public readonly bool MayBeCutOff => Limits is { CutsOff: true };
}
