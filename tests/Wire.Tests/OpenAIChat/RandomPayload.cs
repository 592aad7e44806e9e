namespace Wire.Tests.OpenAIChat;

/// <summary>Random JSON whose members bear a dialect's names, at places where they may and may not stand.</summary>
internal static class RandomPayload
{
    /// <summary>An object with some of the names.</summary>
    public static string Write(RandomJson json, string[] names, int depth = 6)
    {
        var count = json.Random.Next(1, 5);
        return json.Object(json.Shuffle(names).Take(count).Select(name => ($"\"{name}\"", Value(json, names, depth - 1))));
    }

    private static string Value(RandomJson json, string[] names, int depth) => depth <= 0 ? json.Value(1) : json.Random.Next(9) switch
    {
        0 => json.Value(2),
        1 => json.Random.Next(-1, 3).ToString(System.Globalization.CultureInfo.InvariantCulture),
        2 => $"\"{names[json.Random.Next(names.Length)]}\"",
        3 or 4 => json.Array(Enumerable.Range(0, json.Random.Next(3)).Select(_ => Value(json, names, depth - 1))),
        5 => "\"\\ud83d\"",
        _ => Write(json, names, depth - 1),
    };
}
