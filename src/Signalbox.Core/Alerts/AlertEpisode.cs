namespace Signalbox.Core.Alerts;

/// <summary>An alert from its first sign to its end. Times are Unix milliseconds.</summary>
public sealed record AlertEpisode
{
    /// <summary>How it stands.</summary>
    public required AlertState State { get; init; }

    /// <summary>The first sign.</summary>
    public required long StartedAt { get; init; }

    /// <summary>When it began to fire; null while it has not.</summary>
    public long? FiredAt { get; init; }

    /// <summary>When it was over; null while it is not.</summary>
    public long? ResolvedAt { get; init; }

    /// <summary>Since when the condition does not hold any more; null while it does.</summary>
    public long? ClearSince { get; init; }

    /// <summary>When something was known of it last.</summary>
    public required long KnownAt { get; init; }

    /// <summary>The highest level it has reached.</summary>
    public int Level { get; init; }

    /// <summary>When somebody was told of it last; null when nobody was.</summary>
    public long? ToldAt { get; init; }

    /// <summary>The level they were told of.</summary>
    public int ToldLevel { get; init; }

    /// <summary>How many messages it has caused, by which each is told apart from the one before.</summary>
    public int Messages { get; init; }
}
