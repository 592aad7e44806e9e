using System.Buffers;
using Signalbox.Wire;
using Signalbox.Wire.AnthropicMessages;
using Signalbox.Wire.Conversation;

namespace Wire.Tests.AnthropicMessages;

public sealed class MessagesStreamTests
{
    private const string Start = """{"type":"message_start","message":{"id":"msg_1","model":"claude","usage":{"input_tokens":3,"cache_creation_input_tokens":12304,"cache_read_input_tokens":0,"output_tokens":1}}}""";
    private const string Stop = """{"type":"message_delta","delta":{"stop_reason":"end_turn","stop_sequence":null},"usage":{"output_tokens":550}}""";
    private const string Golden =
        """
        event: message_start
        data: {"type":"message_start","message":{"id":"msg_1","type":"message","role":"assistant","model":"m","content":[],"stop_reason":null,"stop_sequence":null,"usage":{"input_tokens":3,"cache_read_input_tokens":7,"output_tokens":0}}}

        event: content_block_start
        data: {"type":"content_block_start","index":0,"content_block":{"type":"thinking","thinking":"","signature":""}}

        event: content_block_delta
        data: {"type":"content_block_delta","index":0,"delta":{"type":"thinking_delta","thinking":"Hm"}}

        event: content_block_delta
        data: {"type":"content_block_delta","index":0,"delta":{"type":"signature_delta","signature":"sig"}}

        event: content_block_stop
        data: {"type":"content_block_stop","index":0}

        event: content_block_start
        data: {"type":"content_block_start","index":1,"content_block":{"type":"redacted_thinking","data":"xyz"}}

        event: content_block_stop
        data: {"type":"content_block_stop","index":1}

        event: content_block_start
        data: {"type":"content_block_start","index":2,"content_block":{"type":"text","text":""}}

        event: content_block_delta
        data: {"type":"content_block_delta","index":2,"delta":{"type":"text_delta","text":"北\n\"😀\""}}

        event: content_block_stop
        data: {"type":"content_block_stop","index":2}

        event: content_block_start
        data: {"type":"content_block_start","index":3,"content_block":{"type":"tool_use","id":"t1","name":"patch","input":{},"caller":{"type":"direct"}}}

        event: content_block_delta
        data: {"type":"content_block_delta","index":3,"delta":{"type":"input_json_delta","partial_json":"{\"input\":\""}}

        event: content_block_delta
        data: {"type":"content_block_delta","index":3,"delta":{"type":"input_json_delta","partial_json":"a\\n"}}

        event: content_block_delta
        data: {"type":"content_block_delta","index":3,"delta":{"type":"input_json_delta","partial_json":"😀"}}

        event: content_block_delta
        data: {"type":"content_block_delta","index":3,"delta":{"type":"input_json_delta","partial_json":"\"}"}}

        event: content_block_stop
        data: {"type":"content_block_stop","index":3}

        event: message_delta
        data: {"type":"message_delta","delta":{"stop_reason":"tool_use","stop_sequence":null},"usage":{"input_tokens":3,"cache_read_input_tokens":7,"output_tokens":5}}

        event: message_stop
        data: {"type":"message_stop"}


        """;

    [Fact]
    public void A_stream_is_written_as_Anthropic_writes_it_R40()
    {
        var output = new ArrayBufferWriter<byte>();
        var writer = new MessagesStreamWriter(output, "msg_1", "m");
        writer.Begin(new AnswerStart("chatcmpl-1", "gpt", new TokenUsage { Input = 10, Cached = 7 }));
        Tell(writer, new BlockStart(BlockKind.Reasoning), "sig", "Hm");
        Tell(writer, new BlockStart(BlockKind.RedactedReasoning), "xyz");
        Tell(writer, new BlockStart(BlockKind.Text), null);
        Tell(writer, new BlockStart(BlockKind.Text), null, "北\n\"😀\"");
        Tell(writer, new BlockStart(BlockKind.CustomToolCall, "t1", "patch"), null, "a\n", "\ud83d", "\ude00");
        writer.Finish(new AnswerEnd(StopReason.Complete, null, new TokenUsage { Input = 10, Cached = 7, Output = 5 }));

        Bytes.Text(output.WrittenSpan).ShouldBe(Golden.ReplaceLineEndings("\n"));
    }

    [Fact]
    public void Counts_are_cumulative_and_cached_input_is_counted_in_R24()
    {
        var sink = new SinkRecorder();

        var (reader, last) = Messages.ReadStream(Messages.Stream(Start, """{"type":"ping"}""", Stop, """{"type":"message_stop"}"""), sink);

        sink.Calls.ShouldBe(["begin msg_1 claude in=12307 cached=0 written=12304 out=1", "finish Complete  in=12307 cached=0 written=12304 out=550"]);
        (last, reader.EndSeen, reader.ContentSeen, reader.Usage!.Value.Output).ShouldBe((StreamStep.Done, true, false, 550));
    }

