namespace Signalbox.Bench.Compare.Results;

/// <summary>A bar that Signalbox has to meet.</summary>
/// <param name="Name">What is asked.</param>
/// <param name="Figure">What was measured, with its unit.</param>
/// <param name="Verdict">How it fared.</param>
internal sealed record Bar(string Name, string Figure, Verdict Verdict);
