using Signalbox.Wire;
using Signalbox.Wire.Conversation;
using Signalbox.Wire.Gemini;
using Wire.Tests.AnthropicMessages;

namespace Wire.Tests.Gemini;

public sealed class GeminiAnswerTests
{
    [Fact]
    public void An_answer_is_told_with_thoughts_text_and_calls() =>
        Gemini.Read("""
            {"candidates":[{"content":{"parts":[
                {"text":"**Weighing**","thought":true},
                {"text":"Both at once."},
                {"functionCall":{"name":"weather","args":{ "city": "Paris" }},"thoughtSignature":"EpEg"},
                {"functionCall":{"name":"weather","args":{"city":"Tokyo"}}},
                {"functionCall":{"name":"now"}}],"role":"model"},"finishReason":"STOP","index":0}],
             "usageMetadata":{"promptTokenCount":29,"cachedContentTokenCount":9,"candidatesTokenCount":15,"totalTokenCount":848,"promptTokensDetails":[{"modality":"TEXT","tokenCount":29}],"thoughtsTokenCount":804},
             "modelVersion":"gemini-3-pro-preview","responseId":"QHiLaa6L"}
            """).ShouldBe([
            "begin QHiLaa6L gemini-3-pro-preview in=29 cached=9 written= out=819",
            "open Reasoning", "+ **Weighing**", "close", "open Text", "+ Both at once.", "close", "open Reasoning", "sign gemini:EpEg", "close",
            "open ToolCall call_0_r1 weather gemini:EpEg", "+ {\"city\":\"Paris\"}", "close",
            "open ToolCall call_1_r1 weather", "+ {\"city\":\"Tokyo\"}", "close",
            "open ToolCall call_2_r1 now", "+ {}", "close",
            "finish ToolCalls  in=29 cached=9 written= out=819"]);

    [Fact]
    public void The_signature_of_a_text_is_told_before_it_or_on_the_thoughts_before_it()
    {
        Gemini.Read(Gemini.Chunk("""{"text":"Hello!","thoughtSignature":"S"}"""))[1..^1].ShouldBe(["open Reasoning", "sign gemini:S", "close", "open Text", "+ Hello!", "close"]);
        Gemini.Read(Gemini.Chunk("""{"text":"Hm","thought":true},{"text":"Hello!","thoughtSignature":"S"}"""))[1..^1]
            .ShouldBe(["open Reasoning", "+ Hm", "sign gemini:S", "close", "open Text", "+ Hello!", "close"]);
    }

    [Fact]
    public void Images_and_code_that_Google_ran_are_passed_over() =>
        Gemini.Read(Gemini.Chunk("""{"text":"a"},{"inlineData":{"mimeType":"image/png","data":"AAAA"}},{"executableCode":{"language":"PYTHON","code":"1"}},{"text":"b"}"""))[1..^1]
            .ShouldBe(["open Text", "+ ab", "close"]);

    [Fact]
    public void A_prompt_that_is_held_back_is_an_answer_of_the_filter() =>
        Gemini.Read("""{"promptFeedback":{"blockReason":"PROHIBITED_CONTENT"},"usageMetadata":{"promptTokenCount":9,"totalTokenCount":9},"modelVersion":"gemini-3.7-flash","responseId":"EX"}""")
            .ShouldBe(["begin EX gemini-3.7-flash in=9 cached= written= out=0", "finish ContentFilter  in=9 cached= written= out=0"]);

    [Theory]
    [InlineData("STOP", StopReason.Complete)]
    [InlineData("MAX_TOKENS", StopReason.Length)]
    [InlineData("SAFETY", StopReason.ContentFilter)]
    [InlineData("RECITATION", StopReason.ContentFilter)]
    [InlineData("SPII", StopReason.ContentFilter)]
    [InlineData("IMAGE_SAFETY", StopReason.ContentFilter)]
    [InlineData("OTHER", StopReason.Complete)]
    [InlineData("SOMETHING_NEW", StopReason.Complete)]
    public void An_end_has_its_reason(string word, StopReason reason) =>
        Gemini.Read(Gemini.Chunk("""{"text":"a"}""", $",\"finishReason\":\"{word}\""))[^1].ShouldBe($"finish {reason}");

