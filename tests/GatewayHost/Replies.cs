using System.Text.Json;

namespace GatewayHost;

/// <summary>What the host tells the test run: lines that gateways wrote, and how they ended.</summary>
internal sealed class Replies(Stream connection)
{
    private readonly Lock _gate = new();

    /// <summary>A line of a gateway's output.</summary>
    public void Wrote(int gateway, string line) => Send(new { gateway, line });

    /// <summary>A gateway ended, with its exit code.</summary>
    public void Ended(int gateway, int code) => Send(new { gateway, code });

    private void Send(object reply)
    {
        byte[] bytes = [.. JsonSerializer.SerializeToUtf8Bytes(reply, JsonSerializerOptions.Web), (byte)'\n'];
        try
        {
            lock (_gate) connection.Write(bytes);
        }
        catch (IOException)
        {
            // The test run is over, and so is whatever it asked for.
        }
    }
}
