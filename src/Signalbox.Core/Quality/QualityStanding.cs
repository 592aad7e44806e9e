namespace Signalbox.Core.Quality;

/// <summary>How something stands against its bound. The worse of two is the greater.</summary>
public enum QualityStanding
{
    /// <summary>Within its bound beyond doubt.</summary>
    Green,

    /// <summary>Nobody knows: too little was seen, or nothing is asked for.</summary>
    Unknown,

    /// <summary>It may lie on either side of its bound.</summary>
    Amber,

    /// <summary>Beyond its bound without doubt.</summary>
    Red,
}
