namespace Signalbox.Models.Probe;

/// <summary>The result of a probe: all seven steps, in order.</summary>
/// <param name="Ok">Whether no step failed.</param>
/// <param name="Steps">The steps, in the order of <see cref="ProbeStepNames.InOrder"/>.</param>
internal sealed record ProbeReport(bool Ok, IReadOnlyList<ProbeStep> Steps);
