using System.Buffers;
using Signalbox.Wire;
using Signalbox.Wire.AnthropicMessages;

namespace Wire.Tests.AnthropicMessages;

public sealed class MessagesErrorTests
{
    [Fact]
    public void The_body_has_the_members_the_sdks_read_and_our_code() =>
        Bytes.Text(new MessagesError(429, "Wait a \"bit\".", "rate-limited", "req_1").ToBytes()).ShouldBe(
            """{"type":"error","error":{"type":"rate_limit_error","message":"Wait a \"bit\".","code":"rate-limited"},"request_id":"req_1"}""");

    [Theory]
    [InlineData(400, "invalid_request_error")]
    [InlineData(401, "authentication_error")]
    [InlineData(403, "permission_error")]
    [InlineData(404, "not_found_error")]
    [InlineData(409, "invalid_request_error")]
    [InlineData(413, "request_too_large")]
    [InlineData(429, "rate_limit_error")]
    [InlineData(500, "api_error")]
    [InlineData(502, "api_error")]
    [InlineData(503, "overloaded_error")]
    [InlineData(504, "timeout_error")]
    [InlineData(529, "overloaded_error")]
    public void The_type_follows_from_the_status_R48(int status, string type) => MessagesError.TypeFor(status).ShouldBe(type);

    [Fact]
    public void A_used_up_budget_says_when_it_starts_anew() =>
        Bytes.Text(new MessagesError(429, "Used up.", null) { ResetsAt = new DateTimeOffset(2026, 12, 1, 2, 0, 0, TimeSpan.FromHours(2)) }.ToBytes())
            .ShouldEndWith("\"resets_at\":\"2026-12-01T00:00:00Z\"}}");

    [Fact]
    public void Inside_a_stream_the_error_is_an_event_that_the_reader_recognizes_R73()
    {
        var output = new ArrayBufferWriter<byte>();
        MessagesError.InvalidRequest(new RequestDefect("Wrong.", "a")).WriteEventTo(output);

        Bytes.Text(output.WrittenSpan).ShouldBe(
            "event: error\ndata: {\"type\":\"error\",\"error\":{\"type\":\"invalid_request_error\",\"message\":\"Wrong.\",\"code\":\"invalid-request\"}}\n\n");
        Messages.ReadStream(Bytes.Text(output.WrittenSpan), new SinkRecorder()).Reader.Error!.Message.ShouldBe("Wrong.");
    }
}
