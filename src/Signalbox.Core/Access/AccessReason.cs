namespace Signalbox.Core.Access;

/// <summary>Why a decision came out as it did.</summary>
public enum AccessReason
{
    /// <summary>The organization grants it and no scope below leaves it out.</summary>
    Granted,

    /// <summary>The organization has no grant for it.</summary>
    NotGrantedByOrganization,

    /// <summary>A scope below the organization restricts and does not grant it.</summary>
    NotGrantedByRestriction,
}
