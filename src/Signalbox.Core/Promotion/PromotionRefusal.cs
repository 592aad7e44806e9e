namespace Signalbox.Core.Promotion;

/// <summary>Why a primary is not changed.</summary>
public enum PromotionRefusal
{
    /// <summary>It is changed.</summary>
    None,

    /// <summary>There is no such entry.</summary>
    Unknown,

    /// <summary>The entry is the primary already.</summary>
    AlreadyPrimary,

    /// <summary>The entry is retired.</summary>
    Retired,

    /// <summary>No change is left to be undone, or there was no primary before it.</summary>
    NothingToUndo,

    /// <summary>The entry to go back to is no longer in the group.</summary>
    TargetGone,

    /// <summary>The entry to go back to is retired.</summary>
    TargetRetired,
}
