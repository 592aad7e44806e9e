using System.Buffers;
using System.Text;
using System.Text.Json.Nodes;
using Signalbox.Wire;
using Signalbox.Wire.OpenAIResponses;
using Wire.Tests.Schemas;

namespace Wire.Tests.OpenAIResponses;

/// <summary>Streams that are passed on and end before their time.</summary>
public sealed class ResponsesStreamSoFarTests
{
    private static readonly TokenUsage Usage = new() { Input = 7, Output = 5 };

    [Fact]
    public void A_stream_that_is_cut_off_anywhere_ends_in_order_and_valid() => Property.Holds(json =>
    {
        var whole = new EmittedStream();
        whole.Tell(RandomScript.Make(json.Random), new ResponsesStreamWriter(whole.Output, Responses.Context()));
        var events = whole.Events;
        if (events.Count < 3) return;
        var passed = json.Random.Next(2, events.Count);
        var (emitted, soFar) = (new EmittedStream(), new ResponsesStreamSoFar());
        foreach (var (name, data) in events.Take(passed))
        {
            soFar.Take(Encoding.UTF8.GetBytes(data));
            emitted.Output.Write(Encoding.UTF8.GetBytes($"event: {name}\ndata: {data}\n\n"));
        }
        // What has ended already is not cut off.
        if (events[passed - 1].Name is "response.completed" or "response.incomplete") return;

        soFar.TryEnd(emitted.Output, passed, Usage).ShouldNotBeNull();

        emitted.ShouldValidate(ApiSchemas.OpenAI, "ResponseStreamEvent");
        emitted.ShouldBeNamedByType();
        var order = new ResponsesOrder();
        foreach (var data in emitted.Data) order.Follow(data);
        var response = order.Response.ShouldNotBeNull();
        response.GetProperty("incomplete_details").GetProperty("reason").GetString().ShouldBe("max_output_tokens");
        response.GetProperty("usage").GetProperty("total_tokens").GetInt64().ShouldBe(12);
    });

    [Fact]
    public void The_answer_that_it_returns_is_the_one_that_the_last_event_holds_with_all_that_came()
    {
        var (soFar, output) = (new ResponsesStreamSoFar(), new ArrayBufferWriter<byte>());
        Take(soFar,
            """{"type":"response.created","sequence_number":0,"response":{"id":"resp_1","status":"in_progress","output":[],"metadata":{"a":"b"},"usage":null}}""",
            """{"type":"response.output_item.added","output_index":0,"item":{"id":"msg_1","type":"message","status":"in_progress","content":[]}}""",
            """{"type":"response.output_text.delta","item_id":"msg_1","output_index":0,"content_index":0,"delta":"Hel"}""",
            """{"type":"response.output_text.delta","item_id":"msg_1","output_index":0,"content_index":0,"delta":"lo"}""");

        var response = JsonNode.Parse(soFar.TryEnd(output, 4, Usage))!;

        ((string?)response["id"], (string?)response["status"], (string?)response["metadata"]!["a"]).ShouldBe(("resp_1", "incomplete", "b"));
        var item = response["output"]!.AsArray().Single()!;
        ((string?)item["status"], (string?)item["content"]![0]!["type"], (string?)item["content"]![0]!["text"]).ShouldBe(("incomplete", "output_text", "Hello"));
        var last = Encoding.UTF8.GetString(output.WrittenSpan).Split("data: ")[^1];
        JsonNode.DeepEquals(JsonNode.Parse(last)!["response"], response).ShouldBeTrue();
        last.ShouldContain("\"sequence_number\":7");
    }

    [Theory]
    [InlineData("""{"type":"response.output_text.delta","output_index":3,"content_index":0,"delta":"x"}""")]
    [InlineData("""{"type":"response.output_item.added","output_index":"one","item":{}}""")]
    [InlineData("""{"type":"response.created","response":1}""")]
    [InlineData("{")]
    public void What_is_not_clear_is_not_ended(string data)
    {
        var (soFar, output) = (new ResponsesStreamSoFar(), new ArrayBufferWriter<byte>());
        Take(soFar, """{"type":"response.created","response":{"id":"resp_1"}}""", data);

        soFar.TryEnd(output, 2, Usage).ShouldBeNull();
        output.WrittenCount.ShouldBe(0);
    }

    private static void Take(ResponsesStreamSoFar soFar, params string[] events)
    {
        foreach (var data in events) soFar.Take(Encoding.UTF8.GetBytes(data));
    }
}
