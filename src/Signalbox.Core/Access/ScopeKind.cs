namespace Signalbox.Core.Access;

/// <summary>The levels a request is judged at, from the outermost in.</summary>
public enum ScopeKind
{
    /// <summary>The unit that buys or partners; its grants are the ceiling.</summary>
    Organization,

    /// <summary>A team of an organization.</summary>
    Team,

    /// <summary>A project of a team.</summary>
    Project,

    /// <summary>A person.</summary>
    User,

    /// <summary>A virtual key.</summary>
    Key,
}
