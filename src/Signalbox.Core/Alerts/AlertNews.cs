namespace Signalbox.Core.Alerts;

/// <summary>What an alert has to tell. The names are stored, in lower case: never rename.</summary>
public enum AlertNews
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>It fires.</summary>
    Firing,

    /// <summary>It fires already, and has got worse by a level.</summary>
    Escalated,

    /// <summary>It still fires.</summary>
    Repeated,

    /// <summary>It is over.</summary>
    Resolved,
}
