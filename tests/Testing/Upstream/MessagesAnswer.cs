using System.Text.Json.Nodes;

namespace Testing.Upstream;

/// <summary>
/// The JSON objects of Anthropic's messages (https://docs.anthropic.com/en/api/messages and /en/api/messages-streaming). Its
/// <c>input_tokens</c> are those neither read from nor written to the cache.
/// </summary>
/// <param name="request">The request answered.</param>
/// <param name="behavior">What to answer.</param>
internal sealed class MessagesAnswer(SeenRequest request, UpstreamBehavior behavior) : IUpstreamAnswer
{
    public string LastFrame => Frame(new JsonObject { ["type"] = "message_stop" });

    public string ErrorFrame => Frame(Error("overloaded_error", "Overloaded"));

    public JsonObject Completion()
    {
        var message = Envelope();
        message["content"] = new JsonArray([.. Blocks()]);
        message["stop_reason"] = StopReason;
        message["stop_sequence"] = StopSequence;
        if (behavior.Usage is { } usage) message["usage"] = Usage(usage, usage.Completion);
        return message;
    }

    public IEnumerable<string> ContentFrames()
    {
        var start = Envelope();
        start["content"] = new JsonArray();
        start["stop_reason"] = null;
        if (behavior.Usage is { } usage) start["usage"] = Usage(usage, 1);
        yield return Frame(new JsonObject { ["type"] = "message_start", ["message"] = start });
        var index = 0;
        foreach (var block in Blocks())
        {
            yield return Frame(new JsonObject { ["type"] = "content_block_start", ["index"] = index, ["content_block"] = Opening(block) });
            if (index == 0) yield return Frame(new JsonObject { ["type"] = "ping" });
            foreach (var delta in Deltas(block))
                yield return Frame(new JsonObject { ["type"] = "content_block_delta", ["index"] = index, ["delta"] = delta });
            yield return Frame(new JsonObject { ["type"] = "content_block_stop", ["index"] = index++ });
        }
    }

    public IEnumerable<string> FinalFrames()
    {
        var end = new JsonObject
        {
            ["type"] = "message_delta",
            ["delta"] = new JsonObject { ["stop_reason"] = StopReason, ["stop_sequence"] = StopSequence },
        };
        if (behavior.Usage is { } usage) end["usage"] = new JsonObject { ["output_tokens"] = usage.Completion };
        yield return Frame(end);
    }

    /// <summary>An error in Anthropic's shape (https://docs.anthropic.com/en/api/errors).</summary>
    public static JsonObject Error(string type, string message) => new()
    {
        ["type"] = "error",
        ["error"] = new JsonObject { ["type"] = type, ["message"] = message },
    };

    private string StopReason => behavior.End switch
    {
        UpstreamEnd.Length => "max_tokens",
        UpstreamEnd.StopSequence => "stop_sequence",
        UpstreamEnd.ContentFilter or UpstreamEnd.Refusal => "refusal",
        _ => behavior.ToolCalls.Count > 0 ? "tool_use" : "end_turn",
    };

    private string? StopSequence => behavior.End == UpstreamEnd.StopSequence ? behavior.StopSequence : null;

    private JsonObject Envelope()
    {
        var envelope = new JsonObject
        {
            ["id"] = $"msg_{request.Number:D8}",
            ["type"] = "message",
            ["role"] = "assistant",
            ["model"] = request.Model,
            ["stop_sequence"] = null,
        };
        foreach (var (name, value) in behavior.ExtraFields ?? []) envelope[name] = value?.DeepClone();
        return envelope;
    }

    private IEnumerable<JsonObject> Blocks()
    {
        if (behavior.Thinking is { } thinking)
            yield return new JsonObject { ["type"] = "thinking", ["thinking"] = thinking, ["signature"] = "sig-of-the-fake" };
        if (behavior.WithheldThinking is { } withheld)
            yield return new JsonObject { ["type"] = "redacted_thinking", ["data"] = withheld };
        if (behavior.ToolCalls.Count == 0)
            yield return new JsonObject { ["type"] = "text", ["text"] = behavior.Text };
        var number = 0;
        foreach (var call in behavior.ToolCalls)
            yield return new JsonObject
            {
                ["type"] = "tool_use", ["id"] = $"toolu_{request.Number:D8}_{number++}", ["name"] = call.Name, ["input"] = JsonNode.Parse(call.Arguments),
            };
    }

    private static JsonObject Opening(JsonObject block)
    {
        var opening = block.DeepClone().AsObject();
        if (opening.ContainsKey("text")) opening["text"] = "";
        if (opening.ContainsKey("thinking")) (opening["thinking"], opening["signature"]) = ("", "");
        if (opening.ContainsKey("input")) opening["input"] = new JsonObject();
        return opening;
    }

    private IEnumerable<JsonObject> Deltas(JsonObject block)
    {
        switch ((string)block["type"]!)
        {
            case "text":
                foreach (var piece in Pieces((string)block["text"]!, behavior.Chunks)) yield return new JsonObject { ["type"] = "text_delta", ["text"] = piece };
                break;
            case "thinking":
                foreach (var piece in Pieces((string)block["thinking"]!, 2)) yield return new JsonObject { ["type"] = "thinking_delta", ["thinking"] = piece };
                yield return new JsonObject { ["type"] = "signature_delta", ["signature"] = (string?)block["signature"] };
                break;
            case "redacted_thinking":
                break;
            default:
                yield return new JsonObject { ["type"] = "input_json_delta", ["partial_json"] = "" };
                foreach (var piece in Pieces(IUpstreamAnswer.Text(block["input"]!.AsObject()), 2)) yield return new JsonObject { ["type"] = "input_json_delta", ["partial_json"] = piece };
                break;
        }
    }

    private static IEnumerable<string> Pieces(string text, int count)
    {
        for (var i = 0; i < count; i++)
        {
            var (from, to) = ((int)((long)text.Length * i / count), (int)((long)text.Length * (i + 1) / count));
            yield return from < to ? text[from..to] : text;
        }
    }

    private static JsonObject Usage(UpstreamUsage usage, int output) => new()
    {
        ["input_tokens"] = usage.Prompt - usage.Cached - usage.CacheWrite,
        ["cache_creation_input_tokens"] = usage.CacheWrite,
        ["cache_read_input_tokens"] = usage.Cached,
        ["output_tokens"] = output,
        ["service_tier"] = "standard",
    };

    private static string Frame(JsonObject data) => $"event: {data["type"]}\ndata: {IUpstreamAnswer.Text(data)}\n\n";
}
