namespace Signalbox.Core.Limits;

/// <summary>How a limit stands, for people.</summary>
/// <param name="Limit">The limit.</param>
/// <param name="Amount">What there may be now.</param>
/// <param name="Taken">What was taken in the window, by all instances as far as this one knows.</param>
/// <param name="Reserved">What is held here for calls under way, beside that.</param>
/// <param name="Remaining">What is left.</param>
/// <param name="ResetMs">Milliseconds until all of it is free again; 0 when nothing is taken.</param>
/// <param name="WindowStart">The first moment of a calendar window, Unix milliseconds; 0 for others.</param>
/// <param name="Share">How much this instance may have taken of it; null while it has no need to share.</param>
/// <param name="CutOff">How much this instance would go on to take if it alone lost what instances share: the bound of what goes beyond the amount then.</param>
public sealed record LimitStanding(CompiledLimit Limit, long Amount, long Taken, long Reserved, long Remaining, long ResetMs, long WindowStart, long? Share, long CutOff);
