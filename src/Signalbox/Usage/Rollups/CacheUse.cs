namespace Signalbox.Usage.Rollups;

/// <summary>What a call had of its provider's cache. The words are stored: never change them.</summary>
internal static class CacheUse
{
    /// <summary>Input was read from it.</summary>
    public const string Read = "read";

    /// <summary>Input was written to it, and none read.</summary>
    public const string Written = "write";

    /// <summary>Nothing of it, as far as was told.</summary>
    public const string None = "none";

    /// <summary>The provider tells nothing of a cache, or nothing was called.</summary>
    public const string Unknown = "unknown";

    /// <summary>That of a call.</summary>
    public static string Of(UsageRecord record) => record switch
    {
        { TokensCached: > 0 } => Read,
        { TokensCacheWrite: > 0 } => Written,
        { TokensCached: null, TokensCacheWrite: null } => Unknown,
        _ => None,
    };
}
