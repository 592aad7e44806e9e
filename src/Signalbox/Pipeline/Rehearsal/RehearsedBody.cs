using System.Text.Json.Nodes;

namespace Signalbox.Pipeline.Rehearsal;

/// <summary>Writes a request of a certain shape, so that it can go through the very code that reads callers' requests.</summary>
internal static class RehearsedBody
{
    /// <summary>What a shape may ask for.</summary>
    public static IReadOnlyList<string> Needs { get; } = ["tools", "images", "audio", "pdf", "structured_output", "reasoning"];

    private const string Schema = """{"type":"object","properties":{"x":{"type":"string"}},"required":["x"],"additionalProperties":false}""";

    /// <summary>Writes it.</summary>
    /// <param name="api">One of the APIs of <see cref="RouteRehearsal"/>.</param>
    /// <param name="shape">The shape.</param>
    public static JsonObject Of(string api, RehearsalShape shape)
    {
        var text = new string('x', shape.TextBytes);
        if (api == "embeddings") return new() { ["input"] = text };
        var body = api switch
        {
            "messages" => Messages(text, shape),
            "responses" => Responses(text, shape),
            _ => Chat(text, shape),
        };
        if (shape.Stream) body["stream"] = true;
        return body;
    }

    private static JsonObject Chat(string text, RehearsalShape shape)
    {
        JsonArray parts = [Json($$"""{"type":"text","text":"{{text}}"}""")];
        if (shape.Needs.Contains("images")) parts.Add(Json("""{"type":"image_url","image_url":{"url":"data:image/png;base64,AAAA"}}"""));
        if (shape.Needs.Contains("audio")) parts.Add(Json("""{"type":"input_audio","input_audio":{"data":"AAAA","format":"wav"}}"""));
        if (shape.Needs.Contains("pdf")) parts.Add(Json("""{"type":"file","file":{"filename":"x.pdf","file_data":"data:application/pdf;base64,AAAA"}}"""));
        var body = new JsonObject { ["messages"] = new JsonArray(new JsonObject { ["role"] = "user", ["content"] = parts }) };
        if (shape.Needs.Contains("tools")) body["tools"] = new JsonArray(Json($$$"""{"type":"function","function":{"name":"f","parameters":{{{Schema}}}}}"""));
        if (shape.Needs.Contains("structured_output")) body["response_format"] = Json($$$"""{"type":"json_schema","json_schema":{"name":"x","schema":{{{Schema}}}}}""");
        if (shape.Needs.Contains("reasoning")) body["reasoning_effort"] = "high";
        if (shape.OutputTokens is { } most) body["max_completion_tokens"] = most;
        return body;
    }

    private static JsonObject Responses(string text, RehearsalShape shape)
    {
        JsonArray parts = [Json($$"""{"type":"input_text","text":"{{text}}"}""")];
        if (shape.Needs.Contains("images")) parts.Add(Json("""{"type":"input_image","image_url":"data:image/png;base64,AAAA"}"""));
        if (shape.Needs.Contains("audio")) parts.Add(Json("""{"type":"input_audio","input_audio":{"data":"AAAA","format":"wav"}}"""));
        if (shape.Needs.Contains("pdf")) parts.Add(Json("""{"type":"input_file","filename":"x.pdf","file_data":"data:application/pdf;base64,AAAA"}"""));
        var body = new JsonObject { ["input"] = new JsonArray(new JsonObject { ["role"] = "user", ["content"] = parts }) };
        if (shape.Needs.Contains("tools")) body["tools"] = new JsonArray(Json($$$"""{"type":"function","name":"f","parameters":{{{Schema}}}}"""));
        if (shape.Needs.Contains("structured_output")) body["text"] = Json($$$"""{"format":{"type":"json_schema","name":"x","schema":{{{Schema}}}}}""");
        if (shape.Needs.Contains("reasoning")) body["reasoning"] = Json("""{"effort":"high"}""");
        if (shape.OutputTokens is { } most) body["max_output_tokens"] = most;
        return body;
    }

    private static JsonObject Messages(string text, RehearsalShape shape)
    {
        JsonArray parts = [Json($$"""{"type":"text","text":"{{text}}"}""")];
        if (shape.Needs.Contains("images")) parts.Add(Json("""{"type":"image","source":{"type":"base64","media_type":"image/png","data":"AAAA"}}"""));
        if (shape.Needs.Contains("pdf")) parts.Add(Json("""{"type":"document","source":{"type":"base64","media_type":"application/pdf","data":"AAAA"}}"""));
        var body = new JsonObject { ["max_tokens"] = shape.OutputTokens ?? 1024, ["messages"] = new JsonArray(new JsonObject { ["role"] = "user", ["content"] = parts }) };
        if (shape.Needs.Contains("tools")) body["tools"] = new JsonArray(Json($$$"""{"name":"f","input_schema":{{{Schema}}}}"""));
        if (shape.Needs.Contains("structured_output")) body["output_format"] = Json($$$"""{"type":"json_schema","schema":{{{Schema}}}}""");
        if (shape.Needs.Contains("reasoning")) body["thinking"] = Json("""{"type":"enabled","budget_tokens":1024}""");
        return body;
    }

    private static JsonNode Json(string json) => JsonNode.Parse(json)!;
}
