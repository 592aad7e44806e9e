using System.Text.Json.Nodes;

namespace Gateway.Tests.Matrix.Seeing;

/// <summary>Reads chat completion requests (https://platform.openai.com/docs/api-reference/chat/create).</summary>
internal static class ChatSeen
{
    public static void Read(Seen seen)
    {
        var body = seen.Body;
        foreach (var message in body["messages"]!.AsArray()) ReadMessage(seen, message!);
        foreach (var tool in body["tools"]?.AsArray() ?? [])
        {
            if (tool!["function"] is not { } function) continue;
            seen.Tools.Add($"{function["name"]}: {function["description"]} {Seen.Compact(function["parameters"])}");
            if ((bool?)function["strict"] == true) seen.StrictTools.Add((string)function["name"]!);
        }
        seen.Choice = body["tool_choice"] is JsonObject named ? (string?)named["function"]?["name"] : (string?)body["tool_choice"];
        seen.Parallel = (bool?)body["parallel_tool_calls"];
        seen.Format = (string?)body["response_format"]?["type"] switch
        {
            "json_object" => "{}",
            "json_schema" => Seen.Compact(body["response_format"]!["json_schema"]!["schema"]),
            _ => null,
        };
        seen.Stops.AddRange(body["stop"] is JsonArray stops ? stops.Select(stop => (string)stop!) : body["stop"] is { } one ? [(string)one!] : []);
        (seen.Temperature, seen.TopP, seen.TopK) = ((double?)body["temperature"], (double?)body["top_p"], (long?)body["top_k"]);
        seen.Bound = (long?)(body["max_completion_tokens"] ?? body["max_tokens"]);
        seen.Effort = (string?)body["reasoning_effort"];
        seen.User = (string?)body["user"];
    }

    private static void ReadMessage(Seen seen, JsonNode message)
    {
        var role = (string)message["role"]!;
        var by = role == "developer" ? "system" : role;
        if (((string?)message["reasoning_content"] ?? (string?)message["reasoning"]) is { } thought) seen.Thoughts.Add(new SeenThought(thought, null, 0));
        foreach (var part in message["content"] switch { JsonArray parts => parts.Select(Part), JsonValue text => [(string)text!], _ => [] })
        {
            if (role == "tool") seen.Result((string)message["tool_call_id"]!, part);
            else seen.Lines.Add($"{by}: {part}");
        }
        foreach (var call in message["tool_calls"]?.AsArray() ?? [])
            seen.Call((string)call!["id"]!, (string)call["function"]!["name"]!, Seen.Compact(call["function"]!["arguments"]));
    }

    private static string Part(JsonNode? part) => (string)part!["type"]! switch
    {
        "text" => (string)part["text"]!,
        "image_url" => Seen.Media(true, (string)part["image_url"]!["url"]!),
        "file" => Seen.Media(false, (string?)part["file"]!["file_data"] ?? (string)part["file"]!["file_id"]!),
        "input_audio" => $"audio {part["input_audio"]!["format"]} {part["input_audio"]!["data"]}",
        "video_url" => $"video {part["video_url"]!["url"]}",
        var type => throw new InvalidDataException($"No chat message has a part {type}."),
    };
}
