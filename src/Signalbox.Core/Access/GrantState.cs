namespace Signalbox.Core.Access;

/// <summary>Whether a grant holds for a caller at a time.</summary>
public enum GrantState
{
    /// <summary>It does.</summary>
    Holds,

    /// <summary>Its time is over.</summary>
    Expired,

    /// <summary>It holds in other environments than the caller's.</summary>
    OtherEnvironment,
}
