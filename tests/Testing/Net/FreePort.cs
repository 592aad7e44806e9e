using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Testing.Net;

/// <summary>Ports of 127.0.0.1 on which nobody listens.</summary>
public static class FreePort
{
    private const int Lowest = 10_000;

    private static readonly ConcurrentDictionary<int, bool> Given = new();

    /// <summary>Where the kernel begins to pick the local ports of connections that go out.</summary>
    private static readonly int FirstOfConnections = ReadFirstOfConnections();

    /// <summary>
    /// A port that was free a moment ago. For processes that must be told their port; whoever can bind to
    /// port 0 should, since another process may take this one first. None of those that connections get: a server
    /// that is stopped and started again would find its port taken by one every so often.
    /// </summary>
    public static int Next()
    {
        for (var tries = 0; tries < 1000; tries++)
        {
            var port = Random.Shared.Next(Lowest, FirstOfConnections);
            if (!Given.TryAdd(port, true)) continue;
            try
            {
                using var listener = new TcpListener(IPAddress.Loopback, port);
                listener.Start();
                return port;
            }
            catch (SocketException)
            {
                // Somebody's already.
            }
        }
        throw new InvalidOperationException($"None of a thousand ports from {Lowest} to {FirstOfConnections} was free.");
    }

    private static int ReadFirstOfConnections()
    {
        const string range = "/proc/sys/net/ipv4/ip_local_port_range";
        const int usual = 32_768;
        if (!File.Exists(range)) return usual;
        var first = int.Parse(File.ReadAllText(range).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)[0], CultureInfo.InvariantCulture);
        // Where connections may have nearly all ports, there is nothing to keep away from.
        return first > Lowest + 1000 ? first : usual;
    }
}
