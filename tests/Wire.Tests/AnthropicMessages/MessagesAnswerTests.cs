using System.Buffers;
using Signalbox.Wire;
using Signalbox.Wire.AnthropicMessages;
using Signalbox.Wire.Conversation;

namespace Wire.Tests.AnthropicMessages;

public sealed class MessagesAnswerTests
{
    [Fact]
    public void A_whole_answer_is_told_block_by_block_R24()
    {
        var sink = new SinkRecorder();

        MessagesAnswerReader.Read(
            Messages.Json(
                """
                {"id":"msg_1","type":"message","role":"assistant","model":"claude","content":[
                  {"type":"thinking","thinking":"Hm","signature":"s"},{"type":"redacted_thinking","data":"r"},{"type":"text","text":"Yes"},
                  {"type":"web_search_tool_result","content":[]},{"type":"tool_use","id":"t","name":"f","input":{ "a" : "b c" }}],
                 "stop_reason":"tool_use","stop_sequence":null,
                 "usage":{"input_tokens":3,"cache_creation_input_tokens":12304,"cache_read_input_tokens":0,"output_tokens":550}}
                """),
            sink).ShouldBeNull();

        sink.Calls.ShouldBe([
            "begin msg_1 claude in=12307 cached=0 written=12304 out=550",
            "open Reasoning", "+ Hm", "sign s", "close", "open RedactedReasoning", "sign r", "close", "open Text", "+ Yes", "close",
            "open ToolCall t f", "+ {\"a\":\"b c\"}", "close",
            "finish ToolCalls  in=12307 cached=0 written=12304 out=550"]);
    }

    [Theory]
    [InlineData("end_turn", StopReason.Complete)]
    [InlineData("max_tokens", StopReason.Length)]
    [InlineData("model_context_window_exceeded", StopReason.Length)]
    [InlineData("stop_sequence", StopReason.StopSequence)]
    [InlineData("tool_use", StopReason.ToolCalls)]
    [InlineData("pause_turn", StopReason.Paused)]
    [InlineData("refusal", StopReason.Refusal)]
    [InlineData("something_new", StopReason.Complete)]
    public void Every_reason_to_stop_is_known_R72(string word, StopReason reason)
    {
        var sink = new SinkRecorder();

        MessagesAnswerReader.Read(Messages.Json($$"""{"content":[],"stop_reason":"{{word}}"}"""), sink);

        sink.Calls[^1].ShouldBe($"finish {reason}");
    }

    [Theory]
    [InlineData("""{"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}""", "Overloaded", ErrorClass.Overloaded)]
    [InlineData("""{"error":"busy"}""", "busy", ErrorClass.Other)]
    [InlineData("""{"type":"message","content":"x"}""", "The provider's answer is not a message: it has no list \"content\".", ErrorClass.Other)]
    [InlineData("[]", "The provider's answer is not a message: it has no list \"content\".", ErrorClass.Other)]
    public void An_error_is_told_whatever_the_status_R48(string body, string message, ErrorClass expected)
    {
        var sink = new SinkRecorder();

        var error = MessagesAnswerReader.Read(Messages.Json(body), sink).ShouldNotBeNull();

        (error.Message, error.Class).ShouldBe((message, expected));
        sink.Calls.ShouldBeEmpty();
    }

