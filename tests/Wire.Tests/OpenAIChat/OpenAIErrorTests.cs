using System.Buffers;
using Signalbox.Wire.OpenAIChat;

namespace Wire.Tests.OpenAIChat;

public sealed class OpenAIErrorTests
{
    [Fact]
    public void The_body_has_the_four_members_the_sdks_read() =>
        Bytes.Text(new OpenAIError(401, "Incorrect API key provided.", "invalid_api_key").ToBytes()).ShouldBe(
            """{"error":{"message":"Incorrect API key provided.","type":"invalid_request_error","param":null,"code":"invalid_api_key"}}""");

    [Fact]
    public void Text_is_escaped() =>
        Bytes.Text(new OpenAIError(400, "a \"b\"\n", null) { Param = "messages[0]" }.ToBytes()).ShouldBe(
            """{"error":{"message":"a \"b\"\n","type":"invalid_request_error","param":"messages[0]","code":null}}""");

    [Fact]
    public void A_used_up_budget_says_when_it_starts_anew() =>
        Bytes.Text(new OpenAIError(429, "Used up.", "budget-exceeded") { ResetsAt = new DateTimeOffset(2026, 12, 1, 2, 0, 0, TimeSpan.FromHours(2)) }.ToBytes())
            .ShouldEndWith("\"code\":\"budget-exceeded\",\"resets_at\":\"2026-12-01T00:00:00Z\"}}");

    [Fact]
    public void Inside_a_stream_the_error_is_an_event_that_the_scanner_recognizes()
    {
        var output = new ArrayBufferWriter<byte>();
        new OpenAIError(502, "The upstream's stream broke off.", "upstream-error").WriteEventTo(output);

        var text = Bytes.Text(output.WrittenSpan);
        text.ShouldStartWith("data: {\"error\":");
        text.ShouldEndWith("}}\n\n");
        new ChatStreamScanner().Scan(output.WrittenSpan["data: ".Length..]).Kind.ShouldBe(ChatStreamEventKind.Error);
    }

    [Theory]
    [InlineData(400, "invalid-request", "invalid_request_error")]
    [InlineData(401, "invalid_api_key", "invalid_request_error")]
    [InlineData(403, "model-not-allowed", "invalid_request_error")]
    [InlineData(404, "model_not_found", "invalid_request_error")]
    [InlineData(413, "request-too-large", "invalid_request_error")]
    [InlineData(429, "rate_limit_exceeded", "rate_limit_error")]
    [InlineData(429, "budget-exceeded", "insufficient_quota")]
    [InlineData(500, null, "server_error")]
    [InlineData(503, "no-healthy-upstream", "server_error")]
    [InlineData(504, "upstream-timeout", "server_error")]
    public void The_type_follows_from_the_status(int status, string? code, string expected) =>
        OpenAIError.TypeFor(status, code).ShouldBe(expected);

    [Fact]
    public void A_refused_request_becomes_a_400_that_names_the_field()
    {
        ChatRequestScanner.TryScan("{\"messages\":[{}]}"u8, out _, out var defect);

        var error = OpenAIError.InvalidRequest(defect!);

        (error.Status, error.Code, error.Param).ShouldBe((400, "invalid-request", "model"));
    }
}
