namespace Signalbox.Egress;

/// <summary>What kind of place an IP address is, as far as calling it matters.</summary>
internal enum AddressKind
{
    /// <summary>Globally reachable unicast: always permitted.</summary>
    Public,

    /// <summary>RFC 1918, unique local, shared (CGNAT), benchmarking: permitted with <c>allow_private</c>.</summary>
    Private,

    /// <summary>This machine: permitted with <c>allow_private</c>.</summary>
    Loopback,

    /// <summary>169.254.0.0/16 and fe80::/10: never permitted.</summary>
    LinkLocal,

    /// <summary>A cloud's instance metadata service outside the link-local ranges: never permitted.</summary>
    Metadata,

    /// <summary>0.0.0.0/8 and ::, which many systems take for "this machine": never permitted.</summary>
    Unspecified,

    /// <summary>Multicast or broadcast: never permitted.</summary>
    Multicast,

    /// <summary>Documentation, discard, deprecated tunnels, unassigned space: never permitted.</summary>
    Reserved,
}
