namespace Wire.Tests.OpenAIChat;

/// <summary>Random stream chunks that keep one shape and differ in their text, as a server's do.</summary>
internal static class RandomChunk
{
    private const char Text = '\u0001';
    private const char Padding = '\u0002';

    /// <summary>A writer of chunks of one random shape; now and then it writes one of another shape.</summary>
    public static Func<RandomJson, string> Shape(RandomJson json)
    {
        var shape = Template(json);
        return j =>
        {
            var template = j.Random.Next(8) == 0 ? Template(j) : shape;
            return template.Replace(Text.ToString(), j.StringContent()).Replace(Padding.ToString(), j.StringContent(2));
        };
    }

    private static string Template(RandomJson json)
    {
        var random = json.Random;
        string[] kinds = ["content", "reasoning_content", "refusal", "role", "tool_calls"];
        var kind = kinds[random.Next(kinds.Length)];
        var delta = new List<(string, string)>
        {
            (json.Word(kind), kind == "tool_calls" ? $"[{{\"index\":0,\"function\":{{\"arguments\":\"{Text}\"}}}}]" : $"\"{Text}\""),
        };
        if (random.Next(3) == 0)
            delta.Add(("\"x\"", json.Value(1)));
        if (random.Next(4) == 0 && kind != "content")
            delta.Add(("\"content\"", random.Next(2) == 0 ? "null" : json.String()));
        var choice = new List<(string, string)>
        {
            ("\"index\"", "0"),
            (json.Word("delta"), json.Object(json.Shuffle(delta))),
            (json.Word("finish_reason"), random.Next(4) == 0 ? "\"stop\"" : "null"),
        };
        var chunk = new List<(string, string)>
        {
            ("\"id\"", "\"chatcmpl-1\""),
            ("\"model\"", json.String()),
            (json.Word("choices"), random.Next(6) == 0 ? "[]" : json.Array([json.Object(json.Shuffle(choice))])),
        };
        if (random.Next(3) != 0)
            chunk.Add((json.Word("usage"), random.Next(4) == 0 ? $"{{\"prompt_tokens\":{random.Next(99)}}}" : "null"));
        if (random.Next(2) == 0)
            chunk.Add((json.Word("obfuscation"), $"\"{Padding}\""));
        return json.Object(json.Shuffle(chunk));
    }
}
