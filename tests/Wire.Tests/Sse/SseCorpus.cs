namespace Wire.Tests.Sse;

/// <summary>Streams written after the forms that servers are known to send, each with every kind of line end.</summary>
internal static class SseCorpus
{
    public static readonly string[] Names =
    [
        "openai", "openai-tools", "azure", "vllm", "deepseek", "openrouter-error", "overloaded", "grammar",
    ];

    /// <summary>The streams of the Messages API.</summary>
    public static readonly string[] MessagesNames = ["claude-tools", "claude-overloaded", "claude-unnamed"];

    /// <summary>The streams of the Responses API.</summary>
    public static readonly string[] ResponsesNames = ["responses-tools", "responses-failed", "responses-incomplete"];

    public static byte[] Load(string name) =>
        File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Golden", name + ".sse"));

    /// <summary>The stream with another line end: <c>LF</c>, <c>CRLF</c>, <c>CR</c> or <c>mixed</c>.</summary>
    public static byte[] Load(string name, string lineEnd)
    {
        var lines = Bytes.Text(Load(name)).Split('\n');
        var turn = 0;
        var text = string.Concat(lines.SkipLast(1).Select(line => line + lineEnd switch
        {
            "CRLF" => "\r\n",
            "CR" => "\r",
            // Never CR before LF: the two would become one line end.
            "mixed" => new[] { "\n", "\r\n", "\r", "\r\n" }[turn++ % 4],
            _ => "\n",
        }));
        return Bytes.Of(text + lines[^1]);
    }

    public static TheoryData<string, string> All() => WithLineEnds(Names);

    public static TheoryData<string, string> AllMessages() => WithLineEnds(MessagesNames);

    public static TheoryData<string, string> AllResponses() => WithLineEnds(ResponsesNames);

    private static TheoryData<string, string> WithLineEnds(string[] names)
    {
        var all = new TheoryData<string, string>();
        foreach (var name in names)
        {
            foreach (var lineEnd in new[] { "LF", "CRLF", "CR", "mixed" })
                all.Add(name, lineEnd);
        }

        return all;
    }
}
