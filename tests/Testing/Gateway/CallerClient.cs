using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Testing.Gateway;

/// <summary>A caller of the data plane, who presents a virtual key.</summary>
/// <param name="http">A client whose base address is the gateway's root.</param>
/// <param name="key">The key, sent as <c>Authorization: Bearer</c>; null sends none.</param>
public sealed class CallerClient(HttpClient http, string? key)
{
    /// <summary>
    /// Sends a chat completion with one user message. Returns as soon as the headers are there, so that a
    /// stream can be read with <see cref="Net.ServerSentEvents.ReadStreamAsync"/>.
    /// </summary>
    /// <param name="model">What to ask for.</param>
    /// <param name="stream">Whether to ask for a stream.</param>
    /// <param name="usage">Whether to ask for usage in the stream.</param>
    /// <param name="cancellationToken">Leaves the call.</param>
    public Task<HttpResponseMessage> ChatAsync(
        string model, bool stream = false, bool usage = false, CancellationToken cancellationToken = default)
    {
        var body = new JsonObject
        {
            ["model"] = model,
            ["messages"] = new JsonArray(new JsonObject { ["role"] = "user", ["content"] = "Hello" }),
        };
        if (stream)
            body["stream"] = true;
        if (usage)
            body["stream_options"] = new JsonObject { ["include_usage"] = true };
        return PostAsync("v1/chat/completions", body, cancellationToken);
    }

    /// <summary>Posts any body: a JSON node or object, or ready <see cref="HttpContent"/>.</summary>
    public async Task<HttpResponseMessage> PostAsync(
        string path, object body, CancellationToken cancellationToken = default)
    {
        using var request = Request(HttpMethod.Post, path);
        request.Content = body as HttpContent
            ?? new StringContent(JsonSerializer.Serialize(body), Encoding.UTF8, "application/json");
        return await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
    }

    /// <summary>Reads a resource, such as <c>v1/models</c>.</summary>
    public async Task<HttpResponseMessage> GetAsync(string path, CancellationToken cancellationToken = default)
    {
        using var request = Request(HttpMethod.Get, path);
        return await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
    }

    /// <summary>Deletes a resource.</summary>
    public async Task<HttpResponseMessage> DeleteAsync(string path, CancellationToken cancellationToken = default)
    {
        using var request = Request(HttpMethod.Delete, path);
        return await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
    }

    private HttpRequestMessage Request(HttpMethod method, string path)
    {
        var request = new HttpRequestMessage(method, path);
        if (key is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        return request;
    }
}
