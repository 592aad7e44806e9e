namespace Signalbox.Core.Access;

/// <summary>What a scope below the organization does with what its parent allows.</summary>
public enum AccessMode
{
    /// <summary>Passes it on.</summary>
    Inherit,

    /// <summary>Narrows it to the scope's own grants.</summary>
    Restrict,
}
