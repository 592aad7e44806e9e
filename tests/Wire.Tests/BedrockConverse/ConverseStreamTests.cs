using Signalbox.Wire;
using Signalbox.Wire.BedrockConverse;
using Signalbox.Wire.Conversation;
using Wire.Tests.AnthropicMessages;

namespace Wire.Tests.BedrockConverse;

public sealed class ConverseStreamTests
{
    [Fact]
    public void Text_begins_with_its_first_delta_and_the_counts_come_after_the_end_R24()
    {
        var sink = new SinkRecorder();

        var (reader, last) = Converse.ReadStream(
            sink, ConverseFrames.Start, ConverseFrames.Text(0, "Hel"), ConverseFrames.Text(0, "lo 北"), ConverseFrames.Stop(0), ConverseFrames.End("end_turn"), ConverseFrames.Usage);

        sink.Calls.ShouldBe(["begin", "open Text", "+ Hel", "+ lo 北", "close", "finish Complete  in=12307 cached=0 written=12304 out=550"]);
        (last, reader.EndSeen, reader.ContentSeen, reader.Error).ShouldBe((StreamStep.Done, true, true, null));
    }

    [Fact]
    public void Every_kind_of_block_is_told()
    {
        var sink = new SinkRecorder();

        Converse.ReadStream(
            sink,
            ConverseFrames.Start,
            ConverseFrames.Thought(0, "Hm"), ConverseFrames.Thought(0, "m"), ConverseFrames.Signature(0, "sig"), ConverseFrames.Stop(0),
            ConverseFrames.Delta(1, """{"reasoningContent":{"redactedContent":"AAAA"}}"""), ConverseFrames.Stop(1),
            ConverseFrames.Text(2, "I look."), ConverseFrames.Stop(2),
            ConverseFrames.Call(3, "tooluse_a", "f"), ConverseFrames.Input(3, ""), ConverseFrames.Input(3, "{\"a\""), ConverseFrames.Input(3, ":1}"), ConverseFrames.Stop(3),
            ConverseFrames.Call(4, "tooluse_b", "g"), ConverseFrames.Stop(4),
            ConverseFrames.End("tool_use"), ConverseFrames.Usage);

        sink.Joined.ShouldBe([
            "begin", "open Reasoning", "+ Hmm", "sign sig", "close", "open RedactedReasoning", "sign AAAA", "close", "open Text", "+ I look.", "close",
            "open ToolCall tooluse_a f", "+ {\"a\":1}", "close", "open ToolCall tooluse_b g", "close",
            "finish ToolCalls  in=12307 cached=0 written=12304 out=550"]);
    }

    [Fact]
    public void Interleaved_blocks_are_put_in_order()
    {
        var sink = new SinkRecorder();

        Converse.ReadStream(
            sink,
            ConverseFrames.Call(1, "a", "f"), ConverseFrames.Call(2, "b", "g"), ConverseFrames.Input(2, "{"), ConverseFrames.Text(3, "x"), ConverseFrames.Input(1, "{"),
            ConverseFrames.Input(2, "}"), ConverseFrames.Stop(2), ConverseFrames.Input(1, "}"), ConverseFrames.Stop(1), ConverseFrames.Text(3, "y"),
            ConverseFrames.End("tool_use"));

        sink.Joined.ShouldBe([
            "begin", "open ToolCall a f", "+ {}", "close", "open ToolCall b g", "+ {}", "close", "open Text", "+ xy", "close", "finish ToolCalls"]);
    }

    [Fact]
    public void What_comes_of_the_first_open_block_is_told_at_once()
    {
        var sink = new SinkRecorder();
        var reader = new ConverseStreamReader();

        reader.Read("contentBlockDelta"u8, """{"contentBlockIndex":0,"delta":{"text":"a"}}"""u8, sink);

        sink.Calls.ShouldBe(["begin", "open Text", "+ a"]);
    }

    [Fact]
    public void Deltas_that_change_their_kind_and_blocks_without_an_end_are_put_right_R44()
    {
        var sink = new SinkRecorder();

        Converse.ReadStream(
            sink,
            ConverseFrames.Thought(0, "Hm"), ConverseFrames.Text(0, "Yes"), ConverseFrames.Call(0, "a", "f"), ConverseFrames.Text(0, "no part of a call"),
            ConverseFrames.Call(0, "b", "f"), ConverseFrames.Input(7, "of no call"), ConverseFrames.End("tool_use"));

        sink.Calls.ShouldBe([
            "begin", "open Reasoning", "+ Hm", "close", "open Text", "+ Yes", "close", "open ToolCall a f", "close", "open ToolCall b f", "close", "finish ToolCalls"]);
    }

    [Fact]
    public void Tools_that_Bedrock_runs_itself_and_kinds_we_do_not_know_are_passed_over()
    {
        var sink = new SinkRecorder();

        Converse.ReadStream(
            sink,
            ("contentBlockStart", """{"contentBlockIndex":0,"start":{"toolUse":{"name":"s","toolUseId":"x","type":"server_tool_use"}}}"""), ConverseFrames.Input(0, "{}"), ConverseFrames.Stop(0),
            ("contentBlockStart", """{"contentBlockIndex":1,"start":{"image":{"format":"png"}}}"""), ConverseFrames.Delta(1, """{"image":{"source":{}}}"""), ConverseFrames.Stop(1),
            ConverseFrames.Delta(2, """{"reasoningContent":{"new":1}}"""), ("newEvent", "{}"), ConverseFrames.End("end_turn"));

        sink.Calls.ShouldBe(["begin", "finish Complete"]);
    }

