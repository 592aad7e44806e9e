using System.Text.Json.Nodes;

namespace Gateway.Tests.Matrix.Seeing;

/// <summary>Reads requests of Converse (https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_Converse.html) to Claude models.</summary>
internal static class ConverseSeen
{
    public static void Read(Seen seen)
    {
        var body = seen.Body;
        foreach (var block in body["system"]?.AsArray() ?? [])
        {
            if (block!["cachePoint"] is not null) seen.CacheMarks.Add(seen.Lines[^1]);
            else seen.Lines.Add($"system: {block["text"]}");
        }
        foreach (var message in body["messages"]!.AsArray()) ReadMessage(seen, message!);
        foreach (var tool in body["toolConfig"]?["tools"]?.AsArray() ?? [])
        {
            if (tool!["toolSpec"] is { } spec)
            {
                seen.Tools.Add($"{spec["name"]}: {spec["description"]} {Seen.Compact(spec["inputSchema"]!["json"])}");
                if ((bool?)spec["strict"] == true) seen.StrictTools.Add((string)spec["name"]!);
            }
            else if (tool["cachePoint"] is not null) seen.CacheMarks.Add($"tool {seen.Tools[^1].Split(':')[0]}");
        }
        var choice = body["toolConfig"]?["toolChoice"];
        seen.Choice = choice?["any"] is not null ? "required" : choice?["auto"] is not null ? "auto" : (string?)choice?["tool"]?["name"];
        if (body["outputConfig"]?["textFormat"]?["structure"]?["jsonSchema"]?["schema"] is { } schema) seen.Format = Seen.Compact(schema);
        if (body["inferenceConfig"] is { } config)
        {
            seen.Stops.AddRange(config["stopSequences"]?.AsArray().Select(stop => (string)stop!) ?? []);
            (seen.Temperature, seen.TopP, seen.Bound) = ((double?)config["temperature"], (double?)config["topP"], (long?)config["maxTokens"]);
        }
        // What only the family knows is in the family's words (https://docs.aws.amazon.com/bedrock/latest/userguide/model-parameters-anthropic-claude-messages.html).
        var family = body["additionalModelRequestFields"];
        (seen.TopK, seen.Budget) = ((long?)family?["top_k"], (long?)family?["thinking"]?["budget_tokens"]);
    }

    private static void ReadMessage(Seen seen, JsonNode message)
    {
        var by = (string)message["role"]!;
        var calls = 0;
        foreach (var block in message["content"]!.AsArray())
        {
            if (block!["toolUse"] is { } call)
            {
                calls++;
                seen.Call((string)call["toolUseId"]!, (string)call["name"]!, Seen.Compact(call["input"]));
            }
            else if (block["toolResult"] is { } result)
            {
                var mark = (string?)result["status"] == "error" ? "failed " : "";
                foreach (var part in result["content"]!.AsArray()) seen.Result((string)result["toolUseId"]!, mark + Said(part!));
            }
            else if (block["reasoningContent"]?["reasoningText"] is { } thought) seen.Thoughts.Add(new SeenThought((string)thought["text"]!, (string?)thought["signature"], calls));
            else if (block["reasoningContent"]?["redactedContent"] is { } withheld) seen.Thoughts.Add(new SeenThought("", (string?)withheld, calls));
            else if (block["cachePoint"] is not null) seen.CacheMarks.Add(seen.Lines[^1]);
            else seen.Lines.Add($"{by}: {Said(block)}");
        }
    }

    private static string Said(JsonNode block) =>
        block["image"] is { } image ? Asking.MediaPiece.LineOf(true, $"image/{image["format"]}", (string)image["source"]!["bytes"]!)
        : block["document"] is { } document ? Asking.MediaPiece.LineOf(false, $"application/{document["format"]}", (string)document["source"]!["bytes"]!)
        : (string)block["text"]!;
}
