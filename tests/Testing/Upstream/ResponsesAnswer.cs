using System.Text.Json.Nodes;

namespace Testing.Upstream;

/// <summary>
/// The JSON objects of OpenAI's responses (https://platform.openai.com/docs/api-reference/responses/object and .../responses-streaming). Thoughts are
/// sealed for those who ask for it (https://platform.openai.com/docs/guides/reasoning#encrypted-reasoning-items).
/// </summary>
/// <param name="request">The request answered.</param>
/// <param name="behavior">What to answer.</param>
internal sealed class ResponsesAnswer(SeenRequest request, UpstreamBehavior behavior) : IUpstreamAnswer
{
    private readonly string _id = $"resp_{request.Number:D8}";
    private int _sequence;

    /// <summary>The seal of the fake's thoughts.</summary>
    public const string Sealed = "gAAAAABsealed-by-the-fake";

    public string LastFrame => "";

    public string ErrorFrame => Frame(new JsonObject { ["type"] = "error", ["code"] = "server_error", ["message"] = "The server had an error while processing your request.", ["param"] = null });

    public JsonObject Completion()
    {
        var response = Envelope(Status);
        response["output"] = new JsonArray([.. Items("completed")]);
        response["incomplete_details"] = IncompleteDetails;
        response["usage"] = behavior.Usage is { } usage ? Usage(usage) : null;
        return response;
    }

    public IEnumerable<string> ContentFrames()
    {
        yield return Frame(new JsonObject { ["type"] = "response.created", ["response"] = Begun() });
        yield return Frame(new JsonObject { ["type"] = "response.in_progress", ["response"] = Begun() });
        var index = 0;
        foreach (var item in Items("completed"))
        {
            yield return Frame(new JsonObject { ["type"] = "response.output_item.added", ["output_index"] = index, ["item"] = Opening(item) });
            foreach (var data in ItemEvents(item))
            {
                (data["item_id"], data["output_index"]) = ((string?)item["id"], index);
                yield return Frame(data);
            }
            yield return Frame(new JsonObject { ["type"] = "response.output_item.done", ["output_index"] = index++, ["item"] = item.DeepClone() });
        }
    }

    public IEnumerable<string> FinalFrames()
    {
        yield return Frame(new JsonObject { ["type"] = Status == "incomplete" ? "response.incomplete" : "response.completed", ["response"] = Completion() });
    }

    private string Status => IncompleteDetails is null ? "completed" : "incomplete";

    private JsonObject? IncompleteDetails => behavior.End switch
    {
        UpstreamEnd.Length => new JsonObject { ["reason"] = "max_output_tokens" },
        UpstreamEnd.ContentFilter => new JsonObject { ["reason"] = "content_filter" },
        _ => null,
    };

    private bool IsToSeal => request.Json?["include"] is JsonArray include && include.Any(name => (string?)name == "reasoning.encrypted_content");

    private JsonObject Begun()
    {
        var response = Envelope("in_progress");
        (response["output"], response["incomplete_details"], response["usage"]) = (new JsonArray(), null, null);
        return response;
    }

    private JsonObject Envelope(string status)
    {
        var envelope = new JsonObject
        {
            ["id"] = _id,
            ["object"] = "response",
            ["created_at"] = request.ReceivedAt.ToUnixTimeSeconds(),
            ["status"] = status,
            ["error"] = null,
            ["instructions"] = null,
            ["model"] = request.Model,
            ["parallel_tool_calls"] = true,
            ["store"] = false,
            ["tool_choice"] = "auto",
            ["tools"] = new JsonArray(),
        };
        foreach (var (name, value) in behavior.ExtraFields ?? []) envelope[name] = value?.DeepClone();
        return envelope;
    }

