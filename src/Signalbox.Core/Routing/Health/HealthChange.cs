namespace Signalbox.Core.Routing.Health;

/// <summary>That something opened, half-opened, closed, or was throttled.</summary>
/// <param name="Event">opened, half-open, closed or throttled.</param>
/// <param name="Trigger">Of <see cref="HealthTriggers"/>; null for what came of time or of success.</param>
/// <param name="Cause">Code of the failure behind it; null when there is none.</param>
/// <param name="Value">What was measured: failures in a row, per cent, or milliseconds; null when nothing was.</param>
/// <param name="Threshold">What it was measured against.</param>
/// <param name="DetectionMs">From the first sign to the change; null when there is no first sign.</param>
/// <param name="CooldownMs">How long calls are kept away; null when they are not.</param>
public readonly record struct HealthChange(
    string Event, string? Trigger = null, string? Cause = null, double? Value = null, double? Threshold = null, long? DetectionMs = null, long? CooldownMs = null)
{
    /// <summary>Calls are kept away.</summary>
    public const string Opened = "opened";

    /// <summary>A few calls go through.</summary>
    public const string HalfOpen = "half-open";

    /// <summary>All calls go through again.</summary>
    public const string Closed = "closed";

    /// <summary>Calls are kept away for as long as the provider asked.</summary>
    public const string Throttled = "throttled";
}
