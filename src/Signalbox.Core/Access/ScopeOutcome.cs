namespace Signalbox.Core.Access;

/// <summary>What a scope's rule comes to for one asset: first the outcomes that let it pass, then those that do not.</summary>
public enum ScopeOutcome
{
    /// <summary>The scope narrows nothing.</summary>
    PassesOn,

    /// <summary>A grant of it holds.</summary>
    Granted,

    /// <summary>Its legacy list names the asset.</summary>
    Listed,

    /// <summary>No grant of it names the asset.</summary>
    NotGranted,

    /// <summary>A grant names the asset, but is over.</summary>
    Expired,

    /// <summary>A grant names the asset, but for other environments than the caller's.</summary>
    OtherEnvironment,

    /// <summary>Its legacy list does not name the asset.</summary>
    NotListed,
}
