using Signalbox.Wire.Sse;

namespace Wire.Tests.Sse;

public sealed class SseFramerTests
{
    [Theory]
    [MemberData(nameof(SseCorpus.All), MemberType = typeof(SseCorpus))]
    public void Frames_together_are_the_stream_and_say_what_the_specification_says(string name, string lineEnd)
    {
        var stream = SseCorpus.Load(name, lineEnd);

        var events = SseReading.Read(stream);

        string.Concat(events.Select(e => e.Raw)).ShouldBe(Bytes.Text(stream));
        events.Where(e => e.HasData).Select(e => (e.Name, e.Data)).ShouldBe(ReferenceSseParser.Parse(stream));
        events.ShouldAllBe(e => e.IsTerminated || e.Raw == "\n");
    }

    [Theory]
    [MemberData(nameof(SseCorpus.All), MemberType = typeof(SseCorpus))]
    public void R52_every_split_gives_the_same_events_also_inside_a_character(string name, string lineEnd)
    {
        var stream = SseCorpus.Load(name, lineEnd);
        var whole = SseReading.Read(stream);

        for (var cut = 0; cut <= stream.Length; cut++)
            SseReading.Read(stream, cut).SequenceEqual(whole).ShouldBeTrue($"cut at byte {cut}");

        SseReading.Read(stream, [.. Enumerable.Range(0, stream.Length)]).SequenceEqual(whole).ShouldBeTrue("byte by byte");
    }

    [Fact]
    public void R52_random_streams_cut_at_random_places_give_the_same_events() => Property.Holds(json =>
    {
        string[] pieces = ["\n", "\r", "\r\n", "data", "data:", "data: x", ": c", "event: e", "id: 1", "é", "😀", "\n\n", "\r\r", ":", " ", "\uFEFF"];
        var stream = Bytes.Of(string.Concat(Enumerable.Range(0, json.Random.Next(30)).Select(_ => pieces[json.Random.Next(pieces.Length)])));
        var whole = SseReading.Read(stream);

        string.Concat(whole.Select(e => e.Raw)).ShouldBe(Bytes.Text(stream));
        whole.Where(e => e is { HasData: true, IsTerminated: true }).Select(e => (e.Name, e.Data)).ShouldBe(ReferenceSseParser.Parse(stream));
        for (var i = 0; i < 10; i++)
        {
            int[] cuts = [.. Enumerable.Range(0, 5).Select(_ => json.Random.Next(stream.Length + 1)).Order()];
            SseReading.Read(stream, cuts).ShouldBe(whole);
        }
    });

    [Fact]
    public void Random_bytes_never_throw() => Property.Holds(json =>
    {
        var stream = json.Mutate(SseCorpus.Load("grammar"));

        string.Concat(SseReading.Read(stream).Select(e => e.Raw)).ShouldBe(string.Concat(SseReading.Read(stream, stream.Length / 2).Select(e => e.Raw)));
    });

    [Fact]
    public void An_event_ends_the_moment_its_blank_line_does()
    {
        var framer = new SseFramer();

        framer.TryRead("data: a\n\n"u8, out var sse).ShouldBe(SseFrameStatus.Event);

        sse.Length.ShouldBe(9);
    }

    [Fact]
    public void A_stream_that_uses_bare_cr_does_not_lag_one_event_behind()
    {
        var framer = new SseFramer();

        framer.TryRead("data: a\r\r"u8, out var sse).ShouldBe(SseFrameStatus.Event);
        sse.Length.ShouldBe(9);

        framer.TryRead(""u8, out _).ShouldBe(SseFrameStatus.NeedMore);
        framer.TryRead("data: b\r\r"u8, out sse).ShouldBe(SseFrameStatus.Event);
        sse.Length.ShouldBe(9);
    }

    [Fact]
    public void Bytes_once_looked_at_are_not_looked_at_again()
    {
        var framer = new SseFramer();
        var buffer = Bytes.Of("data: aaaaaaaa");
        framer.TryRead(buffer, out _).ShouldBe(SseFrameStatus.NeedMore);

        // What was scanned is overwritten with line ends: a framer that looked again would see them.
        byte[] grown = [.. buffer, .. "\n\n"u8];
        grown.AsSpan(6, 8).Fill((byte)'\n');

        framer.TryRead(grown, out var sse).ShouldBe(SseFrameStatus.Event);
        sse.Length.ShouldBe(grown.Length);
    }

    [Theory]
    [InlineData(8, SseFrameStatus.TooLarge)]
    [InlineData(9, SseFrameStatus.Event)]
    public void A_complete_event_past_the_limit_is_told(int limit, SseFrameStatus expected) =>
        new SseFramer(limit).TryRead("data: a\n\n"u8, out _).ShouldBe(expected);

    [Fact]
    public void An_endless_event_is_told_as_soon_as_it_passes_the_limit()
    {
        var framer = new SseFramer(1000);
        var bytes = new byte[1001];
        bytes.AsSpan().Fill((byte)'x');

        framer.TryRead(bytes.AsSpan(0, 1000), out _).ShouldBe(SseFrameStatus.NeedMore);
        framer.TryRead(bytes, out _).ShouldBe(SseFrameStatus.TooLarge);
    }

    [Theory]
    [InlineData("data: [DONE]", "[DONE]")]
    [InlineData("data: [DONE]\n", "[DONE]")]
    [InlineData("data: [DONE]\r\n", "[DONE]")]
    [InlineData("data: [DONE]\r", "[DONE]")]
    [InlineData("data: a\ndata: b", "a\nb")]
    [InlineData("id: 1", "")]
    public void What_is_left_at_the_end_of_the_stream_is_marked_unterminated(string rest, string data)
    {
        var last = SseReading.Read(Bytes.Of("data: x\n\n" + rest))[^1];

        last.Data.ShouldBe(data);
        last.IsTerminated.ShouldBeFalse();
        last.Raw.ShouldBe(rest);
    }

    [Fact]
    public void Framing_allocates_nothing()
    {
        var stream = SseCorpus.Load("openai");

        Frame(stream).ShouldBe(8);
        Allocations.PerCall(() => Frame(stream)).ShouldBe(0);
    }

    private static int Frame(byte[] stream)
    {
        var framer = new SseFramer();
        var count = 0;
        for (var at = 0; framer.TryRead(stream.AsSpan(at), out var sse) == SseFrameStatus.Event; at += sse.Length)
            count++;
        return count;
    }
}
