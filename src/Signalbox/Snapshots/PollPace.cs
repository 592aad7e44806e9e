namespace Signalbox.Snapshots;

/// <summary>
/// How often the registry's version is looked at. While others announce their changes, or there are no others, seldom: only a lost message
/// is to be found. Else often, since the poll is then what brings changes here.
/// </summary>
/// <param name="often">Between two looks while nobody announces changes.</param>
/// <param name="seldom">Between two looks otherwise.</param>
internal sealed class PollPace(TimeSpan often, TimeSpan seldom)
{
    private volatile bool _changesAreAnnounced;

    /// <summary>Whether every change is told to this instance by whoever makes it.</summary>
    public bool ChangesAreAnnounced
    {
        get => _changesAreAnnounced;
        set => _changesAreAnnounced = value;
    }

    /// <summary>The shorter of the two.</summary>
    public TimeSpan Often => often;

    /// <summary>What holds now.</summary>
    public TimeSpan Interval => _changesAreAnnounced ? seldom : often;
}
