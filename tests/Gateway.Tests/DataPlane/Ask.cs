using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Testing.Net;

namespace Gateway.Tests.DataPlane;

/// <summary>One question in each of the three dialects, and where each tells of errors.</summary>
internal static class Ask
{
    public const string Chat = "v1/chat/completions";
    public const string Messages = "v1/messages";
    public const string Responses = "v1/responses";
    public const string Counting = "v1/messages/count_tokens";

    /// <summary>A body that asks a model something.</summary>
    public static StringContent Body(string path, string model, bool stream = false, string more = "")
    {
        var said = path == Responses ? "\"input\":\"Hello\"" : "\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]";
        var bound = path == Messages ? ",\"max_tokens\":64" : "";
        return Json($$"""{"model":"{{model}}",{{said}}{{bound}},"stream":{{(stream ? "true" : "false")}}{{more}}}""");
    }

    public static StringContent Json(string body) => new(body, Encoding.UTF8, "application/json");

    public static async Task<JsonNode> BodyAsync(HttpResponseMessage response) => JsonNode.Parse(await response.Content.ReadAsStringAsync())!;

    /// <summary>The kind of an error as its dialect tells programs of it: Anthropic's type, OpenAI's code.</summary>
    public static async Task<(HttpStatusCode Status, string? Kind, string? Message)> ErrorAsync(string path, HttpResponseMessage response)
    {
        var body = await BodyAsync(response);
        var error = body["error"]!;
        if (path is Messages or Counting) ((string?)body["type"]).ShouldBe("error");
        return (response.StatusCode, (string?)error[path is Messages or Counting ? "type" : "code"], (string?)error["message"]);
    }

    /// <summary>The same of an error inside a stream, which must be its end.</summary>
    public static (string? Kind, string? Message) ErrorOf(string path, StreamRead read)
    {
        read.IsDone.ShouldBeFalse();
        switch (path)
        {
            case Messages:
                read.Events[^1].Event.ShouldBe("error");
                return ((string?)read.Chunks[^1]["error"]!["type"], (string?)read.Chunks[^1]["error"]!["message"]);
            case Responses:
                var told = read.Chunks.Single(chunk => (string?)chunk["type"] == "error");
                return ((string?)told["code"], (string?)told["message"]);
            default:
                return ((string?)read.Error!["code"], (string?)read.Error["message"]);
        }
    }

    /// <summary>The text of a streamed answer.</summary>
    public static string TextOf(string path, StreamRead read) => path switch
    {
        Messages => string.Concat(read.Chunks.Select(chunk => (string?)chunk["delta"]?["text"])),
        Responses => string.Concat(read.Chunks.Where(chunk => (string?)chunk["type"] == "response.output_text.delta").Select(chunk => (string?)chunk["delta"])),
        _ => read.Text,
    };
}
