using System.Globalization;

namespace Wire.Tests.OpenAIResponses;

/// <summary>Random requests and stream events of the Responses API that are valid, with fields in any order and spelling.</summary>
internal static class RandomResponses
{
    public static string Request(RandomJson json)
    {
        var random = json.Random;
        var members = new List<(string, string)> { (json.Word("model"), json.Word("m" + random.Next(1000))) };
        if (random.Next(8) != 0)
            members.Add((json.Word("input"), random.Next(4) == 0 ? json.String() : json.Array(Some(json, 4, Item))));
        if (random.Next(4) != 0)
            members.Add((json.Word("stream"), random.Next(4) switch { 0 => "false", 1 => "null", _ => "true" }));
        if (random.Next(3) != 0)
            members.Add((json.Word("max_output_tokens"), random.Next(5000).ToString(CultureInfo.InvariantCulture)));
        if (random.Next(2) == 0)
            members.Add((json.Word("instructions"), json.String()));
        if (random.Next(3) == 0)
            members.Add((json.Word("previous_response_id"), random.Next(2) == 0 ? json.String() : "null"));
        if (random.Next(2) == 0)
            members.Add((json.Word("store"), random.Next(2) == 0 ? "true" : "false"));
        if (random.Next(3) == 0)
            members.Add((json.Word("tools"), json.Array(Some(json, 3, Tool))));
        if (random.Next(3) == 0)
            members.Add((json.Word("text"), json.Object([(json.Word("format"), json.Object([(json.Word("type"), json.Word("json_schema"))]))])));
        for (var i = random.Next(5); i > 0; i--)
            members.Add(($"\"x{i}{json.StringContent(2)}\"", json.Value()));
        return json.Space() + json.Object(json.Shuffle(members)) + json.Space();
    }

    public static string Event(RandomJson json)
    {
        var random = json.Random;
        string[] types =
        [
            "response.created", "response.output_item.added", "response.output_item.done", "response.content_part.added", "response.output_text.delta",
            "response.output_text.done", "response.completed", "response.failed", "keepalive", "error", "response.new.event",
        ];
        var type = types[random.Next(types.Length)];
        var members = new List<(string, string)> { (json.Word("type"), json.Word(type)), ("\"sequence_number\"", json.Number()) };
        if (type.Contains("output_item", StringComparison.Ordinal))
            members.Add((json.Word("item"), Item(json)));
        else if (type.Contains("part", StringComparison.Ordinal))
            members.Add((json.Word("part"), Part(json)));
        else if (type.EndsWith("delta", StringComparison.Ordinal))
            members.Add((json.Word("delta"), json.String()));
        else if (type == "error")
            members.AddRange([(json.Word("code"), json.String()), (json.Word("message"), json.String()), ("\"param\"", "null")]);
        else if (type is "response.created" or "response.completed" or "response.failed")
            members.Add((json.Word("response"), Response(json)));
        else
            members.Add(("\"x\"", json.Value()));
        return json.Object(json.Shuffle(members));
    }

    public static string Response(RandomJson json) => json.Object(json.Shuffle(new[]
    {
        (json.Word("id"), json.String()), (json.Word("model"), json.String()), (json.Word("status"), json.Word("completed")),
        (json.Word("output"), json.Array(Some(json, 3, Item))), (json.Word("usage"), json.Random.Next(3) == 0 ? "null" : Usage(json)),
        (json.Word("error"), json.Random.Next(2) == 0 ? "null" : json.Object([(json.Word("code"), "\"server_error\""), (json.Word("message"), json.String())])),
        ("\"x\"", json.Value()),
    }));

    private static string Usage(RandomJson json) => json.Object(json.Shuffle(new[]
    {
        (json.Word("input_tokens"), json.Number()), (json.Word("output_tokens"), json.Number()),
        (json.Word("input_tokens_details"), json.Object([(json.Word("cached_tokens"), json.Number())])), ("\"output_tokens_details\"", json.Value(1)),
    }));

    private static string Item(RandomJson json) => json.Object(json.Shuffle(json.Random.Next(4) switch
    {
        0 => new[] { (json.Word("role"), "\"user\""), (json.Word("content"), json.String()) },
        1 => [(json.Word("type"), json.Word("message")), (json.Word("role"), "\"user\""), (json.Word("content"), json.Array(Some(json, 3, Part)))],
        2 => [(json.Word("type"), json.Word("function_call")), ("\"arguments\"", json.String()), ("\"call_id\"", json.String())],
        _ => [(json.Word("type"), json.Word("function_call_output")), (json.Word("output"), json.Random.Next(2) == 0 ? json.String() : json.Array(Some(json, 3, Part)))],
    }));

    private static string Part(RandomJson json) => json.Object(json.Shuffle(json.Random.Next(2) switch
    {
        0 => new[] { (json.Word("type"), json.Word("input_text")), (json.Word("text"), json.String()) },
        _ => [(json.Word("type"), json.Word("input_image")), ("\"image_url\"", json.String())],
    }));

    private static string Tool(RandomJson json) => json.Object(json.Shuffle(new[]
    {
        (json.Word("type"), json.Word(json.Random.Next(3) == 0 ? "web_search" : "function")), ("\"parameters\"", json.Object([("\"type\"", "\"web_search\"")])),
    }));

    private static IEnumerable<string> Some(RandomJson json, int below, Func<RandomJson, string> make) =>
        Enumerable.Range(0, json.Random.Next(below)).Select(_ => make(json));
}
