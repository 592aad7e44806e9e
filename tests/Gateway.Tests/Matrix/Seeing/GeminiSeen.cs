using System.Text.Json.Nodes;

namespace Gateway.Tests.Matrix.Seeing;

/// <summary>
/// Reads requests of generateContent (https://ai.google.dev/api/generate-content and https://ai.google.dev/api/caching#Content). Calls need no ids: results
/// then answer the calls of their name in their order.
/// </summary>
internal static class GeminiSeen
{
    public static void Read(Seen seen)
    {
        var body = seen.Body;
        foreach (var part in body["systemInstruction"]?["parts"]?.AsArray() ?? []) seen.Lines.Add($"system: {part!["text"]}");
        var waiting = new List<(string Name, string Id)>();
        foreach (var content in body["contents"]!.AsArray()) ReadContent(seen, content!, waiting);
        foreach (var tool in body["tools"]?.AsArray() ?? [])
            foreach (var function in tool!["functionDeclarations"]?.AsArray() ?? [])
                seen.Tools.Add($"{function!["name"]}: {function["description"]} {Seen.Compact(function["parametersJsonSchema"] ?? function["parameters"])}");
        ReadChoice(seen, body["toolConfig"]?["functionCallingConfig"]);
        if (body["generationConfig"] is { } config) ReadConfig(seen, config);
    }

    private static void ReadChoice(Seen seen, JsonNode? config)
    {
        seen.Choice = (string?)config?["mode"] switch
        {
            "ANY" when config!["allowedFunctionNames"] is JsonArray names => (string)names.Single()!,
            "ANY" => "required",
            "NONE" => "none",
            "AUTO" or "VALIDATED" => "auto",
            _ => null,
        };
        // Calls of this mode, and of ANY, match their schemas (https://ai.google.dev/gemini-api/docs/function-calling#function_calling_modes).
        if ((string?)config?["mode"] is "VALIDATED" or "ANY") seen.StrictTools.AddRange(seen.Tools.Select(tool => tool[..tool.IndexOf(':', StringComparison.Ordinal)]));
    }

    private static void ReadConfig(Seen seen, JsonNode config)
    {
        if ((string?)config["responseMimeType"] == "application/json") seen.Format = (config["responseJsonSchema"] ?? config["responseSchema"]) is { } schema ? Seen.Compact(schema) : "{}";
        seen.Stops.AddRange(config["stopSequences"]?.AsArray().Select(stop => (string)stop!) ?? []);
        (seen.Temperature, seen.TopP, seen.TopK, seen.Bound) = ((double?)config["temperature"], (double?)config["topP"], (long?)config["topK"], (long?)config["maxOutputTokens"]);
        seen.Effort = ((string?)config["thinkingConfig"]?["thinkingLevel"])?.ToLowerInvariant();
        seen.Budget = (long?)config["thinkingConfig"]?["thinkingBudget"];
    }

    private static void ReadContent(Seen seen, JsonNode content, List<(string Name, string Id)> waiting)
    {
        var by = (string?)content["role"] == "model" ? "assistant" : "user";
        var calls = 0;
        foreach (var part in content["parts"]!.AsArray())
        {
            if ((string?)part!["thoughtSignature"] is { } proof) seen.Thoughts.Add(new SeenThought((bool?)part["thought"] == true ? (string?)part["text"] ?? "" : "", proof, calls));
            if (part["functionCall"] is { } call)
            {
                var id = (string?)call["id"] ?? $"made-up-{seen.Lines.Count}";
                calls++;
                waiting.Add(((string)call["name"]!, id));
                seen.Call(id, (string)call["name"]!, Seen.Compact(call["args"]));
            }
            else if (part["functionResponse"] is { } result)
            {
                var answered = waiting.First(call => call.Name == (string?)result["name"] && ((string?)result["id"] is not { } id || id == call.Id));
                waiting.Remove(answered);
                var response = result["response"]!;
                seen.Result(answered.Id, (string?)response["output"] ?? $"failed {response["error"]}");
                foreach (var inner in result["parts"]?.AsArray() ?? []) seen.Result(answered.Id, Media(inner!)!);
            }
            else if (Media(part) is { } media) seen.Lines.Add($"{by}: {media}");
            else if ((string?)part["text"] is { Length: > 0 } text && (bool?)part["thought"] != true) seen.Lines.Add($"{by}: {text}");
        }
    }

    private static string? Media(JsonNode part)
    {
        if (part["inlineData"] is { } inline)
            return ((string)inline["mimeType"]!).StartsWith("audio/", StringComparison.Ordinal)
                ? $"audio {((string)inline["mimeType"]!)["audio/".Length..]} {inline["data"]}"
                : Asking.MediaPiece.LineOf(((string)inline["mimeType"]!).StartsWith("image/", StringComparison.Ordinal), (string)inline["mimeType"]!, (string)inline["data"]!);
        if (part["fileData"] is not { } file) return null;
        var address = (string)file["fileUri"]!;
        return Asking.MediaPiece.LineOf(!address.EndsWith(".pdf", StringComparison.Ordinal), null, address);
    }
}
