using System.Net;
using System.Net.Sockets;

namespace Testing.Net;

/// <summary>Ports of 127.0.0.1 on which nobody listens.</summary>
public static class FreePort
{
    /// <summary>
    /// A port that was free a moment ago. For processes that must be told their port; whoever can bind to
    /// port 0 should, since another process may take this one first.
    /// </summary>
    public static int Next()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
