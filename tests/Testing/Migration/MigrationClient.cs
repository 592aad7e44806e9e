using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Testing.Gateway;
using Testing.Processes;

namespace Testing.Migration;

/// <summary>Calls the endpoints that stand beside the admin API, at the paths that other gateways' clients know.</summary>
public static class MigrationClient
{
    /// <summary>The migration of models and route groups.</summary>
    public const string Targets = "callable-target-migration";

    /// <summary>That of MCP servers.</summary>
    public const string Servers = "mcp-migration";

    /// <summary>Reads a report.</summary>
    public static Task<AdminReply> ReportAsync(this GatewayProcess gateway, string query = "", string what = Targets) =>
        SendAsync(gateway, HttpMethod.Get, $"ui/api/{what}/report{query}", null);

    /// <summary>Runs a backfill.</summary>
    public static Task<AdminReply> BackfillAsync(this GatewayProcess gateway, object? body = null, string what = Targets) =>
        SendAsync(gateway, HttpMethod.Post, $"ui/api/{what}/backfill", body);

    /// <summary>Runs a backfill by the very command of the guide that operators follow.</summary>
    /// <returns>What it printed.</returns>
    /// <exception cref="InvalidOperationException">It failed; holds what it printed.</exception>
    public static async Task<string> RunGuideAsync(this GatewayProcess gateway, string what = Targets)
    {
        var script =
            $$"""
            curl -sS -X POST "$BASE/ui/api/{{what}}/backfill" \
            -H "Authorization: Bearer $MASTER_KEY" \
            -H "Content-Type: application/json" \
            -d '{"rollout_states":["needs_org_bootstrap","needs_scope_backfill"]}'
            """;
        await using var curl = ChildProcess.Start("bash", ["-c", script], new Dictionary<string, string?>
        {
            ["BASE"] = gateway.Url.GetLeftPart(UriPartial.Authority), ["MASTER_KEY"] = gateway.AdminKey, ["NO_PROXY"] = "*", ["no_proxy"] = "*",
        });
        await curl.WaitForExitAsync(TimeSpan.FromSeconds(60));
        return curl.ExitCode == 0 ? curl.Output : throw new InvalidOperationException(curl.Output);
    }

    /// <summary>Enforces an organization, or takes that back, as it stands now.</summary>
    public static async Task<AdminReply> EnforceAsync(this AdminClient admin, string organizationId, string action = "enforce") => await admin.SendAsync(
        HttpMethod.Post, $"organizations/{organizationId}/{action}", etag: (await admin.GetAsync($"organizations/{organizationId}")).ETag);

    private static async Task<AdminReply> SendAsync(GatewayProcess gateway, HttpMethod method, string path, object? body)
    {
        using var request = new HttpRequestMessage(method, path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", gateway.AdminKey);
        if (body is not null) request.Content = new StringContent(body as string ?? JsonSerializer.Serialize(body), Encoding.UTF8, "application/json");
        using var response = await gateway.Http.SendAsync(request);
        return new(response.StatusCode, await response.Content.ReadAsStringAsync(), response.Headers.ETag?.ToString(), response.Content.Headers.ContentType?.MediaType);
    }
}