    [Fact]
    public void A_document_has_Anthropics_members_and_counts()
    {
        var document = new MessagesAnswerDocument("msg_1", "m");
        document.Begin(new AnswerStart("chatcmpl-1", "gpt", null));
        MessagesStreamTests.Tell(document, new BlockStart(BlockKind.Reasoning), null, "Hm");
        MessagesStreamTests.Tell(document, new BlockStart(BlockKind.Text), null);
        MessagesStreamTests.Tell(document, new BlockStart(BlockKind.Text), null, "é", "\"");
        MessagesStreamTests.Tell(document, new BlockStart(BlockKind.ToolCall, "t", "f"), null, "{\"a\":", "1}");
        MessagesStreamTests.Tell(document, new BlockStart(BlockKind.ToolCall, "u", "f"), null);
        MessagesStreamTests.Tell(document, new BlockStart(BlockKind.ToolCall, "v", "f"), null, "{\"a");
        MessagesStreamTests.Tell(document, new BlockStart(BlockKind.CustomToolCall, null, "p"), null, "raw");
        document.Finish(new AnswerEnd(StopReason.Complete, null, new TokenUsage { Input = 20, Cached = 7, CacheWrite = 3, Output = 5 }));

        Write(document).ShouldBe(
            """{"id":"msg_1","type":"message","role":"assistant","model":"m","content":[{"type":"thinking","thinking":"Hm","signature":""},{"type":"text","text":"é\""},{"type":"tool_use","id":"t","name":"f","input":{"a":1},"caller":{"type":"direct"}},{"type":"tool_use","id":"u","name":"f","input":{},"caller":{"type":"direct"}},{"type":"tool_use","id":"v","name":"f","input":{"_raw":"{\"a"},"caller":{"type":"direct"}},{"type":"tool_use","id":"toolu_5_msg_1","name":"p","input":{"input":"raw"},"caller":{"type":"direct"}}],"stop_reason":"tool_use","stop_sequence":null,"usage":{"input_tokens":10,"cache_creation_input_tokens":3,"cache_read_input_tokens":7,"output_tokens":5}}""");
    }

    [Fact]
    public void A_stop_sequence_is_told_only_where_it_is_the_reason_and_withheld_thoughts_only_with_their_data()
    {
        var document = new MessagesAnswerDocument("msg_1", "m");
        document.Begin(default);
        MessagesStreamTests.Tell(document, new BlockStart(BlockKind.RedactedReasoning), null);
        MessagesStreamTests.Tell(document, new BlockStart(BlockKind.ToolCall, null, "f"), null);
        document.Finish(new AnswerEnd(StopReason.StopSequence, "END", null));

        Write(document).ShouldContain(""""content":[{"type":"tool_use","id":"toolu_0_msg_1","name":"f","input":{},"caller":{"type":"direct"}}],"stop_reason":"tool_use","stop_sequence":null"""");
    }

    [Fact]
    public void A_document_takes_the_providers_id_where_none_is_given_and_counts_nothing_as_nothing()
    {
        var document = new MessagesAnswerDocument();
        document.Begin(new AnswerStart("a", "b", null));
        document.Finish(new AnswerEnd(StopReason.ToolCalls, null, null));

        Write(document).ShouldBe(
            """{"id":"a","type":"message","role":"assistant","model":"b","content":[],"stop_reason":"end_turn","stop_sequence":null,"usage":{"input_tokens":0,"output_tokens":0}}""");
    }

    [Fact]
    public void A_document_is_read_as_it_was_told() => Property.Holds(json =>
    {
        var answer = new RandomAnswer(json.Random);
        var document = new MessagesAnswerDocument();
        var told = new SinkRecorder();
        var read = new SinkRecorder();
        answer.Tell(told);
        answer.Tell(document);

        MessagesAnswerReader.Read(Messages.Json(Write(document)), read).ShouldBeNull();

        read.Joined[1..].ShouldBe(told.Joined[1..].Select(call => call.Replace("[1, ", "[1,", StringComparison.Ordinal)));
    });

    [Fact]
    public void Random_answers_never_throw() => Property.Holds(json => MessagesAnswerReader.Read(
        Messages.Json(json.Object(json.Shuffle(new[]
        {
            (json.Word("content"), json.Array([json.Value(), json.Object([(json.Word("type"), "\"tool_use\""), (json.Word("input"), json.Value())])])),
            (json.Word("usage"), json.Object([(json.Word("input_tokens"), json.Value()), (json.Word("output_tokens"), json.Value())])),
            (json.Word("stop_reason"), json.Value()),
        }))),
        new SinkRecorder()));

    private static string Write(MessagesAnswerDocument document)
    {
        var output = new ArrayBufferWriter<byte>();
        document.WriteTo(output);
        return Bytes.Text(output.WrittenSpan);
    }
}
