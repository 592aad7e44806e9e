using Wire.Tests.Sse;

namespace Wire.Tests.AwsEventStream;

public sealed class EventStreamToSseTests
{
    [Fact]
    public void An_event_is_one_event_with_its_payload_on_one_line() =>
        EventStreamFrames.ToSse(EventStreamFrames.Event("messageStop", "{\r\n  \"stopReason\": \"end_turn\"\n}")).ShouldBe(
            "event: messageStop\ndata: {    \"stopReason\": \"end_turn\" }\n\n");

    [Fact]
    public void An_exception_goes_under_its_own_name() =>
        EventStreamFrames.ToSse(EventStreamFrames.Exception("throttlingException", """{"message":"Slow"}""")).ShouldBe(
            "event: throttlingException\ndata: {\"message\":\"Slow\"}\n\n");

    [Fact]
    public void An_error_without_payload_is_told_with_its_code_and_message() =>
        EventStreamFrames.ToSse(EventStreamFrames.Frame("", (":message-type", "error"), (":error-code", "Internal"), (":error-message", "a \"b\"\n"))).ShouldBe(
            "event: error\ndata: {\"__type\":\"Internal\",\"message\":\"a \\\"b\\\"\\n\"}\n\n");

    [Fact]
    public void No_payload_is_an_empty_object_and_a_name_cannot_end_the_line() =>
        EventStreamFrames.ToSse(EventStreamFrames.Event("a\ndata: b\r", "")).ShouldBe("event: a data: b \ndata: {}\n\n");

    [Fact]
    public void What_is_written_is_read_as_as_many_events() => Property.Holds(json =>
    {
        var payloads = Enumerable.Range(0, json.Random.Next(1, 5)).Select(_ => json.Object([("\"a\"", json.Value())])).ToList();
        var stream = payloads.SelectMany(payload => EventStreamFrames.Event("contentBlockDelta", payload)).ToArray();

        var events = SseReading.Read(Bytes.Of(EventStreamFrames.ToSse(stream)));

        events.Select(sse => (sse.Name, sse.Data)).ShouldBe(payloads.Select(payload => ("contentBlockDelta", payload.Replace('\r', ' ').Replace('\n', ' '))));
    });
}
