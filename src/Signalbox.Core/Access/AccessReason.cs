namespace Signalbox.Core.Access;

/// <summary>Why a decision came out as it did.</summary>
public enum AccessReason
{
    /// <summary>The organization allows it and no scope below leaves it out.</summary>
    Granted,

    /// <summary>The organization has no grant for it.</summary>
    NotGrantedByOrganization,

    /// <summary>A scope below the organization restricts and does not grant it.</summary>
    NotGrantedByRestriction,

    /// <summary>The grant that would allow it is over.</summary>
    GrantExpired,

    /// <summary>The grant that would allow it is for other environments than the caller's.</summary>
    OtherEnvironment,

    /// <summary>The legacy list of a scope does not name it.</summary>
    NotInLegacyList,

    /// <summary>There is no such asset in the caller's snapshot.</summary>
    UnknownAsset,
}
