namespace Signalbox.Core.Limits;

/// <summary>What an instance says of itself, and wants, when the instances agree on a limit.</summary>
/// <param name="Instance">The instance.</param>
/// <param name="WindowStart">The first moment of the calendar window it is in; 0 for limits without one.</param>
/// <param name="Amount">How much there may be in all.</param>
/// <param name="Used">How much it took itself, reservations included.</param>
/// <param name="Wanted">How much more the call at hand may take; 0 when it only renews its share.</param>
/// <param name="KnownBase">What was taken in the window before it counted, as the database tells: by all others, the living included; null once that was
/// agreed on, and may have been corrected since.</param>
/// <param name="Exact">Whether it wants no more than it needs now.</param>
public sealed record ShareRequest(string Instance, long WindowStart, long Amount, long Used, long Wanted, long? KnownBase, bool Exact);
