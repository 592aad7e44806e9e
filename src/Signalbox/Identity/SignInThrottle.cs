using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Signalbox.Identity;

/// <summary>
/// Slows guessing of the admin key: ten failures from an address within five minutes close sign-in for it until the five minutes are over.
/// An IPv6 address counts with all of its /64, which one guesser commonly holds. Behind a proxy all callers share the proxy's address, so
/// only the console's sign-in is held up, never a request with the key in its header.
/// </summary>
internal sealed class SignInThrottle(TimeProvider time)
{
    /// <summary>Failures within the window after which an address must wait.</summary>
    public const int MaxFailures = 10;

    /// <summary>Addresses remembered at once. Past it the table is emptied: forgetting is better than growing without end under attack.</summary>
    public const int MaxAddresses = 10_000;

    /// <summary>How long failures count, from the first on.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(5);

    private readonly ConcurrentDictionary<IPAddress, Failures> _failures = new();

    /// <summary>How many addresses are remembered.</summary>
    public int Count => _failures.Count;

    /// <summary>How long the address must wait; null when it may try.</summary>
    public TimeSpan? WaitFor(IPAddress? address) =>
        address is not null && _failures.TryGetValue(Origin(address), out var failures) && failures.Count >= MaxFailures && failures.Since + Window > time.GetUtcNow()
            ? failures.Since + Window - time.GetUtcNow()
            : null;

    /// <summary>Notes a failure.</summary>
    public void Failed(IPAddress? address)
    {
        if (address is null) return;
        var now = time.GetUtcNow();
        if (_failures.Count >= MaxAddresses) _failures.Clear();
        _failures.AddOrUpdate(Origin(address), _ => new(1, now), (_, known) => known.Since + Window <= now ? new(1, now) : known with { Count = known.Count + 1 });
    }

    /// <summary>Forgets an address that signed in.</summary>
    public void Succeeded(IPAddress? address)
    {
        if (address is not null) _failures.TryRemove(Origin(address), out _);
    }

    private static IPAddress Origin(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6) return address.MapToIPv4();
        if (address.AddressFamily != AddressFamily.InterNetworkV6) return address;
        Span<byte> bytes = stackalloc byte[16];
        address.TryWriteBytes(bytes, out _);
        bytes[8..].Clear();
        return new IPAddress(bytes);
    }

    private sealed record Failures(int Count, DateTimeOffset Since);
}
