using System.Text.Json.Nodes;
using Wire.Tests.Sse;

namespace Wire.Tests.OpenAIChat;

/// <summary>
/// Streams written after the forms that servers are known to send, against what must be read in them (<c>Golden/*.expected.txt</c>). A missing file is written
/// beside the test's binaries for a look, and the test fails.
/// </summary>
public sealed class ChatStreamGoldenTests
{
    [Theory]
    [MemberData(nameof(SseCorpus.All), MemberType = typeof(SseCorpus))]
    public void Sample_streams_are_read_as_written_down(string name, string lineEnd)
    {
        var path = Path.Combine(AppContext.BaseDirectory, "Golden", name + ".expected.txt");
        var actual = StreamReading.Describe(SseCorpus.Load(name, lineEnd));
        if (!File.Exists(path))
            File.WriteAllText(Path.ChangeExtension(path, ".actual.txt"), actual);

        File.Exists(path).ShouldBeTrue($"{path} is missing; what was read is beside it.");
        actual.ShouldBe(File.ReadAllText(path));
    }

    [Theory]
    [MemberData(nameof(SseCorpus.All), MemberType = typeof(SseCorpus))]
    public void A_client_that_did_not_ask_sees_the_stream_as_if_nobody_had(string name, string lineEnd)
    {
        var stream = SseCorpus.Load(name, lineEnd);

        var kept = ReferenceSseParser.Parse(StreamReading.WithoutUsage(stream));

        var expected = ReferenceSseParser.Parse(stream).Select(e => (e.Name, Strip(e.Data))).Where(e => e.Item2 is not null);
        kept.Select(e => (e.Name, Canonical(e.Data))).ShouldBe(expected.Select(e => (e.Name, e.Item2!)));
    }

    private static string? Strip(string data)
    {
        if (TryParse(data) is not JsonObject chunk)
            return data;
        if (chunk["usage"] is JsonObject && chunk["choices"] is not JsonArray { Count: > 0 })
            return null;
        chunk.Remove("usage");
        return chunk.ToJsonString();
    }

    private static string Canonical(string data) => TryParse(data)?.ToJsonString() ?? data;

    private static JsonNode? TryParse(string data) => data.StartsWith('{') ? JsonNode.Parse(data) : null;
}