    [Theory]
    [InlineData("throttlingException", """{"message":"Too many tokens"}""", "Too many tokens", ErrorClass.RateLimited)]
    [InlineData("serviceUnavailableException", """{"message":"Busy"}""", "Busy", ErrorClass.Overloaded)]
    [InlineData("internalServerException", """{"message":"Oops"}""", "Oops", ErrorClass.Other)]
    [InlineData("validationException", """{"Message":"Wrong"}""", "Wrong", ErrorClass.Other)]
    [InlineData("modelStreamErrorException", """{"originalMessage":"Odd","originalStatusCode":500}""", "Odd", ErrorClass.Other)]
    [InlineData("modelTimeoutException", "{}", "The provider told an error without a message.", ErrorClass.Other)]
    public void An_exception_in_the_midst_is_an_error_R48(string type, string payload, string message, ErrorClass expected)
    {
        var sink = new SinkRecorder();

        var (reader, last) = Converse.ReadStream(sink, ConverseFrames.Start, ConverseFrames.Text(0, "a"), (type, payload));

        (last, reader.EndSeen).ShouldBe((StreamStep.Error, false));
        reader.Error.ShouldBe(new AnswerError(message, type, expected));
    }

    [Fact]
    public void An_error_that_Bedrock_does_not_describe_is_one_too()
    {
        var reader = new ConverseStreamReader();

        reader.Read("error"u8, """{"__type":"ThrottlingException","message":"m"}"""u8, new SinkRecorder()).ShouldBe(StreamStep.Error);

        reader.Error.ShouldBe(new AnswerError("m", "ThrottlingException", ErrorClass.RateLimited));
    }

    [Fact]
    public void A_stream_that_breaks_off_has_no_end_R41()
    {
        var (reader, last) = Converse.ReadStream(new SinkRecorder(), ConverseFrames.Start, ConverseFrames.Text(0, "a"), ConverseFrames.Stop(0));

        (last, reader.EndSeen, reader.Usage).ShouldBe((StreamStep.Continue, false, null));
    }

    [Fact]
    public void Later_metadata_without_counts_leaves_those_before()
    {
        var reader = new ConverseStreamReader();
        var sink = new SinkRecorder();

        reader.Read("metadata"u8, """{"usage":{"inputTokens":3,"outputTokens":0}}"""u8, sink).ShouldBe(StreamStep.Continue);
        reader.Read("messageStop"u8, """{"stopReason":"end_turn"}"""u8, sink).ShouldBe(StreamStep.Continue);
        reader.Read("metadata"u8, """{"metrics":{}}"""u8, sink).ShouldBe(StreamStep.Done);

        reader.Usage.ShouldBe(new TokenUsage { Input = 3, Output = 0 });
    }

    [Theory]
    [InlineData("contentBlockDelta", "")]
    [InlineData("contentBlockDelta", "[]")]
    [InlineData("contentBlockDelta", "{} {}")]
    [InlineData("contentBlockDelta", "{}")]
    [InlineData("contentBlockDelta", """{"contentBlockIndex":"0","delta":{"text":"a"}}""")]
    [InlineData("contentBlockDelta", """{"contentBlockIndex":0.5,"delta":{"text":"a"}}""")]
    [InlineData("contentBlockDelta", """{"contentBlockIndex":0,"delta":"a"}""")]
    [InlineData("contentBlockDelta", """{"contentBlockIndex":0,"delta":{"text":1}}""")]
    [InlineData("contentBlockDelta", """{"contentBlockIndex":0,"delta":{"toolUse":{"input":{}}}}""")]
    [InlineData("contentBlockDelta", """{"contentBlockIndex":0,"delta":{"reasoningContent":{"signature":[]}}}""")]
    [InlineData("contentBlockStart", """{"contentBlockIndex":0}""")]
    [InlineData("contentBlockStop", """{"contentBlockIndex":[]}""")]
    [InlineData("messageStop", "{}")]
    [InlineData("newEvent", "x")]
    public void What_is_no_event_is_malformed(string name, string data) =>
        new ConverseStreamReader().Read(Bytes.Of(name), Bytes.Of(data), new SinkRecorder()).ShouldBe(StreamStep.Malformed);

    [Fact]
    public void Random_and_damaged_events_never_throw_and_keep_the_order_of_the_sink() => Property.Holds(json =>
    {
        var reader = new ConverseStreamReader();
        var sink = new SinkRecorder();
        for (var i = json.Random.Next(1, 30); i > 0; i--)
        {
            var (name, data) = RandomEvent(json);
            var bytes = Bytes.Of(data);
            reader.Read(Bytes.Of(name), json.Random.Next(10) == 0 ? json.Mutate(bytes) : bytes, sink);
        }

        reader.Complete(sink);
        sink.Calls[^1].ShouldStartWith("finish");
    }, cases: 1000);

    private static (string Name, string Data) RandomEvent(RandomJson json)
    {
        var index = json.Random.Next(3);
        return json.Random.Next(8) switch
        {
            0 => ConverseFrames.Start,
            1 => ConverseFrames.Call(index, "id", "f"),
            2 => ConverseFrames.Input(index, "{}"),
            3 => ConverseFrames.Delta(index, json.Value()),
            4 => ConverseFrames.Thought(index, "t"),
            5 => ConverseFrames.Signature(index, "s"),
            6 => ConverseFrames.Stop(index),
            _ => ConverseFrames.Text(index, json.StringContent()),
        };
    }
}
