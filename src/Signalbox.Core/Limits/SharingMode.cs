namespace Signalbox.Core.Limits;

/// <summary>Where the whole of a limit is kept.</summary>
public enum SharingMode
{
    /// <summary>Here: there is no other instance.</summary>
    Alone,

    /// <summary>Nowhere: each live instance has an equal part.</summary>
    Equal,

    /// <summary>In a store that the instances share, which grants each of them a part by need.</summary>
    Leased,
}
