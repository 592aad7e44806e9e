namespace Signalbox.Core.Alerts.Anomalies;

/// <summary>What a series does.</summary>
public enum AnomalyKind
{
    /// <summary>There is not enough history to say.</summary>
    Learning,

    /// <summary>There is history, but nothing of the judged hour.</summary>
    Unknown,

    /// <summary>What is usual.</summary>
    Usual,

    /// <summary>One hour lies far from what is usual at that time of the week.</summary>
    Jump,

    /// <summary>Hours lie somewhat off in the same direction again and again: a step or a ramp over hours to days.</summary>
    Shift,

    /// <summary>The last seven days amount to much more or less than weeks usually do: a ramp too slow to be seen by the hour.</summary>
    Drift,
}
