namespace Wire.Tests.OpenAIChat;

/// <summary>Random chat requests that are valid, with fields in any order and known and unknown ones mixed.</summary>
internal static class RandomRequest
{
    public static string Write(RandomJson json)
    {
        var random = json.Random;
        var members = new List<(string, string)>
        {
            (json.Word("model"), json.Word("m" + random.Next(1000))),
            (json.Word("messages"), json.Array(Enumerable.Range(0, random.Next(1, 4)).Select(_ => Message(json)))),
        };
        if (random.Next(4) != 0)
            members.Add((json.Word("stream"), random.Next(5) switch { 0 => "false", 1 => "null", _ => "true" }));
        if (random.Next(2) == 0)
            members.Add((json.Word("stream_options"), StreamOptions(json)));
        if (random.Next(3) == 0)
            members.Add((json.Word("max_tokens"), random.Next(3) == 0 ? "null" : random.Next(5000).ToString(System.Globalization.CultureInfo.InvariantCulture)));
        for (var i = random.Next(5); i > 0; i--)
            members.Add(($"\"x{i}{json.StringContent(2)}\"", json.Value()));
        return json.Space() + json.Object(json.Shuffle(members)) + json.Space();
    }

    private static string StreamOptions(RandomJson json)
    {
        var random = json.Random;
        if (random.Next(5) == 0)
            return "null";
        var members = new List<(string, string)>();
        if (random.Next(2) == 0)
            members.Add((json.Word("include_usage"), random.Next(3) switch { 0 => "true", 1 => "false", _ => "null" }));
        for (var i = random.Next(3); i > 0; i--)
            members.Add(($"\"o{i}\"", json.Value(1)));
        return json.Object(json.Shuffle(members));
    }

    private static string Message(RandomJson json) => json.Object(json.Shuffle(new[]
    {
        (json.Word("role"), "\"user\""),
        (json.Word("content"), json.Random.Next(3) == 0
            ? json.Array([json.Object([(json.Word("type"), json.Word("text")), (json.Word("text"), json.String())])])
            : json.String()),
    }));
}