    [Fact]
    public void Counts_that_no_event_reports_are_unknown_and_not_zero_R27()
    {
        var sink = new SinkRecorder();

        Messages.ReadStream(Messages.Stream("""{"type":"message_start","message":{"id":"a"}}""", """{"type":"message_delta","delta":{"stop_reason":"refusal"}}"""), sink);

        sink.Calls.ShouldBe(["begin a", "finish Refusal"]);
    }

    [Fact]
    public void Every_kind_of_block_is_told()
    {
        var sink = new SinkRecorder();

        Messages.ReadStream(
            Messages.Stream(
                Start,
                """{"type":"content_block_start","index":0,"content_block":{"type":"thinking","thinking":"","signature":""}}""",
                """{"type":"content_block_delta","index":0,"delta":{"type":"thinking_delta","thinking":"Hm"}}""",
                """{"type":"content_block_delta","index":0,"delta":{"type":"signature_delta","signature":"sig"}}""",
                """{"type":"content_block_stop","index":0}""",
                """{"type":"content_block_start","index":1,"content_block":{"type":"redacted_thinking","data":"xyz"}}""",
                """{"type":"content_block_stop","index":1}""",
                """{"type":"content_block_start","index":2,"content_block":{"type":"server_tool_use","id":"s","name":"web_search","input":{}}}""",
                """{"type":"content_block_delta","index":2,"delta":{"type":"input_json_delta","partial_json":"{}"}}""",
                """{"type":"content_block_stop","index":2}""",
                """{"type":"content_block_start","index":3,"content_block":{"type":"text","text":""}}""",
                """{"type":"content_block_delta","index":3,"delta":{"type":"citations_delta","citation":{}}}""",
                """{"type":"content_block_delta","index":3,"delta":{"type":"text_delta","text":"Yes"}}""",
                """{"type":"content_block_stop","index":3}""",
                """{"type":"content_block_start","index":4,"content_block":{"type":"tool_use","id":"t","name":"f","input":{}}}""",
                """{"type":"content_block_delta","index":4,"delta":{"type":"input_json_delta","partial_json":""}}""",
                """{"type":"content_block_delta","index":4,"delta":{"type":"input_json_delta","partial_json":"{\"a\":"}}""",
                """{"type":"content_block_delta","index":4,"delta":{"type":"input_json_delta","partial_json":"1}"}}""",
                """{"type":"content_block_stop","index":4}""",
                """{"type":"content_block_start","index":5,"content_block":{"type":"tool_use","id":"u","name":"g","input":{"b": 2}}}""",
                """{"type":"content_block_stop","index":5}""",
                """{"type":"some_new_event"}""",
                """{"type":"message_delta","delta":{"stop_reason":"tool_use"},"usage":{"output_tokens":9}}"""),
            sink);

        sink.Calls[1..^1].ShouldBe([
            "open Reasoning", "+ Hm", "sign sig", "close", "open RedactedReasoning", "sign xyz", "close", "open Text", "+ Yes", "close",
            "open ToolCall t f", "+ {\"a\":", "+ 1}", "close", "open ToolCall u g", "+ {\"b\":2}", "close"]);
        sink.Calls[^1].ShouldStartWith("finish ToolCalls");
    }

    [Fact]
    public void A_delta_in_the_wrong_block_opens_the_right_one_and_none_is_lost_R44()
    {
        var sink = new SinkRecorder();

        Messages.ReadStream(
            Messages.Stream(
                Start, Start,
                """{"type":"content_block_start","index":0,"content_block":{"type":"text","text":"a"}}""",
                """{"type":"content_block_delta","index":0,"delta":{"type":"thinking_delta","thinking":"b"}}""",
                """{"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"c"}}""",
                Stop),
            sink);

        sink.Calls[1..^1].ShouldBe(["open Text", "+ a", "close", "open Reasoning", "+ b", "close", "open Text", "+ c", "close"]);
    }

    [Theory]
    [InlineData("overloaded_error", ErrorClass.Overloaded)]
    [InlineData("rate_limit_error", ErrorClass.RateLimited)]
    [InlineData("api_error", ErrorClass.Other)]
    public void An_error_in_a_stream_of_status_200_is_told_with_its_class_R48(string type, ErrorClass expected)
    {
        var sink = new SinkRecorder();

        var (reader, last) = Messages.ReadStream(
            "event: error\ndata: {\"type\":\"error\",\"error\":{\"type\":\"" + type + "\",\"message\":\"No.\"}}\n\n", sink);

        (last, reader.EndSeen, reader.ContentSeen).ShouldBe((StreamStep.Error, false, false));
        reader.Error.ShouldBe(new AnswerError("No.", type, expected));
        sink.Calls.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("{} x")]
    [InlineData("""{"type":"message_start"}""")]
    [InlineData("""{"type":"content_block_start","content_block":1}""")]
    [InlineData("""{"type":"content_block_delta","delta":{"type":"text_delta","text":1}}""")]
    [InlineData("""{"type":"message_delta","delta":1}""")]
    public void What_is_no_event_of_the_dialect_is_malformed(string data) =>
        new MessagesStreamReader().Read(default, Bytes.Of(data), new SinkRecorder()).ShouldBe(StreamStep.Malformed);

