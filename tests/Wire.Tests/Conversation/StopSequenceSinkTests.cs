using Signalbox.Wire;
using Signalbox.Wire.Conversation;
using Wire.Tests.AnthropicMessages;

namespace Wire.Tests.Conversation;

public sealed class StopSequenceSinkTests
{
    [Theory]
    [InlineData("Hello END more", "Hello ", "END")]
    [InlineData("ENEND", "EN", "END")]
    [InlineData("a\n\nb END", "a", "\n\n")]
    [InlineData("END", "", "END")]
    [InlineData("EN", "EN", null)]
    [InlineData("no such thing", "no such thing", null)]
    public void An_answer_ends_where_a_sequence_comes_up_however_it_is_cut(string text, string told, string? sequence)
    {
        for (var cut = 1; cut <= text.Length; cut++)
        {
            var recorder = new SinkRecorder();
            var sink = Before(recorder, "END", "\n\n");
            sink.OpenBlock(new BlockStart(BlockKind.Text));
            for (var at = 0; at < text.Length; at += cut)
                sink.Append(text[at..Math.Min(text.Length, at + cut)]);
            sink.CloseBlock();
            sink.Finish(new AnswerEnd(StopReason.Complete, null, new TokenUsage { Output = 9 }));

            string[] block = told.Length == 0 ? ["open Text", "close"] : ["open Text", "+ " + told, "close"];
            recorder.Joined.ShouldBe(["begin", .. block, sequence is null ? "finish Complete  in= cached= written= out=9" : $"finish StopSequence {sequence} in= cached= written= out=9"]);
        }
    }

    [Fact]
    public void Nothing_after_it_is_told_and_thoughts_and_calls_do_not_count()
    {
        var recorder = new SinkRecorder();
        var sink = Before(recorder, "END");
        Tell(sink, new BlockStart(BlockKind.Reasoning), "END");
        Tell(sink, new BlockStart(BlockKind.ToolCall, "c", "f"), "{\"a\":\"END\"}");
        Tell(sink, new BlockStart(BlockKind.Text), "x END y");
        Tell(sink, new BlockStart(BlockKind.Reasoning), "z");
        Tell(sink, new BlockStart(BlockKind.ToolCall, "d", "f"), "{}");
        sink.Finish(new AnswerEnd(StopReason.ToolCalls, null, null));

        recorder.Joined.ShouldBe([
            "begin", "open Reasoning", "+ END", "sign s", "close", "open ToolCall c f", "+ {\"a\":\"END\"}", "close", "open Text", "+ x ", "close", "finish StopSequence END"]);
    }

    [Fact]
    public void Without_sequences_there_is_nothing_in_between()
    {
        var recorder = new SinkRecorder();
        var request = new ConversationRequest();
        request.StopSequences.Add("");

        StopSequenceSink.Before(recorder, request).ShouldBeSameAs(recorder);
    }

    private static IAnswerSink Before(SinkRecorder recorder, params string[] sequences)
    {
        var request = new ConversationRequest();
        request.StopSequences.AddRange(sequences);
        var sink = StopSequenceSink.Before(recorder, request);
        sink.Begin(default);
        return sink;
    }

    private static void Tell(IAnswerSink sink, BlockStart block, string text)
    {
        sink.OpenBlock(block);
        sink.Append(text);
        if (block.Kind == BlockKind.Reasoning)
            sink.Sign("s");
        sink.CloseBlock();
    }
}
