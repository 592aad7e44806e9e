namespace Signalbox.Core.Alerts;

/// <summary>What keeps an alert from telling.</summary>
public enum AlertHush
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>Somebody has taken it in hand: it is not repeated; that it got worse, and that it is over, is told.</summary>
    Acknowledged,

    /// <summary>That it fires is not told for now; if it still does when the silence ends, it is told then. That it is over is told to those who knew of it.</summary>
    Silenced,
}
