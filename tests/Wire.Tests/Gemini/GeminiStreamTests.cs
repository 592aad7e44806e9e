using Signalbox.Wire;
using Signalbox.Wire.Conversation;
using Signalbox.Wire.Gemini;
using Wire.Tests.AnthropicMessages;

namespace Wire.Tests.Gemini;

public sealed class GeminiStreamTests
{
    private const string Stop = ",\"finishReason\":\"STOP\"";

    [Fact]
    public void A_stream_is_told_with_its_last_counts_and_just_ends()
    {
        var sink = new SinkRecorder();

        var (reader, last) = Gemini.ReadStream(
            """
            data: {"candidates": [{"content": {"parts": [{"text": "fixture"}],"role": "model"},"index": 0}],"usageMetadata": {"promptTokenCount": 7,"candidatesTokenCount": 2,"totalTokenCount": 103,"thoughtsTokenCount": 94,"serviceTier": "standard"},"modelVersion": "gemini-3.7-flash","responseId": "WQuq"}

            data: {"candidates": [{"content": {"parts": [{"text": " ok"}],"role": "model"},"index": 0}],"usageMetadata": {"promptTokenCount": 7,"candidatesTokenCount": 3,"totalTokenCount": 104,"thoughtsTokenCount": 94},"modelVersion": "gemini-3.7-flash","responseId": "WQuq"}

            data: {"candidates": [{"content": {"parts": [{"text": "","thoughtSignature": "EqkE=="}],"role": "model"},"finishReason": "STOP","index": 0}],"usageMetadata": {"promptTokenCount": 7,"candidatesTokenCount": 5,"totalTokenCount": 106,"thoughtsTokenCount": 94,"cachedContentTokenCount":4},"modelVersion": "gemini-3.7-flash","responseId": "WQuq"}


            """.ReplaceLineEndings("\n"),
            sink);

        sink.Calls.ShouldBe([
            "begin WQuq gemini-3.7-flash in=7 cached= written= out=96", "open Text", "+ fixture", "+  ok", "close",
            "open Reasoning", "sign gemini:EqkE==", "close", "finish Complete  in=7 cached=4 written= out=99"]);
        (last, reader.EndSeen, reader.ContentSeen).ShouldBe((StreamStep.Continue, true, true));
        reader.Usage.ShouldBe(new TokenUsage { Input = 7, Output = 99, Total = 106, Cached = 4, Reasoning = 94 });
    }

    [Fact]
    public void Calls_that_come_one_an_event_have_ids_of_their_own_R54()
    {
        var sink = new SinkRecorder();

        Gemini.ReadStream(
            Messages.Stream(
                Gemini.Chunk("""{"functionCall":{"name":"f","args":{"a":1}}}"""),
                Gemini.Chunk("""{"functionCall":{"name":"f","args":{"a":2}}}"""),
                Gemini.Chunk("""{"functionCall":{"name":"f","args":{},"id":"mine"}}"""),
                Gemini.Chunk("""{"functionCall":{"name":"f","args":{},"id":"mine"}}"""),
                Gemini.Chunk("""{"functionCall":{"name":"f","args":{},"id":"not fit"}},{"functionCall":{"name":"f","args":{}}}"""),
                Gemini.Chunk("""{"text":""}""", Stop)),
            sink);

        sink.Calls.Where(call => call.StartsWith("open", StringComparison.Ordinal)).ShouldBe([
            "open ToolCall call_0_r1 f", "open ToolCall call_1_r1 f", "open ToolCall mine f", "open ToolCall call_2_r1 f", "open ToolCall call_3_r1 f", "open ToolCall call_4_r1 f"]);
        sink.Calls[^1].ShouldBe("finish ToolCalls");
    }

    [Fact]
    public void The_signature_of_a_call_is_told_before_it_and_on_it_R58()
    {
        var sink = new SinkRecorder();

        Gemini.ReadStream(
            Messages.Stream(
                Gemini.Chunk("""{"text":"Hm","thought":true}"""), Gemini.Chunk("""{"text":", so","thought":true}"""),
                Gemini.Chunk("""{"functionCall":{"name":"f","args":{}},"thoughtSignature":"S1"}"""), Gemini.Chunk("""{"text":""}""", Stop)),
            sink);

        sink.Joined[1..^1].ShouldBe(["open Reasoning", "+ Hm, so", "sign gemini:S1", "close", "open ToolCall call_0_r1 f gemini:S1", "+ {}", "close"]);
    }

