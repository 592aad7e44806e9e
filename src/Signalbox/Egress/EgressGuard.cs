using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace Signalbox.Egress;

/// <summary>
/// Judges addresses. Pure: no look-ups, no state. The ranges are those of the IANA special-purpose
/// registries (RFC 6890 and its updates). An IPv6 address that carries an IPv4 address is judged by what it
/// carries, because that is where the packet ends up.
/// </summary>
internal static class EgressGuard
{
    /// <summary>Whether a connection to an address of this kind may be made at all under a policy.</summary>
    /// <param name="kind">The kind of the address.</param>
    /// <param name="allowPrivate">Whether the operator permitted private addresses for the host in question.</param>
    public static bool Permits(AddressKind kind, bool allowPrivate) => kind switch
    {
        AddressKind.Public => true,
        AddressKind.Private or AddressKind.Loopback => allowPrivate,
        _ => false,
    };

    /// <summary>Says what kind of place an address is.</summary>
    public static AddressKind Classify(IPAddress address) =>
        address.AddressFamily == AddressFamily.InterNetwork
            ? ClassifyV4(address)
            : ClassifyV6(address);

    private static AddressKind ClassifyV4(IPAddress address)
    {
        Span<byte> bytes = stackalloc byte[4];
        address.TryWriteBytes(bytes, out _);
        return ClassifyV4(BinaryPrimitives.ReadUInt32BigEndian(bytes));
    }

    private static AddressKind ClassifyV4(uint address)
    {
        foreach (var range in SpecialRanges.V4)
            if (range.Contains(address))
                return range.Kind;
        return AddressKind.Public;
    }

    private static AddressKind ClassifyV6(IPAddress address)
    {
        Span<byte> bytes = stackalloc byte[16];
        address.TryWriteBytes(bytes, out _);
        var value = BinaryPrimitives.ReadUInt128BigEndian(bytes);

        foreach (var range in SpecialRanges.V6)
        {
            if (!range.Contains(value))
                continue;
            if (range.EmbeddedAt is not { } offset)
                return range.Kind;
            var embedded = ClassifyV4(BinaryPrimitives.ReadUInt32BigEndian(bytes[offset..]));
            return embedded == AddressKind.Public ? range.Kind : embedded;
        }

        // Only 2000::/3 is assigned as global unicast; everything else has no business being called.
        return value >> 125 == 1 ? AddressKind.Public : AddressKind.Reserved;
    }
}
