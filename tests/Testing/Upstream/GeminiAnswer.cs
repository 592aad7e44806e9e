using System.Text.Json.Nodes;

namespace Testing.Upstream;

/// <summary>
/// The JSON objects of Google's generateContent (https://ai.google.dev/api/generate-content#v1beta.GenerateContentResponse). A stream brings a whole
/// response with each event and has no last one; a call comes whole in one part, without an id.
/// </summary>
/// <param name="request">The request answered.</param>
/// <param name="behavior">What to answer.</param>
internal sealed class GeminiAnswer(SeenRequest request, UpstreamBehavior behavior) : IUpstreamAnswer
{
    public const string Signature = "c2lnLW9mLXRoZS1mYWtl";

    public string LastFrame => "";

    public string ErrorFrame => Frame(Error(503, "UNAVAILABLE", "The model is overloaded."));

    public JsonObject Completion() => Response([.. Pieces(wholeText: true)], isLast: true);

    public IEnumerable<string> ContentFrames() => (behavior.End == UpstreamEnd.Refusal ? [] : Pieces(wholeText: false)).Select(part => Frame(Response([part], isLast: false)));

    public IEnumerable<string> FinalFrames()
    {
        yield return Frame(Response([new JsonObject { ["text"] = "" }], isLast: true));
    }

    /// <summary>An error in Google's shape (https://cloud.google.com/apis/design/errors).</summary>
    public static JsonObject Error(int code, string status, string message) => new()
    {
        ["error"] = new JsonObject { ["code"] = code, ["message"] = message, ["status"] = status },
    };

    private JsonObject Response(JsonNode[] parts, bool isLast)
    {
        var candidate = new JsonObject { ["content"] = new JsonObject { ["parts"] = new JsonArray(parts), ["role"] = "model" }, ["index"] = 0 };
        if (isLast) candidate["finishReason"] = behavior.End switch { UpstreamEnd.Length => "MAX_TOKENS", UpstreamEnd.ContentFilter => "SAFETY", _ => "STOP" };
        var response = new JsonObject
        {
            ["candidates"] = new JsonArray(candidate),
            ["modelVersion"] = request.Model,
            ["responseId"] = $"gen-{request.Number:D8}",
        };
        if (behavior.End == UpstreamEnd.Refusal)
        {
            // A prompt that is held back gets no candidate (https://ai.google.dev/api/generate-content#PromptFeedback).
            response.Remove("candidates");
            response["promptFeedback"] = new JsonObject { ["blockReason"] = "PROHIBITED_CONTENT" };
        }
        foreach (var (name, value) in behavior.ExtraFields ?? []) response[name] = value?.DeepClone();
        if (behavior.Usage is { } usage)
            response["usageMetadata"] = new JsonObject
            {
                ["promptTokenCount"] = usage.Prompt,
                ["cachedContentTokenCount"] = usage.Cached,
                ["candidatesTokenCount"] = isLast ? usage.Completion - usage.Reasoning : 1,
                ["thoughtsTokenCount"] = usage.Reasoning,
                ["totalTokenCount"] = usage.Prompt + usage.Completion,
            };
        return response;
    }

    private IEnumerable<JsonNode> Pieces(bool wholeText)
    {
        if (behavior.Thinking is { } thinking)
            yield return new JsonObject { ["text"] = thinking, ["thought"] = true };
        if (behavior.ToolCalls.Count == 0)
            for (var i = 0; i < (wholeText ? 1 : behavior.Chunks); i++)
                yield return new JsonObject { ["text"] = Piece(behavior.Text, i, wholeText ? 1 : behavior.Chunks) };
        var isFirst = true;
        foreach (var call in behavior.ToolCalls)
        {
            var part = new JsonObject { ["functionCall"] = new JsonObject { ["name"] = call.Name, ["args"] = JsonNode.Parse(call.Arguments) } };
            // Of parallel calls the first alone is signed (https://ai.google.dev/gemini-api/docs/thought-signatures).
            if (isFirst && behavior.Thinking is not null) part["thoughtSignature"] = Signature;
            isFirst = false;
            yield return part;
        }
    }

    private static string Piece(string text, int number, int count)
    {
        var (from, to) = ((int)((long)text.Length * number / count), (int)((long)text.Length * (number + 1) / count));
        return from < to ? text[from..to] : text;
    }

    private static string Frame(JsonObject data) => $"data: {IUpstreamAnswer.Text(data)}\r\n\r\n";
}
