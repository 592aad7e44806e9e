using System.Text.Json.Nodes;
using Testing.Upstream;

namespace Gateway.Tests.Matrix.Seeing;

/// <summary>
/// A request as an upstream saw it, in no dialect's words. The readers know the vendors' documentation and nothing of the gateway. What is null was not said.
/// </summary>
internal sealed class Seen
{
    private readonly Dictionary<string, int> _calls = [];

    /// <summary>The body.</summary>
    public required JsonObject Body { get; init; }

    /// <summary>The body as it came.</summary>
    public required string Text { get; init; }

    /// <summary>Which API it came by.</summary>
    public required UpstreamApi Api { get; init; }

    /// <summary>The conversation as lines, instructions among them.</summary>
    public List<string> Lines { get; } = [];

    /// <summary>Thoughts handed back.</summary>
    public List<SeenThought> Thoughts { get; } = [];

    /// <summary>The tools as lines.</summary>
    public List<string> Tools { get; } = [];

    /// <summary>The names of those that are strict.</summary>
    public List<string> StrictTools { get; } = [];

    /// <summary>auto, none, required, or a tool's name.</summary>
    public string? Choice { get; set; }

    /// <summary>Whether several tools may be called at once.</summary>
    public bool? Parallel { get; set; }

    /// <summary>The schema of the answer, compact; <c>{}</c> for any JSON object.</summary>
    public string? Format { get; set; }

    /// <summary>Texts at which the answer ends.</summary>
    public List<string> Stops { get; } = [];

    /// <summary>Sampling temperature.</summary>
    public double? Temperature { get; set; }

    /// <summary>Nucleus sampling.</summary>
    public double? TopP { get; set; }

    /// <summary>Sampling among so many tokens.</summary>
    public long? TopK { get; set; }

    /// <summary>The most tokens of the answer.</summary>
    public long? Bound { get; set; }

    /// <summary>How hard to think, in words.</summary>
    public string? Effort { get; set; }

    /// <summary>How hard to think, in tokens.</summary>
    public long? Budget { get; set; }

    /// <summary>The caller's own user.</summary>
    public string? User { get; set; }

    /// <summary>What is marked to be cached: lines, and tools by <c>tool NAME</c>.</summary>
    public List<string> CacheMarks { get; } = [];

    /// <summary>Reads a request.</summary>
    public static Seen Read(SeenRequest request)
    {
        var seen = new Seen { Body = request.Json!, Text = request.Text, Api = request.Api };
        switch (request.Api)
        {
            case UpstreamApi.Messages:
                MessagesSeen.Read(seen);
                break;
            case UpstreamApi.Gemini:
                GeminiSeen.Read(seen);
                break;
            case UpstreamApi.Converse:
                ConverseSeen.Read(seen);
                break;
            case UpstreamApi.Responses:
                ResponsesSeen.Read(seen);
                break;
            default:
                ChatSeen.Read(seen);
                break;
        }
        return seen;
    }

    /// <summary>Notes a call.</summary>
    public void Call(string id, string name, string arguments)
    {
        _calls.Add(id, _calls.Count + 1);
        Lines.Add($"assistant: calls #{_calls.Count} {name} {arguments}");
    }

    /// <summary>Notes a result, or what else belongs to one.</summary>
    public void Result(string id, string text) => Lines.Add($"tool: #{(_calls.TryGetValue(id, out var number) ? number : -1)} {text}");

    /// <summary>Notes an image or a document of which the address, or all of it in a data: URL, is known.</summary>
    public static string Media(bool isImage, string source)
    {
        if (!source.StartsWith("data:", StringComparison.Ordinal)) return Asking.MediaPiece.LineOf(isImage, null, source);
        var comma = source.IndexOf(',', StringComparison.Ordinal);
        return Asking.MediaPiece.LineOf(isImage, source["data:".Length..source.IndexOf(';', StringComparison.Ordinal)], source[(comma + 1)..]);
    }

    /// <summary>JSON in one form, however it was written: a text that holds JSON, or a value.</summary>
    public static string Compact(JsonNode? node) =>
        (node is JsonValue value && value.TryGetValue<string>(out var text) ? JsonNode.Parse(text) : node)?.ToJsonString() ?? "null";
}
