using Signalbox.Wire;
using Signalbox.Wire.AnthropicMessages;

namespace Wire.Tests.AnthropicMessages;

public sealed class MessagesResponseScannerTests
{
    [Fact]
    public void An_answer_is_read()
    {
        var body = Bytes.Of("""
            { "id": "msg_01", "type": "message", "role": "assistant", "model": "claude-sonnet-4-5-20250929",
              "content": [ { "type": "text", "text": "\"usage\":{\"input_tokens\":9}" }, { "type": "tool_use", "id": "t", "name": "f", "input": { "stop_reason": "x", "model": "y" } } ],
              "stop_reason": "tool_use", "stop_sequence": null,
              "usage": { "input_tokens": 2095, "cache_creation_input_tokens": 0, "cache_read_input_tokens": 5, "output_tokens": 503, "service_tier": "standard" } }
            """);

        var scan = MessagesResponseScanner.Scan(body);

        (scan.IsObject, scan.IsError, scan.HasContent).ShouldBe((true, false, true));
        Bytes.Text(scan.Id.Of(body)).ShouldBe("msg_01");
        Bytes.Text(scan.Model.Of(body)).ShouldBe("claude-sonnet-4-5-20250929");
        Bytes.Text(scan.StopReason.Of(body)).ShouldBe("tool_use");
        scan.Usage.ShouldBe(new TokenUsage { Input = 2100, Cached = 5, CacheWrite = 0, Output = 503 });
    }

    [Fact]
    public void R24_what_the_cache_took_and_served_is_input() =>
        Usage("""{"input_tokens":3,"cache_creation_input_tokens":12304,"cache_read_input_tokens":0,"output_tokens":550}""")
            .ShouldBe(new TokenUsage { Input = 12307, CacheWrite = 12304, Cached = 0, Output = 550 });

    [Fact]
    public void What_is_written_for_an_hour_and_the_class_of_service_are_told_apart() =>
        Usage("""{"input_tokens":3,"cache_creation_input_tokens":300,"cache_creation":{"ephemeral_5m_input_tokens":100,"ephemeral_1h_input_tokens":200},"output_tokens":5,"service_tier":"priority"}""")
            .ShouldBe(new TokenUsage { Input = 303, CacheWrite = 300, CacheWriteLong = 200, Output = 5, ServiceClass = ServiceClass.Priority });

    [Theory]
    [InlineData("{}", null, null, null, null)]
    [InlineData("""{"input_tokens":0,"output_tokens":0}""", 0L, 0L, null, null)]
    [InlineData("""{"input_tokens":7,"cache_creation_input_tokens":null,"cache_read_input_tokens":null}""", 7L, null, null, null)]
    [InlineData("""{"input_tokens":null,"cache_read_input_tokens":5,"output_tokens":1}""", null, 1L, 5L, null)]
    [InlineData("""{"input_tokens":"7","output_tokens":1.5,"cache_creation_input_tokens":-1}""", null, null, null, null)]
    [InlineData("""{"input_t\u006fkens":12.0,"output_tokens":[3]}""", 12L, null, null, null)]
    [InlineData("""{"input_tokens":9223372036854775807,"cache_read_input_tokens":9223372036854775807}""", null, null, null, null)]
    public void R27_a_reported_zero_is_zero_and_what_is_not_reported_is_null(string usage, long? input, long? output, long? cached, long? written) =>
        Usage(usage).ShouldBe(new TokenUsage { Input = input, Output = output, Cached = cached, CacheWrite = written });

    [Theory]
    [InlineData("")]
    [InlineData("<html>502</html>")]
    [InlineData("[]")]
    [InlineData("{\"content\":[")]
    [InlineData("{\"content\":[]} extra")]
    public void What_is_no_json_object_is_said_to_be_none(string body) =>
        MessagesResponseScanner.Scan(Bytes.Of(body)).ShouldBe(default);

    [Theory]
    [InlineData("""{"type":"error","error":{"type":"overloaded_error","message":"m"},"request_id":"req_1"}""", ErrorClass.Overloaded)]
    [InlineData("""{"type":"error","error":{"type":"rate_limit_error","message":"m"}}""", ErrorClass.RateLimited)]
    [InlineData("""{"type":"error","error":{"type":"invalid_request_error","message":"m"}}""", ErrorClass.Other)]
    [InlineData("""{"error":{"code":429,"message":"m"}}""", ErrorClass.RateLimited)]
    [InlineData("""{"type":"error","message":"m"}""", ErrorClass.Other)]
    [InlineData("""{"error":"m"}""", ErrorClass.Other)]
    public void R48_an_error_in_a_200_is_recognized(string text, ErrorClass expected)
    {
        var body = Bytes.Of(text);

        var scan = MessagesResponseScanner.Scan(body);

        (scan.IsObject, scan.IsError, scan.HasContent).ShouldBe((true, true, false));
        scan.Error.Class.ShouldBe(expected);
        Bytes.Text(scan.Error.Message.Of(body)).ShouldBe("m");
    }

    [Fact]
    public void An_empty_answer_is_one()
    {
        var scan = MessagesResponseScanner.Scan("""{"type":"message","content":[],"stop_reason":null,"usage":null,"error":null}"""u8);

        (scan.IsObject, scan.IsError, scan.HasContent).ShouldBe((true, false, false));
        scan.Usage.ShouldBeNull();
        scan.StopReason.IsPresent.ShouldBeFalse();
    }

    [Fact]
    public void Scanning_allocates_nothing()
    {
        var body = Bytes.Of("""{"id":"a","type":"message","model":"m","content":[{"type":"text","text":"x"}],"stop_reason":"end_turn","usage":{"input_tokens":1,"output_tokens":2}}""");

        Allocations.PerCall(() => MessagesResponseScanner.Scan(body)).ShouldBe(0);
    }

    private static TokenUsage Usage(string usage) =>
        MessagesResponseScanner.Scan(Bytes.Of($$"""{"type":"message","content":[],"usage":{{usage}}}""")).Usage.ShouldNotBeNull();
}
