using System.Text.Json.Nodes;

namespace Signalbox.Cli;

/// <summary><c>signalbox audit verify</c>: has a running gateway walk its audit trail's hash chain, and tells what came of it.</summary>
internal static class AuditCommand
{
    /// <summary>Runs it.</summary>
    /// <param name="noted">A head noted earlier, SEQUENCE:HASH; null for none.</param>
    /// <param name="url">The gateway; null for the environment's.</param>
    /// <param name="output">Standard output.</param>
    /// <param name="error">Standard error.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>0 when the chain holds, 1 when that could not be found out, 2 when it does not hold.</returns>
    public static async Task<int> VerifyAsync(string? noted, string? url, TextWriter output, TextWriter error, CancellationToken cancellation)
    {
        using var gateway = GatewayClient.FromEnvironment(url);
        if (gateway is null) return await FailAsync(error, 1, GatewayClient.KeyMissing);
        var query = noted is null ? "" : $"?noted={Uri.EscapeDataString(noted)}";
        var (report, problem) = await gateway.SendAsync(HttpMethod.Get, $"audit-events/verify{query}", null, [], cancellation);
        if (problem is not null) return await FailAsync(error, 1, problem);

        if (report!["fault"] is { } fault)
            return await FailAsync(error, 2, $"The audit trail does not hold ({(string)fault["kind"]!}). {(string)fault["detail"]!}{Id(fault)}");
        await output.WriteLineAsync($"The audit trail holds: {(long)report["verified"]!} event(s){(noted is null ? "" : ", among them the head that was noted")}.");
        await output.WriteLineAsync($"Head, to note elsewhere: {(long)report["head"]!["sequence"]!}:{(string)report["head"]!["hash"]!}");
        return 0;
    }

    private static string Id(JsonNode fault) => (string?)fault["event_id"] is { } id ? $" Its id is {id}." : "";

    private static async Task<int> FailAsync(TextWriter error, int code, string message)
    {
        await error.WriteLineAsync(message);
        return code;
    }
}
