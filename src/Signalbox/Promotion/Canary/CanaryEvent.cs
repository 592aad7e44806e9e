using Signalbox.Core.Promotion.Canary;

namespace Signalbox.Promotion.Canary;

/// <summary>Something that became of a promotion by steps.</summary>
/// <param name="At">When.</param>
/// <param name="Action">start, advance, promote, pause, resume, abort, roll_back, supersede or finish.</param>
/// <param name="Percent">The share since then.</param>
/// <param name="Actor">Who did it.</param>
/// <param name="Reason">Why, in words.</param>
/// <param name="Evidence">What the candidate's calls had shown, in the step that ended with it.</param>
internal sealed record CanaryEvent(DateTimeOffset At, string Action, double Percent, string Actor, string? Reason, CanaryFigures? Evidence);
