namespace Signalbox.Core.Alerts;

/// <summary>How an alert stands. The names are stored, in lower case: never rename.</summary>
public enum AlertState
{
    /// <summary>The condition holds, but not for long enough yet: nobody was told.</summary>
    Pending,

    /// <summary>The condition has held for long enough.</summary>
    Firing,

    /// <summary>It is over.</summary>
    Resolved,
}
