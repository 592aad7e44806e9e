using Signalbox.Core.Promotion.Canary;

namespace Signalbox.Promotion.Canary;

/// <summary>What was seen of a candidate's calls.</summary>
/// <param name="Figures">Beside the primary's.</param>
/// <param name="Red">By which terms of the group's contract they are red, in words.</param>
internal sealed record CanarySight(CanaryFigures Figures, IReadOnlyList<string> Red);
