using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Testing.Gateway;

namespace Gateway.Tests.Access.Migration;

/// <summary>Calls the endpoints that stand beside the admin API, at the paths that other gateways' clients know.</summary>
internal static class MigrationClient
{
    public static Task<AdminReply> ReportAsync(this GatewayFixture fixture, string query = "", string what = "callable-target-migration") =>
        SendAsync(fixture, HttpMethod.Get, $"ui/api/{what}/report{query}", null);

    public static Task<AdminReply> BackfillAsync(this GatewayFixture fixture, object? body = null, string what = "callable-target-migration") =>
        SendAsync(fixture, HttpMethod.Post, $"ui/api/{what}/backfill", body);

    private static async Task<AdminReply> SendAsync(GatewayFixture fixture, HttpMethod method, string path, object? body)
    {
        using var request = new HttpRequestMessage(method, path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", fixture.Gateway.AdminKey);
        if (body is not null) request.Content = new StringContent(body as string ?? JsonSerializer.Serialize(body), Encoding.UTF8, "application/json");
        using var response = await fixture.Gateway.Http.SendAsync(request);
        return new(response.StatusCode, await response.Content.ReadAsStringAsync(), response.Headers.ETag?.ToString(), response.Content.Headers.ContentType?.MediaType);
    }
}