    [Theory]
    [InlineData("STOP", StopReason.Complete)]
    [InlineData("MAX_TOKENS", StopReason.Length)]
    [InlineData("SAFETY", StopReason.ContentFilter)]
    public void An_end_that_is_known_needs_no_content(string word, StopReason reason) =>
        Gemini.Read($$"""{"candidates":[{"finishReason":"{{word}}"}]}""")[^1].ShouldBe($"finish {reason}");

    [Fact]
    public void An_image_that_is_left_out_is_content() =>
        Gemini.Read(Gemini.Chunk("""{"inlineData":{"mimeType":"image/png","data":"AA=="}}""", ",\"finishReason\":\"OTHER\""))[^1].ShouldBe("finish Complete");

    [Fact]
    public void A_call_that_was_cut_off_does_not_pass_for_a_whole_turn() =>
        Gemini.Read(Gemini.Chunk("""{"functionCall":{"name":"f","args":{}}}""", ",\"finishReason\":\"MAX_TOKENS\""))[^1].ShouldBe("finish Length");

    [Theory]
    [InlineData("MALFORMED_FUNCTION_CALL", "\"Malformed function call: f(\"", "Malformed function call: f(")]
    [InlineData("UNEXPECTED_TOOL_CALL", "null", "The model's answer broke off: UNEXPECTED_TOOL_CALL.")]
    [InlineData("OTHER", "null", "The model's answer broke off: OTHER.")]
    [InlineData("SOMETHING_NEW", "\"m\"", "m")]
    public void A_model_that_failed_at_its_answer_gave_none(string word, string said, string message)
    {
        var sink = new SinkRecorder();

        GeminiAnswerReader.Read(Messages.Json($$"""{"candidates":[{"content":{},"finishReason":"{{word}}","finishMessage":{{said}}}]}"""), "r1", sink)
            .ShouldBe(new AnswerError(message, word, ErrorClass.Other));

        sink.Calls.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("""{"error":{"code":429,"message":"m","status":"RESOURCE_EXHAUSTED","details":[{"@type":"type.googleapis.com/google.rpc.RetryInfo","retryDelay":"34.4s"}]}}""", "RESOURCE_EXHAUSTED", ErrorClass.RateLimited)]
    [InlineData("""[{"error":{"code":503,"message":"m","status":"UNAVAILABLE"}}]""", "UNAVAILABLE", ErrorClass.Overloaded)]
    [InlineData("""{"error":{"code":400,"message":"m","status":"INVALID_ARGUMENT"}}""", "INVALID_ARGUMENT", ErrorClass.Other)]
    [InlineData("""{"error":{"code":429,"message":"m"}}""", null, ErrorClass.RateLimited)]
    [InlineData("""{"error":"m"}""", null, ErrorClass.Other)]
    public void An_error_is_told_with_its_class_R48(string body, string? type, ErrorClass expected)
    {
        var sink = new SinkRecorder();

        GeminiAnswerReader.Read(Messages.Json(body), "r1", sink).ShouldBe(new AnswerError("m", type, expected));

        sink.Calls.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("3")]
    [InlineData("""{"candidates":[]}""")]
    [InlineData("""{"candidates":{}}""")]
    [InlineData("""{"candidates":[{"content":{"parts":[{"text":3}]}}]}""")]
    [InlineData("""{"candidates":[{"content":{"parts":[{"functionCall":{"args":{}}}]}}]}""")]
    public void What_is_no_answer_is_an_error(string body) =>
        GeminiAnswerReader.Read(Messages.Json(body), "r1", new SinkRecorder())!.Message.ShouldBe("The provider's answer has no candidate that can be read.");
}
