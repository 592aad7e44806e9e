namespace Signalbox.Core.Alerts.Anomalies;

/// <summary>How anomalies are looked for.</summary>
public sealed record AnomalySettings
{
    /// <summary>Hours that are judged together: the last of them for jumps, all of them for what builds up.</summary>
    public const int RecentHours = 72;

    /// <summary>An hour of the week.</summary>
    public const int WeekHours = 168;

    /// <summary>Weeks before the judged hours that the baseline is made from, 2 to 12.</summary>
    public int Weeks { get; init; } = 4;

    /// <summary>How far an hour may lie from its baseline, in standard deviations, 3 to 20.</summary>
    public double Sensitivity { get; init; } = 6;

    /// <summary>Whether less than usual counts.</summary>
    public bool Below { get; init; }

    /// <summary>Whether more than usual counts.</summary>
    public bool Above { get; init; } = true;

    /// <summary>Hours in which both what was seen and what is usual stay below this are never anomalous, in the measure's unit.</summary>
    public double Floor { get; init; }

    /// <summary>Whose hours of the week.</summary>
    public TimeZoneInfo Zone { get; init; } = TimeZoneInfo.Utc;
}
