using System.Text.Json.Nodes;

namespace Gateway.Tests.Matrix.Seeing;

/// <summary>Reads requests for messages (https://docs.anthropic.com/en/api/messages).</summary>
internal static class MessagesSeen
{
    public static void Read(Seen seen)
    {
        var body = seen.Body;
        if (body["system"] is JsonValue text) seen.Lines.Add($"system: {text}");
        else foreach (var block in body["system"]?.AsArray() ?? []) ReadBlock(seen, "system", block!, 0);
        foreach (var message in body["messages"]!.AsArray()) ReadMessage(seen, message!);
        foreach (var tool in body["tools"]?.AsArray() ?? [])
        {
            if (tool!["input_schema"] is not { } schema) continue;
            seen.Tools.Add($"{tool["name"]}: {tool["description"]} {Seen.Compact(schema)}");
            if ((bool?)tool["strict"] == true) seen.StrictTools.Add((string)tool["name"]!);
            if (tool["cache_control"] is not null) seen.CacheMarks.Add($"tool {tool["name"]}");
        }
        var choice = body["tool_choice"];
        seen.Choice = (string?)choice?["type"] switch { "any" => "required", "tool" => (string?)choice!["name"], var word => word };
        seen.Parallel = (bool?)choice?["disable_parallel_tool_use"] is { } isDisabled ? !isDisabled : null;
        if (body["output_config"]?["format"] is { } format) seen.Format = Seen.Compact(format["schema"]);
        seen.Stops.AddRange(body["stop_sequences"]?.AsArray().Select(stop => (string)stop!) ?? []);
        (seen.Temperature, seen.TopP, seen.TopK, seen.Bound) = ((double?)body["temperature"], (double?)body["top_p"], (long?)body["top_k"], (long?)body["max_tokens"]);
        (seen.Effort, seen.Budget) = ((string?)body["output_config"]?["effort"], (long?)body["thinking"]?["budget_tokens"]);
        seen.User = (string?)body["metadata"]?["user_id"];
    }

    private static void ReadMessage(Seen seen, JsonNode message)
    {
        var role = (string)message["role"]!;
        if (message["content"] is JsonValue text)
        {
            seen.Lines.Add($"{role}: {text}");
            return;
        }
        var calls = 0;
        foreach (var block in message["content"]!.AsArray())
        {
            ReadBlock(seen, role, block!, calls);
            if ((string?)block!["type"] == "tool_use") calls++;
        }
    }

    private static void ReadBlock(Seen seen, string by, JsonNode block, int calls)
    {
        switch ((string)block["type"]!)
        {
            case "text" or "image" or "document":
                seen.Lines.Add($"{by}: {Said(block)}");
                break;
            case "tool_use":
                seen.Call((string)block["id"]!, (string)block["name"]!, Seen.Compact(block["input"]));
                break;
            case "tool_result":
                var mark = (bool?)block["is_error"] == true ? "failed " : "";
                var id = (string)block["tool_use_id"]!;
                if (block["content"] is JsonArray parts) foreach (var part in parts) seen.Result(id, mark + Said(part!));
                else seen.Result(id, mark + (string?)block["content"]);
                break;
            case "thinking":
                seen.Thoughts.Add(new SeenThought((string)block["thinking"]!, (string?)block["signature"], calls));
                return;
            case "redacted_thinking":
                seen.Thoughts.Add(new SeenThought("", (string?)block["data"], calls));
                return;
            case var type:
                throw new InvalidDataException($"No test sends a block {type}.");
        }
        if (block["cache_control"] is not null) seen.CacheMarks.Add(seen.Lines[^1]);
    }

    private static string Said(JsonNode block)
    {
        if ((string?)block["type"] == "text") return (string)block["text"]!;
        var (isImage, source) = ((string?)block["type"] == "image", block["source"]!);
        return (string)source["type"]! switch
        {
            "base64" => Asking.MediaPiece.LineOf(isImage, (string)source["media_type"]!, (string)source["data"]!),
            "url" => Asking.MediaPiece.LineOf(isImage, null, (string)source["url"]!),
            _ => Asking.MediaPiece.LineOf(isImage, null, (string)source["file_id"]!),
        };
    }
}
