using System.Buffers;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Signalbox.Wire.OpenAIResponses;

/// <summary>
/// Remembers what a stream of responses has told (https://platform.openai.com/docs/api-reference/responses-streaming), so that it can be ended in the middle:
/// its last event repeats the whole answer. For streams that may be cut off; others need none of it.
/// </summary>
public sealed class ResponsesStreamSoFar
{
    private readonly SortedDictionary<int, ResponsesItemSoFar> _items = [];
    private JsonObject? _response;
    private bool _isUnclear;

    /// <summary>Takes an event's data. What is no event of the API makes the stream one that cannot be ended.</summary>
    public void Take(ReadOnlySpan<byte> data)
    {
        if (_isUnclear) return;
        try
        {
            if (JsonNode.Parse(data) is JsonObject told) Take(told);
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException or FormatException or KeyNotFoundException)
        {
            _isUnclear = true;
        }
    }

    /// <summary>
    /// Writes the events that end the stream as one whose answer has reached the length it may have: those that close what is open, and
    /// <c>response.incomplete</c>.
    /// </summary>
    /// <param name="output">Where to write.</param>
    /// <param name="nextNumber">The number of the next event.</param>
    /// <param name="usage">The tokens so far.</param>
    /// <returns>The response that the last event holds; null when nothing was written, since the stream does not tell what it is.</returns>
    public byte[]? TryEnd(IBufferWriter<byte> output, long nextNumber, in TokenUsage usage)
    {
        if (_isUnclear || _response is null) return null;
        foreach (var (index, item) in _items.Where(pair => !pair.Value.IsDone)) Close(output, index, item, ref nextNumber);
        var counts = new ArrayBufferWriter<byte>(256);
        ResponsesUsageWriter.Write(counts, usage);
        var response = _response.DeepClone().AsObject();
        response["status"] = "incomplete";
        response["incomplete_details"] = new JsonObject { ["reason"] = "max_output_tokens" };
        response["output"] = new JsonArray([.. _items.Values.Select(item => item.Told())]);
        response["usage"] = JsonNode.Parse(counts.WrittenSpan);
        Write(output, "response.incomplete", new JsonObject { ["response"] = response }, ref nextNumber);
        var whole = new ArrayBufferWriter<byte>(1024);
        using (var json = new Utf8JsonWriter(whole)) response.WriteTo(json);
        return whole.WrittenSpan.ToArray();
    }

    private static void Close(IBufferWriter<byte> output, int index, ResponsesItemSoFar item, ref long number)
    {
        foreach (var text in item.Texts)
        {
            if (text is { IsTextDone: false, DoneType: { } type }) Write(output, type, Of(text, text.Member!, text.Text.ToString()), ref number);
            if (text is { List: { } list, IsPartDone: false })
                Write(output, list == "summary" ? "response.reasoning_summary_part.done" : "response.content_part.done", Of(text, "part", text.Told()), ref number);
        }
        Write(output, "response.output_item.done", new JsonObject { ["output_index"] = index, ["item"] = item.Told() }, ref number);

        JsonObject Of(ResponsesTextSoFar text, string member, JsonNode value)
        {
            var data = new JsonObject { ["item_id"] = item.Id, ["output_index"] = index };
            if (text.List is not null) data[text.IndexName] = text.Index;
            // What clients read without a look whether it is there.
            if (member == "arguments") data["name"] = item.Name;
            data[member] = value;
            if (member == "text" && text.List == "content") data["logprobs"] = new JsonArray();
            return data;
        }
    }

    private void Take(JsonObject told)
    {
        var type = (string?)told["type"] ?? "";
        switch (type)
        {
            case "response.created" or "response.in_progress" or "response.queued":
                _response = Object(told, "response");
                break;
            case "response.output_item.added":
                _items[Index(told, "output_index")] = new ResponsesItemSoFar(Object(told, "item"));
                break;
            case "response.output_item.done":
                Item(told).End(Object(told, "item"));
                break;
            case "response.content_part.added" or "response.content_part.done" or "response.reasoning_summary_part.added" or "response.reasoning_summary_part.done":
                Text(told).Tell(Object(told, "part"), isWhole: type.EndsWith(".done", StringComparison.Ordinal));
                break;
            default:
                if (TextMember(type) is { } member) TakeText(told, type, member);
                break;
        }
    }

    private void TakeText(JsonObject told, string type, string member)
    {
        var text = Text(told);
        if (told["delta"] is { } delta)
        {
            text.Text.Append((string?)delta);
            text.IsIn(member, type[..^"delta".Length] + "done");
        }
        else
        {
            text.Text.Clear().Append((string?)told[member]);
            text.IsIn(member, type);
            text.IsTextDone = true;
        }
        // Some servers begin no part before its text.
        if (text is { List: { } list, Part.Count: 0 }) text.Part["type"] = PartType(list, type);
    }

    private static string PartType(string list, string type) => type switch
    {
        _ when list == "summary" => "summary_text",
        "response.refusal.delta" or "response.refusal.done" => "refusal",
        "response.reasoning_text.delta" or "response.reasoning_text.done" => "reasoning_text",
        _ => "output_text",
    };

    /// <summary>The member of an item or part that a text event tells; null for events of anything else.</summary>
    private static string? TextMember(string type) => type switch
    {
        "response.output_text.delta" or "response.output_text.done" or "response.reasoning_text.delta" or "response.reasoning_text.done"
            or "response.reasoning_summary_text.delta" or "response.reasoning_summary_text.done" => "text",
        "response.refusal.delta" or "response.refusal.done" => "refusal",
        "response.function_call_arguments.delta" or "response.function_call_arguments.done" or "response.mcp_call_arguments.delta" or "response.mcp_call_arguments.done" => "arguments",
        "response.custom_tool_call_input.delta" or "response.custom_tool_call_input.done" => "input",
        _ => null,
    };

    private ResponsesItemSoFar Item(JsonObject told) => _items[Index(told, "output_index")];

    private ResponsesTextSoFar Text(JsonObject told) =>
        told.ContainsKey("summary_index") ? Item(told).Text("summary", Index(told, "summary_index"))
        : told.ContainsKey("content_index") ? Item(told).Text("content", Index(told, "content_index"))
        : Item(told).Text(null, 0);

    private static JsonObject Object(JsonObject told, string name) => told[name] as JsonObject ?? throw new FormatException($"An event tells no {name}.");

    private static int Index(JsonObject told, string name) => (int?)told[name] ?? throw new FormatException($"An event tells no {name}.");

    private static void Write(IBufferWriter<byte> output, string type, JsonObject data, ref long number)
    {
        data.Insert(0, "type", type);
        data.Insert(1, "sequence_number", number++);
        output.Write("event: "u8);
        output.Write(System.Text.Encoding.UTF8.GetBytes(type));
        output.Write("\ndata: "u8);
        using (var json = new Utf8JsonWriter(output)) data.WriteTo(json);
        output.Write("\n\n"u8);
    }
}
