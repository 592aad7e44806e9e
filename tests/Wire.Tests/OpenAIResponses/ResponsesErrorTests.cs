using System.Buffers;
using Signalbox.Wire;
using Signalbox.Wire.OpenAIChat;
using Signalbox.Wire.OpenAIResponses;

namespace Wire.Tests.OpenAIResponses;

public sealed class ResponsesErrorTests
{
    [Fact]
    public void The_body_is_that_of_every_API_of_OpenAI()
    {
        var resetsAt = new DateTimeOffset(2026, 12, 1, 0, 0, 0, TimeSpan.Zero);

        Bytes.Text(new ResponsesError(429, "Used up.", "budget-exceeded") { Param = "model", ResetsAt = resetsAt }.ToBytes()).ShouldBe(
            Bytes.Text(new OpenAIError(429, "Used up.", "budget-exceeded") { Param = "model", ResetsAt = resetsAt }.ToBytes()));
    }

    [Fact]
    public void A_defect_names_its_field() =>
        Bytes.Text(ResponsesError.InvalidRequest(new RequestDefect("\"input\" is required.", "input")).ToBytes()).ShouldBe(
            """{"error":{"message":"\"input\" is required.","type":"invalid_request_error","param":"input","code":"invalid-request"}}""");

    [Fact]
    public void Inside_a_stream_it_is_an_event_with_the_next_number_R73()
    {
        var buffer = new ArrayBufferWriter<byte>();
        new ResponsesError(502, "Broke\noff.", "upstream-error").WriteEventTo(buffer, 7);

        Bytes.Text(buffer.WrittenSpan).ShouldBe(
            "event: error\ndata: {\"type\":\"error\",\"sequence_number\":7,\"code\":\"upstream-error\",\"message\":\"Broke\\noff.\",\"param\":null}\n\n");
    }
}
