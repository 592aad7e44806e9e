using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Testing.Gateway;
using Testing.Net;

namespace Gateway.Tests.DataPlane;

/// <summary>A caller of responses that reads every answer as JSON.</summary>
internal sealed class ResponseCaller(CallerClient caller)
{
    /// <summary>Asks for a response with these members besides model and input.</summary>
    public async Task<(HttpStatusCode Status, string Text)> TryCreateAsync(string model, string input, string more = "")
    {
        using var response = await caller.PostAsync("v1/responses", Json($$"""{"model":"{{model}}","input":{{input}}{{more}}}"""));
        return (response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    /// <summary>The same, where it must succeed.</summary>
    public async Task<string> CreateAsync(string model, string input, string more = "")
    {
        var (status, text) = await TryCreateAsync(model, input, more);
        status.ShouldBe(HttpStatusCode.OK, text);
        return text;
    }

    /// <summary>The response with which a stream ends.</summary>
    public async Task<JsonNode> StreamAsync(string model, string input, string more = "")
    {
        using var response = await caller.PostAsync("v1/responses", Json($$"""{"model":"{{model}}","input":{{input}},"stream":true{{more}}}"""));
        var read = await response.ReadStreamAsync();
        read.Events[^1].Event.ShouldBe("response.completed");
        return read.Chunks[^1]["response"]!;
    }

    /// <summary>What is at a path below the responses.</summary>
    public async Task<(HttpStatusCode Status, string Text)> GetAsync(string path)
    {
        using var response = await caller.GetAsync($"v1/responses/{path}");
        return (response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    /// <summary>Deletes a response.</summary>
    public async Task<(HttpStatusCode Status, string Text)> DeleteAsync(string id)
    {
        using var response = await caller.DeleteAsync($"v1/responses/{id}");
        return (response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    /// <summary>Cancels a response.</summary>
    public async Task<(HttpStatusCode Status, string Text)> CancelAsync(string id)
    {
        using var response = await caller.PostAsync($"v1/responses/{id}/cancel", Json(""));
        return (response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    /// <summary>The id of a response.</summary>
    public static string IdOf(string response) => (string)JsonNode.Parse(response)!["id"]!;

    /// <summary>Code and parameter of an error.</summary>
    public static (string? Code, string? Param) ErrorOf(string error) => ((string?)JsonNode.Parse(error)!["error"]!["code"], (string?)JsonNode.Parse(error)!["error"]!["param"]);

    private static StringContent Json(string body) => new(body, Encoding.UTF8, "application/json");
}
