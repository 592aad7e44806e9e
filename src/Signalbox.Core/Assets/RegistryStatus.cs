namespace Signalbox.Core.Assets;

/// <summary>What a member of a group of strategy <see cref="RouteStrategy.Primary"/> is there for.</summary>
public enum RegistryStatus
{
    /// <summary>Stored as something that this version does not know: it never serves.</summary>
    Unknown,

    /// <summary>Serves the group's calls.</summary>
    Primary,

    /// <summary>A candidate, or the primary of before: may be promoted.</summary>
    Shadow,

    /// <summary>Kept for the record: never serves and cannot be promoted.</summary>
    Retired,
}
