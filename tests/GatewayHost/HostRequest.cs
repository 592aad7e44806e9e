using System.Text.Json;

namespace GatewayHost;

/// <summary>What the test run asks of the host.</summary>
/// <param name="Gateway">The gateway's number, chosen by the test run.</param>
/// <param name="Environment">The variables to start it with, null for one to unset; left out to stop it.</param>
internal sealed record HostRequest(int Gateway, Dictionary<string, string?>? Environment)
{
    public static HostRequest Parse(string line) =>
        JsonSerializer.Deserialize<HostRequest>(line, JsonSerializerOptions.Web) ?? throw new InvalidDataException($"Not a request: {line}");
}
