using Wire.Tests.Sse;

namespace Wire.Tests.OpenAIResponses;

/// <summary>
/// Streams written after the forms that OpenAI and compatible servers send, against what must be read in them
/// (<c>Golden/*.expected.txt</c>).
/// </summary>
public sealed class ResponsesStreamGoldenTests
{
    [Theory]
    [MemberData(nameof(SseCorpus.AllResponses), MemberType = typeof(SseCorpus))]
    public void Sample_streams_are_read_as_written_down(string name, string lineEnd) =>
        ResponsesStreamReading.Describe(SseCorpus.Load(name, lineEnd)).ShouldBe(Expected(name));

    [Theory]
    [MemberData(nameof(SseCorpus.AllResponses), MemberType = typeof(SseCorpus))]
    public void R52_every_split_is_read_the_same_also_inside_a_character(string name, string lineEnd)
    {
        var stream = SseCorpus.Load(name, lineEnd);
        var expected = Expected(name);

        for (var cut = 0; cut <= stream.Length; cut++)
            ResponsesStreamReading.Describe(stream, cut).ShouldBe(expected, $"cut at byte {cut}");

        ResponsesStreamReading.Describe(stream, [.. Enumerable.Range(0, stream.Length)]).ShouldBe(expected, "byte by byte");
    }

    private static string Expected(string name) =>
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Golden", name + ".expected.txt"));
}
