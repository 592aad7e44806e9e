using System.Text.Json.Nodes;

namespace Gateway.Tests.Matrix.Seeing;

/// <summary>Reads requests for responses (https://platform.openai.com/docs/api-reference/responses/create).</summary>
internal static class ResponsesSeen
{
    public static void Read(Seen seen)
    {
        var body = seen.Body;
        if ((string?)body["instructions"] is { } instructions) seen.Lines.Add($"system: {instructions}");
        if (body["input"] is JsonValue text) seen.Lines.Add($"user: {text}");
        else ReadItems(seen, body["input"]!.AsArray());
        foreach (var tool in body["tools"]?.AsArray() ?? [])
        {
            if ((string?)tool!["type"] != "function") continue;
            seen.Tools.Add($"{tool["name"]}: {tool["description"]} {Seen.Compact(tool["parameters"])}");
            // A tool that does not say so is strict.
            if ((bool?)tool["strict"] != false) seen.StrictTools.Add((string)tool["name"]!);
        }
        seen.Choice = body["tool_choice"] is JsonObject named ? (string?)named["name"] : (string?)body["tool_choice"];
        seen.Parallel = (bool?)body["parallel_tool_calls"];
        var format = body["text"]?["format"];
        seen.Format = (string?)format?["type"] switch { "json_object" => "{}", "json_schema" => Seen.Compact(format!["schema"]), _ => null };
        (seen.Temperature, seen.TopP, seen.Bound) = ((double?)body["temperature"], (double?)body["top_p"], (long?)body["max_output_tokens"]);
        seen.Effort = (string?)body["reasoning"]?["effort"];
        seen.User = (string?)body["user"];
    }

    private static void ReadItems(Seen seen, JsonArray items)
    {
        var calls = 0;
        foreach (var item in items)
        {
            switch ((string?)item!["type"] ?? "message")
            {
                case "message":
                    calls = 0;
                    var role = (string)item["role"]!;
                    var by = role == "developer" ? "system" : role;
                    if (item["content"] is JsonValue text) seen.Lines.Add($"{by}: {text}");
                    else foreach (var part in item["content"]!.AsArray()) seen.Lines.Add($"{by}: {Part(part)}");
                    break;
                case "function_call":
                    calls++;
                    seen.Call((string)item["call_id"]!, (string)item["name"]!, Seen.Compact(item["arguments"]));
                    break;
                case "function_call_output":
                    var id = (string)item["call_id"]!;
                    if (item["output"] is JsonValue output) seen.Result(id, (string)output!);
                    else foreach (var part in item["output"]!.AsArray()) seen.Result(id, Part(part));
                    break;
                case "reasoning":
                    seen.Thoughts.Add(new SeenThought(string.Concat(item["summary"]!.AsArray().Select(part => (string?)part!["text"])), (string?)item["encrypted_content"], calls));
                    break;
                case var type:
                    throw new InvalidDataException($"No test sends an item {type}.");
            }
        }
    }

    private static string Part(JsonNode? part) => (string)part!["type"]! switch
    {
        "input_text" or "output_text" => (string)part["text"]!,
        "input_image" => Seen.Media(true, (string?)part["image_url"] ?? (string)part["file_id"]!),
        "input_file" => Seen.Media(false, (string?)part["file_data"] ?? (string?)part["file_url"] ?? (string)part["file_id"]!),
        var type => throw new InvalidDataException($"No item has a part {type}."),
    };
}
