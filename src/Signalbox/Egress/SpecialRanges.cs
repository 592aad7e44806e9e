using System.Net;
using System.Numerics;
using static Signalbox.Egress.AddressKind;

namespace Signalbox.Egress;

/// <summary>
/// The address ranges that are not simply public, most specific first: the first match decides.
/// Sources: the IANA IPv4 and IPv6 special-purpose address registries, and the clouds' own documentation
/// for metadata services that live outside the link-local ranges.
/// </summary>
internal static class SpecialRanges
{
    public static readonly Range<uint>[] V4 =
    [
        V4Range("100.100.100.200/32", Metadata),  // Alibaba Cloud, inside the shared range
        V4Range("168.63.129.16/32", Metadata),    // Azure's host endpoint, a public address by number
        V4Range("192.0.0.192/32", Metadata),      // Oracle Cloud, classic
        V4Range("0.0.0.0/8", Unspecified),
        V4Range("10.0.0.0/8", Private),
        V4Range("100.64.0.0/10", Private),        // shared between carriers and customers, RFC 6598
        V4Range("127.0.0.0/8", Loopback),
        V4Range("169.254.0.0/16", LinkLocal),     // holds nearly every cloud's 169.254.169.254
        V4Range("172.16.0.0/12", Private),
        V4Range("192.0.0.0/24", Reserved),        // IETF protocol assignments
        V4Range("192.0.2.0/24", Reserved),        // documentation
        V4Range("192.88.99.0/24", Reserved),      // 6to4 relay anycast, withdrawn by RFC 7526
        V4Range("192.168.0.0/16", Private),
        V4Range("198.18.0.0/15", Private),        // benchmarking, in use inside networks
        V4Range("198.51.100.0/24", Reserved),     // documentation
        V4Range("203.0.113.0/24", Reserved),      // documentation
        V4Range("224.0.0.0/4", Multicast),
        V4Range("255.255.255.255/32", Multicast), // broadcast
        V4Range("240.0.0.0/4", Reserved),
    ];

    public static readonly Range<UInt128>[] V6 =
    [
        V6Range("fd00:ec2::/32", Metadata),       // AWS: ::254 metadata, ::23 pod identity, ::123 time, ::253 DNS
        V6Range("fd20:ce::254/128", Metadata),    // Google Cloud
        V6Range("fd00:42::42/128", Metadata),     // Scaleway
        V6Range("::/128", Unspecified),
        V6Range("::1/128", Loopback),
        V6Range("::ffff:0:0/96", Public, embeddedAt: 12),   // IPv4-mapped, RFC 4291
        V6Range("::ffff:0:0:0/96", Public, embeddedAt: 12), // IPv4-translated, RFC 7915
        V6Range("::/96", Reserved, embeddedAt: 12),         // IPv4-compatible, deprecated by RFC 4291
        V6Range("64:ff9b::/96", Public, embeddedAt: 12),    // NAT64, RFC 6052
        V6Range("64:ff9b:1::/48", Reserved),                // local NAT64: what it carries cannot be known
        V6Range("2002::/16", Public, embeddedAt: 2),        // 6to4, RFC 3056
        V6Range("100::/64", Reserved),            // discard, RFC 6666
        V6Range("2001::/23", Reserved),           // IETF protocol assignments: Teredo, benchmarking, ORCHID
        V6Range("2001:db8::/32", Reserved),       // documentation
        V6Range("3fff::/20", Reserved),           // documentation, RFC 9637
        V6Range("fc00::/7", Private),             // unique local
        V6Range("fe80::/10", LinkLocal),
        V6Range("fec0::/10", Private),            // site-local, deprecated, still routed privately
        V6Range("ff00::/8", Multicast),
    ];

    private static Range<uint> V4Range(string cidr, AddressKind kind)
    {
        var network = IPNetwork.Parse(cidr);
        var first = uint.CreateTruncating(Number(network.BaseAddress));
        return new Range<uint>(first, 32 - network.PrefixLength, kind, EmbeddedAt: null);
    }

    private static Range<UInt128> V6Range(string cidr, AddressKind kind, int? embeddedAt = null)
    {
        var network = IPNetwork.Parse(cidr);
        return new Range<UInt128>(Number(network.BaseAddress), 128 - network.PrefixLength, kind, embeddedAt);
    }

    private static UInt128 Number(IPAddress address)
    {
        var number = UInt128.Zero;
        foreach (var part in address.GetAddressBytes())
            number = (number << 8) | part;
        return number;
    }

    /// <summary>One range and its meaning.</summary>
    /// <param name="First">The lowest address.</param>
    /// <param name="HostBits">How many low bits vary within the range.</param>
    /// <param name="Kind">What the range is; for a range that carries IPv4, what it is when that address is public.</param>
    /// <param name="EmbeddedAt">The byte at which an IPv4 address is carried, or null.</param>
    internal readonly record struct Range<T>(T First, int HostBits, AddressKind Kind, int? EmbeddedAt)
        where T : IBinaryInteger<T>
    {
        public bool Contains(T address) =>
            HostBits >= First.GetByteCount() * 8 || (address ^ First) >> HostBits == T.Zero;
    }
}
