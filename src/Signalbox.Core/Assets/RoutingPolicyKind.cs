namespace Signalbox.Core.Assets;

/// <summary>What a routing policy is.</summary>
public enum RoutingPolicyKind
{
    /// <summary>A script that runs in the gateway.</summary>
    Script,

    /// <summary>A server of the operator's that is asked.</summary>
    External,
}
