namespace Signalbox.Models.Probe;

/// <summary>One step of a probe.</summary>
/// <param name="Name">One of <see cref="ProbeStepNames"/>.</param>
/// <param name="Ok">Whether it went well; null when it was skipped or could tell nothing.</param>
/// <param name="DurationMs">How long it took, in milliseconds.</param>
/// <param name="Detail">What was found, or what failed and what would mend it. Never holds the credential.</param>
internal sealed record ProbeStep(string Name, bool? Ok, double DurationMs, string Detail);
