using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Testing.Gateway;

/// <summary>
/// A thin client of the admin API. Paths are relative to <c>/admin/api/</c>; bodies are anonymous objects in
/// snake_case or JSON nodes. It never throws for a status: tests look at <see cref="AdminReply.Status"/> or
/// ask for <see cref="AdminReply.Succeeded"/>.
/// </summary>
/// <param name="http">A client whose base address is the gateway's root.</param>
/// <param name="key">The key to sign in with, or null to call without.</param>
public sealed class AdminClient(HttpClient http, string? key)
{
    /// <summary>Reads.</summary>
    public Task<AdminReply> GetAsync(string path) => SendAsync(HttpMethod.Get, path);

    /// <summary>Creates or acts.</summary>
    public Task<AdminReply> PostAsync(string path, object? body = null, string? idempotencyKey = null) =>
        SendAsync(HttpMethod.Post, path, body, idempotencyKey: idempotencyKey);

    /// <summary>Changes an object; without an ETag it is read first to learn the current one.</summary>
    public async Task<AdminReply> PatchAsync(string path, object body, string? etag = null) =>
        await SendAsync(HttpMethod.Patch, path, body, etag ?? await ETagAsync(path));

    /// <summary>Replaces an object; without an ETag it is read first to learn the current one.</summary>
    public async Task<AdminReply> PutAsync(string path, object body, string? etag = null) =>
        await SendAsync(HttpMethod.Put, path, body, etag ?? await ETagAsync(path));

    /// <summary>Deletes an object; without an ETag it is read first to learn the current one.</summary>
    public async Task<AdminReply> DeleteAsync(string path, string? etag = null) =>
        await SendAsync(HttpMethod.Delete, path, etag: etag ?? await ETagAsync(path));

    /// <summary>Reads all pages of a list.</summary>
    /// <exception cref="InvalidOperationException">A page is refused; holds status and body.</exception>
    public async Task<IReadOnlyList<JsonNode>> ListAsync(string path)
    {
        var items = new List<JsonNode>();
        string? cursor = null;
        do
        {
            var separator = path.Contains('?', StringComparison.Ordinal) ? '&' : '?';
            var page = cursor is null ? path : $"{path}{separator}cursor={Uri.EscapeDataString(cursor)}";
            var json = (await GetAsync(page)).Succeeded().Json;
            items.AddRange(json["items"]!.AsArray().Select(item => item!.DeepClone()));
            cursor = (string?)json["next_cursor"];
        }
        while (cursor is not null);
        return items;
    }

    /// <summary>Sends YAML to be applied, or only compared.</summary>
    public Task<AdminReply> ApplyAsync(string yaml, bool dryRun = false) => SendAsync(
        HttpMethod.Post,
        $"configuration/apply?dry_run={(dryRun ? "true" : "false")}",
        new StringContent(yaml, Encoding.UTF8, "application/yaml"));

    /// <summary>Sends any request.</summary>
    /// <param name="method">The HTTP method.</param>
    /// <param name="path">The path below <c>/admin/api/</c>.</param>
    /// <param name="body">An object to serialize, a JSON node, a ready <see cref="HttpContent"/>, or null.</param>
    /// <param name="etag">For <c>If-Match</c>, quotes included; null leaves it out.</param>
    /// <param name="idempotencyKey">For <c>Idempotency-Key</c>; null leaves it out.</param>
    public async Task<AdminReply> SendAsync(
        HttpMethod method, string path, object? body = null, string? etag = null, string? idempotencyKey = null)
    {
        using var request = new HttpRequestMessage(method, $"admin/api/{path.TrimStart('/')}");
        if (key is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        if (etag is not null)
            request.Headers.TryAddWithoutValidation("If-Match", etag);
        if (idempotencyKey is not null)
            request.Headers.TryAddWithoutValidation("Idempotency-Key", idempotencyKey);
        request.Content = body switch
        {
            null => null,
            HttpContent content => content,
            _ => new StringContent(JsonSerializer.Serialize(body), Encoding.UTF8, "application/json"),
        };

        using var response = await http.SendAsync(request);
        return new AdminReply(
            response.StatusCode,
            await response.Content.ReadAsStringAsync(),
            response.Headers.ETag?.ToString(),
            response.Content.Headers.ContentType?.MediaType);
    }

    private async Task<string?> ETagAsync(string path) => (await GetAsync(path)).ETag;
}
