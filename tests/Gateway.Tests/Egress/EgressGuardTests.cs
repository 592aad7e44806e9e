using System.Net;
using Signalbox.Egress;

namespace Gateway.Tests.Egress;

public sealed class EgressGuardTests
{
    [Theory]
    [InlineData("1.1.1.1")]
    [InlineData("9.255.255.255")]
    [InlineData("11.0.0.0")]
    [InlineData("100.63.255.255")]
    [InlineData("100.128.0.0")]
    [InlineData("126.255.255.255")]
    [InlineData("128.0.0.0")]
    [InlineData("168.63.129.15")]
    [InlineData("169.253.255.255")]
    [InlineData("169.255.0.0")]
    [InlineData("172.15.255.255")]
    [InlineData("172.32.0.0")]
    [InlineData("192.167.255.255")]
    [InlineData("192.169.0.0")]
    [InlineData("198.17.255.255")]
    [InlineData("198.20.0.0")]
    [InlineData("223.255.255.255")]
    [InlineData("2606:4700:4700::1111")]
    [InlineData("2a00:1450:4001:830::200e")]
    [InlineData("::ffff:1.1.1.1")]
    [InlineData("64:ff9b::1.1.1.1")]
    [InlineData("2002:101:101::")]
    public void Public_addresses_are_public(string address) => KindOf(address).ShouldBe(AddressKind.Public);

    [Theory]
    [InlineData("10.0.0.0")]
    [InlineData("10.255.255.255")]
    [InlineData("172.16.0.0")]
    [InlineData("172.31.255.255")]
    [InlineData("192.168.0.0")]
    [InlineData("192.168.255.255")]
    [InlineData("100.64.0.0")]
    [InlineData("100.127.255.255")]
    [InlineData("198.19.255.255")]
    [InlineData("fc00::1")]
    [InlineData("fdff:ffff::1")]
    [InlineData("fec0::1")]
    [InlineData("::ffff:10.0.0.1")]
    [InlineData("::10.0.0.1")]
    [InlineData("64:ff9b::10.0.0.1")]
    [InlineData("2002:a00:1::1")]
    public void Private_addresses_are_private_however_they_are_wrapped(string address) =>
        KindOf(address).ShouldBe(AddressKind.Private);

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("127.255.255.255")]
    [InlineData("::1")]
    [InlineData("::ffff:127.0.0.1")]
    [InlineData("::127.0.0.1")]
    [InlineData("::ffff:0:127.0.0.1")]
    [InlineData("64:ff9b::7f00:1")]
    [InlineData("2002:7f00:1::")]
    public void Loopback_is_loopback_however_it_is_wrapped(string address) =>
        KindOf(address).ShouldBe(AddressKind.Loopback);

    [Theory]
    [InlineData("169.254.0.0", AddressKind.LinkLocal)]
    [InlineData("169.254.169.254", AddressKind.LinkLocal)]
    [InlineData("169.254.170.2", AddressKind.LinkLocal)]
    [InlineData("169.254.255.255", AddressKind.LinkLocal)]
    [InlineData("fe80::1", AddressKind.LinkLocal)]
    [InlineData("fe80::1%2", AddressKind.LinkLocal)]
    [InlineData("febf::1", AddressKind.LinkLocal)]
    [InlineData("::ffff:169.254.169.254", AddressKind.LinkLocal)]
    [InlineData("::ffff:a9fe:a9fe", AddressKind.LinkLocal)]
    [InlineData("::169.254.169.254", AddressKind.LinkLocal)]
    [InlineData("::ffff:0:a9fe:a9fe", AddressKind.LinkLocal)]
    [InlineData("64:ff9b::a9fe:a9fe", AddressKind.LinkLocal)]
    [InlineData("2002:a9fe:a9fe::", AddressKind.LinkLocal)]
    [InlineData("fd00:ec2::254", AddressKind.Metadata)]
    [InlineData("fd00:ec2::23", AddressKind.Metadata)]
    [InlineData("fd20:ce::254", AddressKind.Metadata)]
    [InlineData("fd00:42::42", AddressKind.Metadata)]
    [InlineData("100.100.100.200", AddressKind.Metadata)]
    [InlineData("::ffff:100.100.100.200", AddressKind.Metadata)]
    [InlineData("168.63.129.16", AddressKind.Metadata)]
    [InlineData("192.0.0.192", AddressKind.Metadata)]
    [InlineData("0.0.0.0", AddressKind.Unspecified)]
    [InlineData("0.1.2.3", AddressKind.Unspecified)]
    [InlineData("::", AddressKind.Unspecified)]
    [InlineData("::ffff:0.0.0.0", AddressKind.Unspecified)]
    [InlineData("224.0.0.1", AddressKind.Multicast)]
    [InlineData("239.255.255.255", AddressKind.Multicast)]
    [InlineData("255.255.255.255", AddressKind.Multicast)]
    [InlineData("ff02::1", AddressKind.Multicast)]
    [InlineData("192.0.0.1", AddressKind.Reserved)]
    [InlineData("192.0.2.1", AddressKind.Reserved)]
    [InlineData("192.88.99.1", AddressKind.Reserved)]
    [InlineData("198.51.100.1", AddressKind.Reserved)]
    [InlineData("203.0.113.1", AddressKind.Reserved)]
    [InlineData("240.0.0.1", AddressKind.Reserved)]
    [InlineData("255.255.255.254", AddressKind.Reserved)]
    [InlineData("::1.1.1.1", AddressKind.Reserved)]
    [InlineData("64:ff9b:1::1", AddressKind.Reserved)]
    [InlineData("100::1", AddressKind.Reserved)]
    [InlineData("2001::1", AddressKind.Reserved)]
    [InlineData("2001:db8::1", AddressKind.Reserved)]
    [InlineData("3fff::1", AddressKind.Reserved)]
    [InlineData("4000::1", AddressKind.Reserved)]
    [InlineData("5f00::1", AddressKind.Reserved)]
    public void What_is_never_permitted_stays_forbidden_even_with_allow_private(string address, object kind)
    {
        KindOf(address).ShouldBe((AddressKind)kind);

        EgressGuard.Permits(KindOf(address), allowPrivate: true).ShouldBeFalse();
    }

    [Theory]
    [InlineData("10.0.0.1")]
    [InlineData("100.64.0.1")]
    [InlineData("127.0.0.1")]
    [InlineData("fd12:3456::1")]
    public void Private_and_loopback_need_allow_private(string address)
    {
        EgressGuard.Permits(KindOf(address), allowPrivate: false).ShouldBeFalse();
        EgressGuard.Permits(KindOf(address), allowPrivate: true).ShouldBeTrue();
    }

    private static AddressKind KindOf(string address) => EgressGuard.Classify(IPAddress.Parse(address));
}
