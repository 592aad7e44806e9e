namespace Signalbox.Core.Access;

/// <summary>What a scope does with what the levels above it allow, for one kind of asset.</summary>
public enum ScopeEffect
{
    /// <summary>Passes it on: it inherits, or is an organization that is no ceiling yet.</summary>
    PassesOn,

    /// <summary>Narrows it to its grants.</summary>
    NarrowsToGrants,

    /// <summary>Narrows it to its legacy list.</summary>
    NarrowsToLegacyList,
}