    [Fact]
    public void A_prompt_that_is_held_back_ends_the_stream()
    {
        var sink = new SinkRecorder();

        var (reader, _) = Gemini.ReadStream(Messages.Stream("""{"promptFeedback":{"blockReason":"SAFETY"},"usageMetadata":{"promptTokenCount":9,"totalTokenCount":9},"responseId":"EX"}"""), sink);

        (reader.EndSeen, reader.ContentSeen).ShouldBe((true, false));
        sink.Calls[^1].ShouldBe("finish ContentFilter  in=9 cached= written= out=0");
    }

    [Fact]
    public void A_stream_that_is_cut_off_has_no_end()
    {
        var (reader, last) = Gemini.ReadStream(Messages.Stream(Gemini.Chunk("""{"text":"a"}"""), Gemini.Chunk("""{"text":"b"}""", ",\"finishReason\":\"FINISH_REASON_UNSPECIFIED\"")), new SinkRecorder());

        (last, reader.EndSeen, reader.ContentSeen).ShouldBe((StreamStep.Continue, false, true));
    }

    [Fact]
    public void Counts_that_come_after_the_end_count()
    {
        var sink = new SinkRecorder();

        Gemini.ReadStream(Messages.Stream(Gemini.Chunk("""{"text":"a"}""", Stop), """{"usageMetadata":{"promptTokenCount":1,"candidatesTokenCount":2}}"""), sink);

        sink.Calls[^1].ShouldBe("finish Complete  in=1 cached= written= out=2");
    }

    [Theory]
    [InlineData("""{"error":{"code":503,"message":"m","status":"UNAVAILABLE"}}""", "UNAVAILABLE", ErrorClass.Overloaded)]
    [InlineData("""[{"error":{"code":429,"message":"m","status":"RESOURCE_EXHAUSTED"}}]""", "RESOURCE_EXHAUSTED", ErrorClass.RateLimited)]
    [InlineData("""{"candidates":[{"finishReason":"MALFORMED_FUNCTION_CALL","finishMessage":"m"}]}""", "MALFORMED_FUNCTION_CALL", ErrorClass.Other)]
    public void An_error_in_the_stream_ends_it(string data, string type, ErrorClass expected)
    {
        var (reader, last) = Gemini.ReadStream(Messages.Stream(Gemini.Chunk("""{"text":"a"}"""), data, Gemini.Chunk("""{"text":"b"}""", Stop)), new SinkRecorder());

        (last, reader.EndSeen).ShouldBe((StreamStep.Error, false));
        reader.Error.ShouldBe(new AnswerError("m", type, expected));
    }

    [Theory]
    [InlineData("""{"text":""}""", StreamStep.Error)]
    [InlineData("""{"text":"a"}""", StreamStep.Continue)]
    [InlineData("""{"inlineData":{"mimeType":"image/png","data":"AA=="}}""", StreamStep.Continue)]
    public void An_end_for_another_reason_needs_content(string part, StreamStep expected)
    {
        var (reader, last) = Gemini.ReadStream(Messages.Stream(Gemini.Chunk(part), Gemini.Chunk("", ",\"finishReason\":\"OTHER\"")), new SinkRecorder());

        (last, reader.EndSeen).ShouldBe((expected, expected == StreamStep.Continue));
        if (expected == StreamStep.Error) reader.Error.ShouldBe(new AnswerError("The model's answer broke off: OTHER.", "OTHER", ErrorClass.Other));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("[{}]")]
    [InlineData("\"text\"")]
    [InlineData("{} {}")]
    [InlineData("""{"candidates":{}}""")]
    [InlineData("""{"candidates":[3]}""")]
    [InlineData("""{"candidates":[{"content":[]}]}""")]
    [InlineData("""{"candidates":[{"content":{"parts":{}}}]}""")]
    [InlineData("""{"candidates":[{"content":{"parts":[3]}}]}""")]
    [InlineData("""{"candidates":[{"content":{"parts":[{"text":[]}]}}]}""")]
    [InlineData("""{"candidates":[{"content":{"parts":[{"text":"a","thoughtSignature":3}]}}]}""")]
    [InlineData("""{"candidates":[{"content":{"parts":[{"functionCall":{"name":"f","args":"x"}}]}}]}""")]
    [InlineData("""{"candidates":[{"finishReason":3}]}""")]
    public void An_event_of_another_shape_is_malformed(string data)
    {
        var sink = new SinkRecorder();

        new GeminiStreamReader("r1").Read(default, Bytes.Of(data), sink).ShouldBe(StreamStep.Malformed);

        sink.Calls.ShouldBeEmpty();
    }

    [Fact]
    public void Halves_of_surrogate_pairs_do_not_throw()
    {
        var sink = new SinkRecorder();

        Gemini.ReadStream(Messages.Stream(Gemini.Chunk("""{"text":"a\ud800"}""", ",\"\\ud800\":1,\"finishReason\":\"\\ud83d\"")), sink);

        sink.Calls[^1].ShouldBe("finish Complete");
    }
}
