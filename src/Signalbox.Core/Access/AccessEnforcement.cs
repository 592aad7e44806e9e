namespace Signalbox.Core.Access;

/// <summary>How far an organization is on the way from legacy allow-lists to grants.</summary>
public enum AccessEnforcement
{
    /// <summary>Grants alone decide: without one, nothing is allowed.</summary>
    Enforced,

    /// <summary>
    /// Legacy lists still count: an organization without grants is no ceiling, and a scope that inherits is narrowed to its legacy list if it has one.
    /// Of MCP servers, what is granted below the organization counts as granted by it, and a scope that inherits is narrowed to its grants if it has some.
    /// </summary>
    Legacy,
}
