namespace Signalbox.Core.Access.Migration;

/// <summary>How far an organization, or a level in it, is on the way from legacy allow-lists to grants. The first that holds, in this order.</summary>
public enum RolloutState
{
    /// <summary>Grants alone decide already.</summary>
    Enforced,

    /// <summary>A legacy list names what is not registered. Someone must register it or take it off the list.</summary>
    MissingCatalogKeys,

    /// <summary>The organization has no grants yet, although it allows something.</summary>
    NeedsOrgBootstrap,

    /// <summary>A legacy list is not yet a restriction.</summary>
    NeedsScopeBackfill,

    /// <summary>Nothing depends on a legacy list any more.</summary>
    ReadyForEnforce,
}
