namespace Signalbox.Core.Limits;

/// <summary>What was taken of a limit in a calendar window, to be written down.</summary>
/// <param name="Identity">Names the counter.</param>
/// <param name="WindowStart">The first moment of the window, Unix milliseconds.</param>
/// <param name="Taken">How much.</param>
public sealed record LimitMark(string Identity, long WindowStart, long Taken);
