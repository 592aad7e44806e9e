using System.Text;
using Signalbox.Wire.AnthropicMessages;
using Signalbox.Wire.AwsEventStream;
using Signalbox.Wire.OpenAIChat;
using Signalbox.Wire.OpenAIResponses;
using Signalbox.Wire.Sse;
using Wire.Tests.AwsEventStream;

namespace Wire.Tests.Fuzz;

/// <summary>Whatever bytes an upstream sends, and wherever they are cut, they are framed in one way, and nothing that reads the frames throws.</summary>
public sealed class FramingFuzzTests
{
    private static readonly string[] Pieces =
        ["data: ", "data:", "event: error", "event: ", ":", "\n", "\r\n", "\r", "\n\n", "id: 1", "retry: 5", "{\"choices\":[]}", "[DONE]", "\uFEFF", "北🚂", "\0", "{\"type\":\"", "\\", "\""];

    [Fact]
    public void Events_are_the_same_wherever_their_bytes_are_cut() => FuzzBudget.Run(seed =>
    {
        var random = new Random(seed);
        var bytes = Make(random);

        var whole = Frame(bytes, []);
        var cut = Frame(bytes, [.. Enumerable.Range(0, random.Next(6)).Select(_ => random.Next(bytes.Length + 1)).Order()]);
        var byOne = Frame(bytes, [.. Enumerable.Range(1, bytes.Length)]);

        cut.ShouldBe(whole);
        byOne.ShouldBe(whole);
        whole.Sum(frame => frame.Length).ShouldBe(bytes.Length);
    });

    [Fact]
    public void Scanners_take_every_frame() => FuzzBudget.Run(seed =>
    {
        var random = new Random(seed);
        var bytes = Make(random);
        var (chat, messages, responses) = (new ChatStreamScanner(), new MessagesStreamScanner(), new ResponsesStreamScanner());
        var framer = new SseFramer();
        var rest = bytes.AsSpan();
        while (framer.TryRead(rest, out var sse) == SseFrameStatus.Event || (rest.Length > 0 && framer.TryReadRest(rest, out sse)))
        {
            chat.Scan(sse, rest);
            messages.Scan(sse, rest);
            responses.Scan(sse, rest);
            rest = rest[sse.Length..];
        }
    });

    [Fact]
    public void Frames_of_AWS_are_the_same_wherever_their_bytes_are_cut() => FuzzBudget.Run(seed =>
    {
        var random = new Random(seed);
        byte[] bytes = [.. Enumerable.Range(0, random.Next(1, 5)).SelectMany(i => random.Next(2) == 0
            ? EventStreamFrames.Event("contentBlockDelta", $"{{\"n\":{i}}}")
            : EventStreamFrames.Exception("throttlingException", "{\"message\":\"北\"}"))];
        if (random.Next(2) == 0)
            bytes = new RandomJson(seed).Mutate(bytes);

        int[] cuts = [.. Enumerable.Range(0, random.Next(6)).Select(_ => random.Next(bytes.Length + 1)).Order()];

        EventStreamFrames.Read(bytes, cuts).ShouldBe(EventStreamFrames.Read(bytes));
    });

    /// <summary>Streams of proper events, of pieces of such, and of both with bytes changed.</summary>
    private static byte[] Make(Random random)
    {
        var text = new StringBuilder();
        if (random.Next(2) == 0)
            foreach (var (name, data) in StreamSeeds.Make(random.Next(3), random))
                text.Append(name.Length > 0 ? $"event: {name}\n" : "").Append("data: ").Append(data).Append("\n\n");
        for (var i = random.Next(20); i > 0; i--)
            text.Append(Pieces[random.Next(Pieces.Length)]);
        var bytes = Encoding.UTF8.GetBytes(text.ToString());
        return bytes.Length > 0 && random.Next(2) == 0 ? new RandomJson(random.Next()).Mutate(bytes) : bytes;
    }

    /// <summary>The frames of a stream that arrives cut at the given offsets.</summary>
    private static List<(int Length, int DataLines, bool IsTerminated)> Frame(byte[] stream, int[] cuts)
    {
        var framer = new SseFramer();
        var frames = new List<(int Length, int DataLines, bool IsTerminated)>();
        var consumed = 0;
        foreach (var arrived in cuts.Append(stream.Length))
            while (framer.TryRead(stream.AsSpan(consumed..arrived), out var sse) == SseFrameStatus.Event)
            {
                frames.Add((sse.Length, sse.DataLines, sse.IsTerminated));
                consumed += sse.Length;
            }

        if (framer.TryReadRest(stream.AsSpan(consumed), out var rest))
            frames.Add((rest.Length, rest.DataLines, rest.IsTerminated));
        return frames;
    }
}
