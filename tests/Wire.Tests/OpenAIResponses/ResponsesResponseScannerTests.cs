using Signalbox.Wire;
using Signalbox.Wire.OpenAIResponses;

namespace Wire.Tests.OpenAIResponses;

public sealed class ResponsesResponseScannerTests
{
    [Fact]
    public void An_answer_is_read()
    {
        var body = Bytes.Of("""
            { "id": "resp_01", "object": "response", "created_at": 1741476542, "status": "completed", "error": null, "incomplete_details": null, "model": "gpt-4.1-2025-04-14",
              "output": [ { "type": "message", "id": "msg_1", "status": "failed", "content": [ { "type": "output_text", "text": "\"usage\":{\"input_tokens\":9}", "annotations": [] } ] } ],
              "reasoning": { "effort": null, "error": "x" }, "text": { "format": { "type": "text" } }, "tools": [ { "type": "error", "model": "y" } ],
              "usage": { "input_tokens": 36, "input_tokens_details": { "cached_tokens": 5 }, "output_tokens": 87, "output_tokens_details": { "reasoning_tokens": 7 }, "total_tokens": 123 }, "user": null }
            """);

        var scan = ResponsesResponseScanner.Scan(body);

        (scan.IsObject, scan.IsError, scan.HasContent).ShouldBe((true, false, true));
        Bytes.Text(scan.Id.Of(body)).ShouldBe("resp_01");
        Bytes.Text(scan.Model.Of(body)).ShouldBe("gpt-4.1-2025-04-14");
        Bytes.Text(scan.Status.Of(body)).ShouldBe("completed");
        scan.Error.ShouldBe(default);
        scan.Usage.ShouldBe(new TokenUsage { Input = 36, Cached = 5, Output = 87, Reasoning = 7, Total = 123 });
    }

    [Theory]
    [InlineData("{}", null, null, null, null)]
    [InlineData("""{"input_tokens":0,"input_tokens_details":{"cached_tokens":0},"output_tokens":0,"output_tokens_details":{"reasoning_tokens":0}}""", 0L, 0L, 0L, 0L)]
    [InlineData("""{"input_tokens":7,"input_tokens_details":null,"output_tokens_details":[1]}""", 7L, null, null, null)]
    [InlineData("""{"input_tokens":null,"input_tokens_details":{"cached_tokens":null},"output_tokens":1}""", null, 1L, null, null)]
    [InlineData("""{"input_tokens":"7","output_tokens":1.5,"output_tokens_details":{"reasoning_tokens":-1}}""", null, null, null, null)]
    [InlineData("""{"input_t\u006fkens":12.0,"output_tokens":[3],"output_tokens_details":{"r\u0065asoning_tokens":2}}""", 12L, null, null, 2L)]
    [InlineData("""{"input_tokens":9223372036854775807,"output_tokens":9223372036854775808}""", null, null, null, null)]
    public void R27_a_reported_zero_is_zero_and_what_is_not_reported_is_null(string usage, long? input, long? output, long? cached, long? reasoning) =>
        ResponsesResponseScanner.Scan(Bytes.Of($$"""{"status":"completed","output":[],"usage":{{usage}}}""")).Usage
            .ShouldBe(new TokenUsage { Input = input, Output = output, Cached = cached, Reasoning = reasoning });

    [Theory]
    [InlineData("")]
    [InlineData("<html>502</html>")]
    [InlineData("[]")]
    [InlineData("{\"output\":[")]
    [InlineData("{\"output\":[]} extra")]
    public void What_is_no_json_object_is_said_to_be_none(string body) =>
        ResponsesResponseScanner.Scan(Bytes.Of(body)).ShouldBe(default);

    [Theory]
    [InlineData("""{"error":{"type":"service_unavailable_error","code":null,"message":"m","param":null}}""", ErrorClass.Overloaded)]
    [InlineData("""{"status":"failed","error":{"code":"server_is_overloaded","message":"m"},"output":[]}""", ErrorClass.Overloaded)]
    [InlineData("""{"status":"failed","error":{"code":"rate_limit_exceeded","message":"m"},"output":[{"type":"message"}]}""", ErrorClass.RateLimited)]
    [InlineData("""{"status":"f\u0061iled","error":{"code":"server_error","message":"m"}}""", ErrorClass.Other)]
    [InlineData("""{"type":"error","error":{"code":429,"message":"m"}}""", ErrorClass.RateLimited)]
    [InlineData("""{"type":"error","code":"insufficient_quota","message":"m"}""", ErrorClass.RateLimited)]
    [InlineData("""{"object":"error","type":"ServiceUnavailableError","message":"m","code":503}""", ErrorClass.Overloaded)]
    [InlineData("""{"error":"m"}""", ErrorClass.Other)]
    public void R48_an_error_in_a_200_is_recognized(string text, ErrorClass expected)
    {
        var body = Bytes.Of(text);

        var scan = ResponsesResponseScanner.Scan(body);

        (scan.IsObject, scan.IsError).ShouldBe((true, true));
        scan.Error.Class.ShouldBe(expected);
        Bytes.Text(scan.Error.Message.Of(body)).ShouldBe("m");
    }

    [Theory]
    [InlineData("""{"status":"queued","output":[],"usage":null,"error":null}""", false)]
    [InlineData("""{"status":"incomplete","incomplete_details":{"reason":"max_output_tokens"},"output":[{"type":"reasoning"}]}""", true)]
    [InlineData("""{"status":"completed","error":{"message":"m"},"output":[{"type":"message"}]}""", true)]
    [InlineData("{}", false)]
    public void An_answer_that_is_not_there_yet_or_not_whole_is_no_error(string text, bool hasContent)
    {
        var scan = ResponsesResponseScanner.Scan(Bytes.Of(text));

        (scan.IsObject, scan.IsError, scan.HasContent).ShouldBe((true, false, hasContent));
        scan.Usage.ShouldBeNull();
        scan.Error.ShouldBe(default);
    }

    [Fact]
    public void A_failure_without_a_reason_keeps_its_counts()
    {
        var scan = ResponsesResponseScanner.Scan("""{"status":"failed","error":null,"usage":{"input_tokens":3}}"""u8);

        scan.IsError.ShouldBeTrue();
        scan.Error.ShouldBe(default);
        scan.Usage.ShouldBe(new TokenUsage { Input = 3 });
    }

    [Fact]
    public void Scanning_allocates_nothing()
    {
        var body = Bytes.Of("""{"id":"a","object":"response","status":"completed","model":"m","output":[{"type":"message","content":[{"text":"x"}]}],"usage":{"input_tokens":1,"output_tokens":2}}""");

        Allocations.PerCall(() => ResponsesResponseScanner.Scan(body)).ShouldBe(0);
    }
}
