namespace Signalbox.Core.Alerts;

/// <summary>How patient a rule is. All in milliseconds.</summary>
/// <param name="ForMs">How long the condition must hold before the alert fires; 0 fires at once.</param>
/// <param name="ResolveAfterMs">How long it must not hold before the alert is over; 0 ends it at once.</param>
/// <param name="RepeatMs">After how long an alert that still fires is told again; 0 for never.</param>
/// <param name="HoldMs">How long an alert stays as it is when nothing is known any more.</param>
public sealed record AlertPolicy(long ForMs, long ResolveAfterMs, long RepeatMs, long HoldMs);
