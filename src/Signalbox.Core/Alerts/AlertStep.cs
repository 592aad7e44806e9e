namespace Signalbox.Core.Alerts;

/// <summary>What became of an alert.</summary>
/// <param name="Episode">The episode from now on; null when there is none (any more).</param>
/// <param name="News">What it has to tell.</param>
public sealed record AlertStep(AlertEpisode? Episode, AlertNews News);
