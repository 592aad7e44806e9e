using Signalbox.Wire;
using Signalbox.Wire.BedrockConverse;
using Signalbox.Wire.Conversation;
using Wire.Tests.AnthropicMessages;

namespace Wire.Tests.BedrockConverse;

public sealed class ConverseAnswerTests
{
    [Fact]
    public void A_whole_answer_is_told_block_by_block_R24()
    {
        var sink = new SinkRecorder();

        ConverseAnswerReader.Read(
            Messages.Json(
                """
                {"metrics":{"latencyMs":1290},"output":{"message":{"content":[
                  {"reasoningContent":{"reasoningText":{"signature":"s","text":"Hm"}}},{"reasoningContent":{"redactedContent":"AAAA"}},
                  {"text":"Yes"},{"citationsContent":{"citations":[],"content":[{"text":"It is "},{"text":"so."}]}},
                  {"toolUse":{"input":{ "a" : "b c" },"name":"f","toolUseId":"tooluse_1"}},{"toolUse":{"name":"s","toolUseId":"x","type":"server_tool_use","input":{}}},
                  {"new":{}}],"role":"assistant"}},
                 "stopReason":"tool_use",
                 "usage":{"cacheReadInputTokenCount":0,"cacheReadInputTokens":0,"cacheWriteInputTokens":12304,"inputTokens":3,"outputTokens":550,"totalTokens":12857}}
                """),
            sink).ShouldBeNull();

        sink.Calls.ShouldBe([
            "begin   in=12307 cached=0 written=12304 out=550",
            "open Reasoning", "+ Hm", "sign s", "close", "open RedactedReasoning", "sign AAAA", "close", "open Text", "+ Yes", "close",
            "open Text", "+ It is so.", "close", "open ToolCall tooluse_1 f", "+ {\"a\":\"b c\"}", "close",
            "finish ToolCalls  in=12307 cached=0 written=12304 out=550"]);
    }

    [Theory]
    [InlineData("end_turn", StopReason.Complete)]
    [InlineData("max_tokens", StopReason.Length)]
    [InlineData("model_context_window_exceeded", StopReason.Length)]
    [InlineData("malformed_model_output", StopReason.Length)]
    [InlineData("malformed_tool_use", StopReason.Length)]
    [InlineData("stop_sequence", StopReason.StopSequence)]
    [InlineData("tool_use", StopReason.ToolCalls)]
    [InlineData("guardrail_intervened", StopReason.ContentFilter)]
    [InlineData("content_filtered", StopReason.ContentFilter)]
    [InlineData("something_new", StopReason.Complete)]
    public void Every_reason_to_stop_is_known_R72(string word, StopReason reason)
    {
        var sink = new SinkRecorder();

        ConverseAnswerReader.Read(Messages.Json($$$"""{"output":{"message":{"content":[]}},"stopReason":"{{{word}}}"}"""), sink).ShouldBeNull();

        sink.Calls.ShouldBe(["begin", $"finish {reason}"]);
    }

    [Theory]
    [InlineData("""{"message":"Busy","__type":"com.amazon.coral.service#ServiceUnavailableException"}""", "Busy", ErrorClass.Overloaded)]
    [InlineData("""{"Message":"No"}""", "No", ErrorClass.Other)]
    [InlineData("""{"__type":"x"}""", "The provider told an error without a message.", ErrorClass.Other)]
    [InlineData("""{"Output":{"__type":"com.amazon.coral.service#UnknownOperationException"},"Version":"1.0"}""", "The provider's answer is not one of Converse: it has no \"output\".", ErrorClass.Other)]
    [InlineData("""{"output":{"message":{"content":"x"}}}""", "The provider's answer is not one of Converse: it has no list \"output.message.content\".", ErrorClass.Other)]
    [InlineData("[]", "The provider's answer is not one of Converse: it has no \"output\".", ErrorClass.Other)]
    public void An_error_is_told_whatever_the_status_R48(string body, string message, ErrorClass expected)
    {
        var sink = new SinkRecorder();

        var error = ConverseAnswerReader.Read(Messages.Json(body), sink).ShouldNotBeNull();

        (error.Message, error.Class).ShouldBe((message, expected));
        sink.Calls.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("ThrottlingException", ErrorClass.RateLimited)]
    [InlineData("ThrottlingException:http://internal.amazon.com/coral/com.amazon.bedrock/", ErrorClass.RateLimited)]
    [InlineData("com.amazonaws.bedrockruntime#ServiceQuotaExceededException", ErrorClass.RateLimited)]
    [InlineData("throttlingException", ErrorClass.RateLimited)]
    [InlineData("ModelNotReadyException", ErrorClass.Overloaded)]
    [InlineData("serviceUnavailableException", ErrorClass.Overloaded)]
    [InlineData("ValidationException", ErrorClass.Other)]
    [InlineData("", ErrorClass.Other)]
    [InlineData(null, ErrorClass.Other)]
    public void Types_are_known_however_AWS_writes_them(string? type, ErrorClass expected) => ConverseErrors.ClassOf(type).ShouldBe(expected);

    [Fact]
    public void Random_bodies_never_throw() => Property.Holds(json =>
    {
        var body = json.Object([(json.Word("output"), json.Object([(json.Word("message"), json.Object([(json.Word("content"), json.Value())]))])), (json.Word("usage"), json.Value())]);
        var sink = new SinkRecorder();

        var error = ConverseAnswerReader.Read(Messages.Json(body), sink);

        (error is null).ShouldBe(sink.Calls.Count > 0);
        ConverseResponseScanner.Scan(Bytes.Of(body)).IsError.ShouldBeFalse();
        ConverseResponseScanner.Scan(json.Mutate(Bytes.Of(body)));
    });
}
