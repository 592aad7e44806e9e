namespace Wire.Tests.AnthropicMessages;

/// <summary>Random requests and stream events of the Messages API that are valid, with fields in any order and spelling.</summary>
internal static class RandomMessages
{
    public static string Request(RandomJson json)
    {
        var random = json.Random;
        var members = new List<(string, string)>
        {
            (json.Word("model"), json.Word("m" + random.Next(1000))),
            (json.Word("messages"), json.Array(Enumerable.Range(0, random.Next(1, 4)).Select(_ => json.Object(json.Shuffle(new[]
            {
                (json.Word("role"), random.Next(3) switch { 0 => "\"assistant\"", 1 => "\"system\"", _ => "\"user\"" }),
                (json.Word("content"), Content(json, 2)),
            }))))),
        };
        if (random.Next(4) != 0)
            members.Add((json.Word("stream"), random.Next(4) switch { 0 => "false", 1 => "null", _ => "true" }));
        if (random.Next(3) != 0)
            members.Add((json.Word("max_tokens"), random.Next(5000).ToString(System.Globalization.CultureInfo.InvariantCulture)));
        if (random.Next(2) == 0)
            members.Add((json.Word("system"), Content(json, 0)));
        if (random.Next(3) == 0)
            members.Add((json.Word("tools"), json.Array(Enumerable.Range(0, random.Next(3)).Select(_ => json.Value(1)))));
        if (random.Next(3) == 0)
            members.Add((json.Word("thinking"), json.Object([(json.Word("type"), json.Word(random.Next(2) == 0 ? "adaptive" : "disabled"))])));
        for (var i = random.Next(5); i > 0; i--)
            members.Add(($"\"x{i}{json.StringContent(2)}\"", json.Value()));
        return json.Space() + json.Object(json.Shuffle(members)) + json.Space();
    }

    public static string Event(RandomJson json)
    {
        var random = json.Random;
        string[] types = ["message_start", "content_block_start", "content_block_delta", "message_delta", "message_stop", "ping", "error", "new_event"];
        var type = types[random.Next(types.Length)];
        var members = new List<(string, string)> { (json.Word("type"), json.Word(type)), ("\"index\"", json.Number()) };
        switch (type)
        {
            case "message_start":
                members.Add((json.Word("message"), json.Object(json.Shuffle(new[]
                {
                    (json.Word("id"), json.String()), (json.Word("model"), json.String()), ("\"content\"", "[]"), (json.Word("usage"), Usage(json)),
                }))));
                break;
            case "content_block_start":
                members.Add((json.Word("content_block"), json.Object([(json.Word("type"), json.Word("text")), ("\"text\"", json.String())])));
                break;
            case "content_block_delta":
                members.Add((json.Word("delta"), json.Object(json.Shuffle(new[] { (json.Word("type"), "\"text_delta\""), (json.Word("text"), json.String()) }))));
                break;
            case "message_delta":
                members.Add((json.Word("delta"), json.Object([(json.Word("stop_reason"), random.Next(2) == 0 ? "null" : json.String())])));
                members.Add((json.Word("usage"), Usage(json)));
                break;
            case "error":
                members.Add((json.Word("error"), json.Object([(json.Word("type"), "\"api_error\""), (json.Word("message"), json.String())])));
                break;
            default:
                members.Add(("\"x\"", json.Value()));
                break;
        }

        return json.Object(json.Shuffle(members));
    }

    private static string Usage(RandomJson json) => json.Object(json.Shuffle(new[]
    {
        (json.Word("input_tokens"), json.Number()), (json.Word("output_tokens"), json.Number()), ("\"cache_read_input_tokens\"", json.Value(1)),
    }));

    private static string Content(RandomJson json, int depth) => json.Random.Next(3) == 0
        ? json.String()
        : json.Array(Enumerable.Range(0, json.Random.Next(3)).Select(_ => Block(json, depth)));

    private static string Block(RandomJson json, int depth) => json.Object(json.Shuffle(json.Random.Next(depth > 0 ? 4 : 2) switch
    {
        0 => new[] { (json.Word("type"), json.Word("text")), (json.Word("text"), json.String()), ("\"cache_control\"", "{\"type\":\"ephemeral\"}") },
        1 => [(json.Word("type"), json.Word("image")), ("\"source\"", json.Object([("\"type\"", "\"text\""), ("\"data\"", json.String())]))],
        2 => [(json.Word("type"), json.Word("tool_use")), ("\"input\"", json.Object([("\"text\"", json.String())]))],
        _ => [(json.Word("type"), json.Word("tool_result")), ("\"tool_use_id\"", json.String()), (json.Word("content"), Content(json, depth - 1))],
    }));
}