    private IEnumerable<JsonObject> Items(string status)
    {
        if (behavior.Thinking is { } thinking)
            yield return new JsonObject
            {
                ["id"] = $"rs_{request.Number:D8}",
                ["type"] = "reasoning",
                ["summary"] = new JsonArray(new JsonObject { ["type"] = "summary_text", ["text"] = thinking }),
                ["encrypted_content"] = IsToSeal ? Sealed : null,
            };
        if (behavior.ToolCalls.Count == 0)
            yield return new JsonObject
            {
                ["id"] = $"msg_{request.Number:D8}", ["type"] = "message", ["status"] = Status, ["role"] = "assistant", ["content"] = new JsonArray(Part(behavior.Text)),
            };
        var number = 0;
        foreach (var call in behavior.ToolCalls)
            yield return new JsonObject
            {
                ["id"] = $"fc_{request.Number:D8}_{number}",
                ["type"] = "function_call",
                ["status"] = status,
                ["call_id"] = $"call_{request.Number:D8}_{number++}",
                ["name"] = call.Name,
                ["arguments"] = call.Arguments,
            };
    }

    private JsonObject Part(string text) => behavior.End == UpstreamEnd.Refusal
        ? new JsonObject { ["type"] = "refusal", ["refusal"] = text }
        : new JsonObject { ["type"] = "output_text", ["text"] = text, ["annotations"] = new JsonArray(), ["logprobs"] = new JsonArray() };

    private static JsonObject Opening(JsonObject item)
    {
        var opening = item.DeepClone().AsObject();
        if (opening.ContainsKey("status")) opening["status"] = "in_progress";
        if (opening.ContainsKey("arguments")) opening["arguments"] = "";
        if (opening.ContainsKey("content")) opening["content"] = new JsonArray();
        if (opening.ContainsKey("summary")) (opening["summary"], opening["encrypted_content"]) = (new JsonArray(), null);
        return opening;
    }

    private IEnumerable<JsonObject> ItemEvents(JsonObject item)
    {
        switch ((string)item["type"]!)
        {
            case "reasoning":
                var thoughts = (string)item["summary"]![0]!["text"]!;
                yield return Summary("part.added", "part", new JsonObject { ["type"] = "summary_text", ["text"] = "" });
                foreach (var piece in Pieces(thoughts, 2)) yield return Summary("text.delta", "delta", piece);
                yield return Summary("text.done", "text", thoughts);
                yield return Summary("part.done", "part", item["summary"]![0]!.DeepClone());
                break;
            case "function_call":
                var arguments = (string)item["arguments"]!;
                foreach (var piece in Pieces(arguments, 2)) yield return new JsonObject { ["type"] = "response.function_call_arguments.delta", ["delta"] = piece };
                yield return new JsonObject { ["type"] = "response.function_call_arguments.done", ["arguments"] = arguments };
                break;
            default:
                var kind = behavior.End == UpstreamEnd.Refusal ? "refusal" : "output_text";
                yield return Content("response.content_part.added", "part", Part(""));
                foreach (var piece in Pieces(behavior.Text, behavior.Chunks)) yield return Content($"response.{kind}.delta", "delta", piece);
                yield return Content($"response.{kind}.done", kind == "refusal" ? "refusal" : "text", behavior.Text);
                yield return Content("response.content_part.done", "part", Part(behavior.Text));
                break;
        }

        static JsonObject Summary(string kind, string member, JsonNode value) => new() { ["type"] = $"response.reasoning_summary_{kind}", ["summary_index"] = 0, [member] = value };
        static JsonObject Content(string type, string member, JsonNode value) => new() { ["type"] = type, ["content_index"] = 0, [member] = value };
    }

    private static IEnumerable<string> Pieces(string text, int count)
    {
        for (var i = 0; i < count; i++)
        {
            var (from, to) = ((int)((long)text.Length * i / count), (int)((long)text.Length * (i + 1) / count));
            yield return text[from..to];
        }
    }

    private static JsonObject Usage(UpstreamUsage usage) => new()
    {
        ["input_tokens"] = usage.Prompt,
        ["input_tokens_details"] = new JsonObject { ["cached_tokens"] = usage.Cached },
        ["output_tokens"] = usage.Completion,
        ["output_tokens_details"] = new JsonObject { ["reasoning_tokens"] = usage.Reasoning },
        ["total_tokens"] = usage.Prompt + usage.Completion,
    };

    private string Frame(JsonObject data)
    {
        data["sequence_number"] = _sequence++;
        return $"event: {data["type"]}\ndata: {IUpstreamAnswer.Text(data)}\n\n";
    }
}
