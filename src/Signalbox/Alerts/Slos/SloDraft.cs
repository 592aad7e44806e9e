using Signalbox.Alerts.Rules;

namespace Signalbox.Alerts.Slos;

/// <summary>The writable fields of a service level objective.</summary>
internal sealed record SloDraft
{
    /// <summary>Unique name; fixed once made.</summary>
    public string? Name { get; set; }

    /// <summary>What it promises to whom, at most 500 characters.</summary>
    public string? Description { get; set; }

    /// <summary>Whose calls count; all unless narrowed.</summary>
    public AlertScopeDraft Scope { get; set; } = new();

    /// <summary>availability: a call is good when it is answered. latency: an answer is good when it comes in time.</summary>
    public string Objective { get; set; } = SloObjectives.Availability;

    /// <summary>latency: what an answer may take, in milliseconds, 1 to 86,400,000.</summary>
    public double? ThresholdMs { get; set; }

    /// <summary>Per cent of the calls that must be good, 50 to 99.999.</summary>
    public double TargetPercent { get; set; } = 99;

    /// <summary>The last so many days are looked at, 1 to 90.</summary>
    public int WindowDays { get; set; } = 28;
}
