using System.Collections.Concurrent;
using System.Net;

namespace Signalbox.Identity;

/// <summary>Slows guessing of the admin key: ten failures from an address within five minutes close sign-in for it until the five minutes are over.</summary>
internal sealed class SignInThrottle(TimeProvider time)
{
    private const int MaxFailures = 10;
    private const int MaxAddresses = 10_000;
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(5);
    private readonly ConcurrentDictionary<IPAddress, Failures> _failures = new();

    /// <summary>How long the address must wait; null when it may try.</summary>
    public TimeSpan? WaitFor(IPAddress? address) =>
        address is not null && _failures.TryGetValue(address, out var failures) && failures.Count >= MaxFailures && failures.Since + Window > time.GetUtcNow()
            ? failures.Since + Window - time.GetUtcNow()
            : null;

    /// <summary>Notes a failure.</summary>
    public void Failed(IPAddress? address)
    {
        if (address is null) return;
        var now = time.GetUtcNow();
        // Past the bound the table is emptied: forgetting is better than growing without end under attack.
        if (_failures.Count >= MaxAddresses) _failures.Clear();
        _failures.AddOrUpdate(address, _ => new(1, now), (_, known) => known.Since + Window <= now ? new(1, now) : known with { Count = known.Count + 1 });
    }

    /// <summary>Forgets an address that signed in.</summary>
    public void Succeeded(IPAddress? address)
    {
        if (address is not null) _failures.TryRemove(address, out _);
    }

    private sealed record Failures(int Count, DateTimeOffset Since);
}
