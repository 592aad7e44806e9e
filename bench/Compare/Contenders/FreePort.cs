using System.Net;
using System.Net.Sockets;

namespace Signalbox.Bench.Compare.Contenders;

/// <summary>Finds ports that nobody uses.</summary>
internal static class FreePort
{
    /// <summary>A port of loopback that was free a moment ago.</summary>
    public static int Find()
    {
        using var probe = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        probe.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)probe.LocalEndPoint!).Port;
    }
}