    [Fact]
    public void The_name_stands_in_for_a_missing_type()
    {
        var reader = new MessagesStreamReader();

        reader.Read("message_delta"u8, """{"delta":{"stop_reason":"max_tokens"}}"""u8, new SinkRecorder()).ShouldBe(StreamStep.Continue);

        reader.EndSeen.ShouldBeTrue();
    }

    [Fact]
    public void A_stream_that_breaks_off_has_no_end_R41()
    {
        var (reader, last) = Messages.ReadStream(
            Messages.Stream(Start, """{"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"c"}}"""), new SinkRecorder());

        (last, reader.EndSeen, reader.ContentSeen).ShouldBe((StreamStep.Continue, false, true));
    }

    [Theory]
    [InlineData(null, 33, 33)]
    [InlineData(0L, 0, 0)]
    [InlineData(20L, 20, 20)]
    public void R47_input_that_is_not_told_at_the_start_is_estimated_until_it_is(long? told, long atStart, long atEnd)
    {
        var output = new ArrayBufferWriter<byte>();
        var writer = new MessagesStreamWriter(output, inputEstimate: 33);
        writer.Begin(new AnswerStart("m", null, told is null ? null : new TokenUsage { Input = told }));
        writer.Finish(new AnswerEnd(StopReason.Complete, null, null));
        var late = new ArrayBufferWriter<byte>();
        writer = new MessagesStreamWriter(late, inputEstimate: 33);
        writer.Begin(default);
        writer.Finish(new AnswerEnd(StopReason.Complete, null, new TokenUsage { Input = 40, Output = 2 }));

        var events = Bytes.Text(output.WrittenSpan).Split("\n\n");
        events[0].ShouldContain($"\"usage\":{{\"input_tokens\":{atStart},");
        events[1].ShouldContain($"\"usage\":{{\"input_tokens\":{atEnd},");
        Bytes.Text(late.WrittenSpan).ShouldContain("\"usage\":{\"input_tokens\":40,\"output_tokens\":2}");
    }

    [Fact]
    public void A_refusal_is_text_that_ends_as_one()
    {
        var output = new ArrayBufferWriter<byte>();
        var writer = new MessagesStreamWriter(output);
        writer.Begin(default);
        Tell(writer, new BlockStart(BlockKind.Refusal), null, "No.");
        writer.Finish(new AnswerEnd(StopReason.Complete, null, null));

        var sink = new SinkRecorder();
        Messages.ReadStream(Bytes.Text(output.WrittenSpan), sink);
        sink.Calls[1..].ShouldBe(["open Text", "+ No.", "close", "finish Refusal  in=0 cached= written= out=0"]);
    }

    [Fact]
    public void What_was_read_and_written_is_read_the_same_again() => Property.Holds(json =>
    {
        var answer = new RandomAnswer(json.Random);
        var told = new SinkRecorder();
        answer.Tell(told);
        var output = new ArrayBufferWriter<byte>();
        answer.Tell(new MessagesStreamWriter(output));
        var sink = new SinkRecorder();

        var (_, last) = Messages.ReadStream(Bytes.Text(output.WrittenSpan), sink);

        last.ShouldBe(StreamStep.Done);
        sink.Joined.ShouldBe(told.Joined);
    });

    [Fact]
    public void Random_and_damaged_events_never_throw() => Property.Holds(json =>
    {
        var reader = new MessagesStreamReader();
        var sink = new SinkRecorder();
        foreach (var data in json.Shuffle([Start, Stop, json.Value(), Golden.Split('\n')[4 * json.Random.Next(3) + 1].Replace("data: ", "", StringComparison.Ordinal)]))
            reader.Read("content_block_delta"u8, json.Random.Next(2) == 0 ? json.Mutate(Bytes.Of(data)) : Bytes.Of(data), sink);
        reader.Complete(sink);
    });

    internal static void Tell(IAnswerSink sink, in BlockStart start, string? signature, params ReadOnlySpan<string> pieces)
    {
        sink.OpenBlock(start);
        foreach (var piece in pieces)
            sink.Append(piece);
        if (signature is not null)
            sink.Sign(signature);
        sink.CloseBlock();
    }
}
