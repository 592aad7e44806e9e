using System.Globalization;

namespace Testing.Net;

/// <summary>What the kernel knows of connections on 127.0.0.1 (proc_net_tcp(5)).</summary>
public static class KernelSockets
{
    /// <summary>How many bytes wait for a connection's end on this machine to read them; null when there is no such connection.</summary>
    /// <param name="port">The end that is to read.</param>
    /// <param name="peer">The other end.</param>
    public static long? Unread(int port, int peer)
    {
        foreach (var line in File.ReadLines("/proc/net/tcp").Skip(1))
        {
            var fields = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (Port(fields[1]) == port && Port(fields[2]) == peer) return long.Parse(fields[4].Split(':')[1], NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        }
        return null;

        static int Port(string end) => int.Parse(end.Split(':')[1], NumberStyles.HexNumber, CultureInfo.InvariantCulture);
    }
}
