using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Signalbox.Cli;

/// <summary>Calls the admin API of a running gateway for a command. What goes wrong is told in a sentence.</summary>
internal sealed class GatewayClient : IDisposable
{
    private readonly HttpClient _http;
    private readonly string _url;
    private readonly string _key;

    private GatewayClient(string url, string key)
    {
        (_url, _key) = (url, key);
        // Headers may hold what people write: a reason.
        _http = new HttpClient(new SocketsHttpHandler { RequestHeaderEncodingSelector = (_, _) => Encoding.UTF8 }) { Timeout = TimeSpan.FromMinutes(10) };
    }

    /// <summary>A client of the gateway that the option or <c>SIGNALBOX_URL</c> names, with the key of <c>SIGNALBOX_MASTER_KEY</c>; null without a key.</summary>
    public static GatewayClient? FromEnvironment(string? url) =>
        Environment.GetEnvironmentVariable("SIGNALBOX_MASTER_KEY") is { Length: > 0 } key
            ? new((url ?? Environment.GetEnvironmentVariable("SIGNALBOX_URL") ?? "http://127.0.0.1:4000").TrimEnd('/'), key)
            : null;

    /// <summary>What to say when there is no key.</summary>
    public const string KeyMissing = "Set SIGNALBOX_MASTER_KEY to the gateway's admin key.";

    /// <summary>Sends a request.</summary>
    /// <param name="method">The method.</param>
    /// <param name="path">Path and query, from <c>/admin/api/</c> on.</param>
    /// <param name="content">The body, or null.</param>
    /// <param name="headers">Further headers; those without a value are left out.</param>
    /// <param name="cancellation">Ends the call.</param>
    /// <returns>The body of a success, or what went wrong.</returns>
    public async Task<(JsonNode? Body, string? Problem)> SendAsync(
        HttpMethod method, string path, HttpContent? content, IEnumerable<(string Name, string? Value)> headers, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(method, $"{_url}/admin/api/{path}") { Content = content };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", _key);
        foreach (var (name, value) in headers)
            if (value is not null) request.Headers.TryAddWithoutValidation(name, value);
        try
        {
            using var response = await _http.SendAsync(request, cancellation);
            var body = JsonNode.Parse(await response.Content.ReadAsStringAsync(cancellation));
            return response.IsSuccessStatusCode ? (body, null) : (null, (string?)body?["detail"] ?? $"The gateway answered {(int)response.StatusCode}.");
        }
        catch (Exception failure) when (failure is HttpRequestException or JsonException or TaskCanceledException)
        {
            return (null, $"The gateway at {_url} did not answer as one: {failure.Message}");
        }
    }

    public void Dispose() => _http.Dispose();
}
