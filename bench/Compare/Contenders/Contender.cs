using System.Diagnostics;
using System.Net;

namespace Signalbox.Bench.Compare.Contenders;

/// <summary>One way from the caller to the upstream.</summary>
/// <param name="Name">As in the table.</param>
/// <param name="Port">Where it listens on loopback.</param>
internal sealed record Contender(string Name, int Port)
{
    /// <summary>How to start its process; null when it has none of its own.</summary>
    public ProcessStartInfo? Start { get; init; }

    /// <summary>The caller's key, where one is needed.</summary>
    public string? Key { get; init; }

    /// <summary>Whether it takes calls in Anthropic's words too.</summary>
    public bool Translates { get; init; }

    /// <summary>The admin key, where usage can be read back.</summary>
    public string? AdminKey { get; init; }

    /// <summary>The file of its database, where keys can be added.</summary>
    public string? Database { get; init; }

    /// <summary>Where to connect.</summary>
    public IPEndPoint Address => new(IPAddress.Loopback, Port);
}
