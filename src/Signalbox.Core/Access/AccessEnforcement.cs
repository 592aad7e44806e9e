namespace Signalbox.Core.Access;

/// <summary>How far an organization is on the way from legacy allow-lists to grants.</summary>
public enum AccessEnforcement
{
    /// <summary>Grants alone decide: without one, nothing is allowed.</summary>
    Enforced,

    /// <summary>
    /// Legacy lists still count: an organization without grants is no ceiling, and a scope that inherits is narrowed to its legacy list if it has one.
    /// </summary>
    Legacy,
}
