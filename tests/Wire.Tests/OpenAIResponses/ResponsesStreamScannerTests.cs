using System.Text.Json;
using Signalbox.Wire;
using Signalbox.Wire.OpenAIResponses;
using Wire.Tests.Sse;

namespace Wire.Tests.OpenAIResponses;

public sealed class ResponsesStreamScannerTests
{
    [Theory]
    [InlineData("""{"type":"response.output_text.delta","delta":"abc"}""", 3)]
    [InlineData("""{"type":"response.function_call_arguments.delta","delta":"{\"a"}""", 4)]
    [InlineData("""{"type":"response.output_text.done","text":"abc"}""", 0)]
    [InlineData("""{"type":"response.of_tomorrow.delta","delta":{"x":1}}""", 0)]
    public void The_bytes_that_an_answer_grows_by_are_added_up(string data, long bytes)
    {
        var scanner = new ResponsesStreamScanner();
        scanner.Scan(Bytes.Of(data));
        scanner.Scan(Bytes.Of(data));

        scanner.ContentBytes.ShouldBe(2 * bytes);
        scanner.Reset();
        scanner.ContentBytes.ShouldBe(0);
    }

    [Theory]
    [InlineData("""{"type":"response.output_item.added","item":{"type":"message","status":"in_progress","content":[]}}""", false)]
    [InlineData("""{"type":"response.output_item.added","item":{"type":"message","content":[{"type":"output_text","text":"a"}]}}""", true)]
    [InlineData("""{"type":"response.output_item.added","item":{"type":"reasoning","summary":[],"encrypted_content":"x"}}""", false)]
    [InlineData("""{"type":"response.output_item.added","item":{"type":"function_call","arguments":"","name":"f"}}""", true)]
    [InlineData("""{"type":"response.output_item.added","item":{"id":"c","type":"custom_tool_call","input":""}}""", true)]
    [InlineData("""{"type":"response.output_item.added","item":{"type":"web_search_call"}}""", true)]
    [InlineData("""{"type":"response.output_item.added","item":null}""", false)]
    [InlineData("""{"item":{"encrypted_content":"x","type":"reasoning"},"type":"response.output_item.done"}""", true)]
    [InlineData("""{"type":"response.output_item.done","item":{"type":"message","content":[{"type":"refusal","refusal":"no"}]}}""", true)]
    [InlineData("""{"type":"response.output_item.done","item":{"type":"message","content":[{"type":"output_text","text":""}]}}""", false)]
    [InlineData("""{"type":"response.content_part.added","part":{"type":"output_text","text":"","annotations":[]}}""", false)]
    [InlineData("""{"type":"response.content_part.done","part":{"type":"output_text","text":"a"}}""", true)]
    [InlineData("""{"type":"response.output_text.delta","delta":"a","logprobs":[]}""", true)]
    [InlineData("""{"type":"response.output_text.delta","delta":""}""", false)]
    [InlineData("""{"type":"response.function_call_arguments.delta","delta":"{"}""", true)]
    [InlineData("""{"type":"response.custom_tool_call_input.delta","delta":"*** Begin"}""", true)]
    [InlineData("""{"type":"response.reasoning_summary_text.delta","delta":"hm"}""", true)]
    [InlineData("""{"type":"response.refusal.delta","delta":"no"}""", true)]
    [InlineData("""{"type":"response.of_tomorrow.delta","delta":{"x":1}}""", true)]
    [InlineData("""{"type":"r\u0065sponse.output_text.d\u0065lta","d\u0065lta":"b"}""", true)]
    [InlineData("""{"type":"response.output_text.delta","delta":null}""", false)]
    public void Content_is_what_a_reader_sees_or_acts_on(string data, bool expected)
    {
        var scanner = new ResponsesStreamScanner();

        var found = scanner.Scan(Bytes.Of(data));

        found.Kind.ShouldBe(ResponsesStreamEventKind.Content);
        found.HasContent.ShouldBe(expected);
        scanner.ContentSeen.ShouldBe(expected);
    }

    [Theory]
    [InlineData("{\"type\":\"keepalive\",\"sequence_number\":3}", "", ResponsesStreamEventKind.Heartbeat)]
    [InlineData("", "ping", ResponsesStreamEventKind.Heartbeat)]
    [InlineData("{\"type\":\"response.created\"}", "", ResponsesStreamEventKind.Start)]
    [InlineData("{\"type\":\"response.queued\",\"response\":null}", "", ResponsesStreamEventKind.Start)]
    [InlineData("{\"type\":\"response.in_progress\",\"response\":{\"output\":[{}]}}", "", ResponsesStreamEventKind.Start)]
    [InlineData("{\"type\":\"response.completed\",\"response\":{\"output\":[]}}", "", ResponsesStreamEventKind.Done)]
    [InlineData("{\"type\":\"response.incomplete\"}", "", ResponsesStreamEventKind.Done)]
    [InlineData("{\"type\":\"response.c\\u006fmpleted\"}", "", ResponsesStreamEventKind.Done)]
    [InlineData("{\"response\":{}}", "response.completed", ResponsesStreamEventKind.Done)]
    [InlineData("{\"type\":\"response.created\"}", "response.completed", ResponsesStreamEventKind.Start)]
    [InlineData("{\"type\":\"response.output_text.done\",\"text\":\"a\"}", "", ResponsesStreamEventKind.Other)]
    [InlineData("{\"type\":\"response.web_search_call.completed\"}", "", ResponsesStreamEventKind.Other)]
    [InlineData("{\"type\":\"response.new\"}", "response.completed", ResponsesStreamEventKind.Other)]
    [InlineData("{\"choices\":[{\"delta\":{\"content\":\"x\"}}]}", "", ResponsesStreamEventKind.Other)]
    [InlineData("[DONE]", "", ResponsesStreamEventKind.Other)]
    [InlineData("{\"type\":\"response.output_text.delta\",\"delta\":\"cut o", "response.output_text.delta", ResponsesStreamEventKind.Malformed)]
    [InlineData("[]", "", ResponsesStreamEventKind.Malformed)]
    [InlineData("{\"type\":\"response.completed\"} {}", "", ResponsesStreamEventKind.Malformed)]
    [InlineData("{\"error\":{\"message\":\"m\"}}", "", ResponsesStreamEventKind.Error)]
    [InlineData("{\"type\":\"response.failed\"}", "", ResponsesStreamEventKind.Error)]
    [InlineData("upstream went away", "error", ResponsesStreamEventKind.Error)]
    public void Events_are_told_apart(string data, string name, ResponsesStreamEventKind expected)
    {
        var found = new ResponsesStreamScanner().Scan(Bytes.Of(data), Bytes.Of(name));

        found.Kind.ShouldBe(expected);
        found.HasContent.ShouldBeFalse();
    }

    [Theory]
    [InlineData("{\"type\":\"error\",\"code\":\"server_is_overloaded\",\"message\":\"m\",\"param\":null}", "", ErrorClass.Overloaded)]
    [InlineData("{\"type\":\"error\",\"error\":{\"type\":\"tokens\",\"code\":\"rate_limit_exceeded\",\"message\":\"m\"}}", "error", ErrorClass.RateLimited)]
    [InlineData("{\"type\":\"error\",\"code\":\"server_error\",\"message\":\"m\"}", "error", ErrorClass.Other)]
    [InlineData("{\"type\":\"overloaded_error\",\"message\":\"m\"}", "error", ErrorClass.Overloaded)]
    [InlineData("{\"code\":429,\"message\":\"m\"}", "error", ErrorClass.RateLimited)]
    [InlineData("{\"type\":\"response.failed\",\"response\":{\"status\":\"failed\",\"error\":{\"code\":\"slow_down\",\"message\":\"m\"}}}", "", ErrorClass.Overloaded)]
    [InlineData("{\"error\":{\"code\":529,\"message\":\"m\"}}", "", ErrorClass.Overloaded)]
    public void R48_R73_an_error_event_is_an_error_and_overload_is_recognized(string data, string name, ErrorClass expected)
    {
        var scanner = new ResponsesStreamScanner();

        var found = scanner.Scan(Bytes.Of(data), Bytes.Of(name));

        found.Kind.ShouldBe(ResponsesStreamEventKind.Error);
        found.Error.Class.ShouldBe(expected);
        Bytes.Text(found.Error.Message.Of(Bytes.Of(data))).ShouldBe("m");
        (scanner.ErrorSeen, scanner.ErrorClass, scanner.EndSeen).ShouldBe((true, expected, false));
    }

    [Fact]
    public void The_counts_are_those_of_the_last_event_and_of_no_broken_one()
    {
        var scanner = new ResponsesStreamScanner();
        scanner.Scan("""{"type":"response.created","response":{"usage":{"input_tokens":1}}}"""u8).Usage.ShouldBeNull();
        scanner.Scan("""{"type":"response.completed","response":{"usage":{"input_tokens":2}}"""u8).Kind.ShouldBe(ResponsesStreamEventKind.Malformed);
        scanner.Usage.ShouldBeNull();

        scanner.Scan("""{"type":"response.failed","response":{"usage":{"input_tokens":3}}}"""u8);
        scanner.Usage.ShouldBe(new TokenUsage { Input = 3 });
    }

    [Fact]
    public void An_answer_told_only_at_the_end_is_content()
    {
        var scanner = new ResponsesStreamScanner();

        scanner.Scan("""{"type":"response.completed","response":{"output":[{"type":"message"}]}}"""u8).HasContent.ShouldBeTrue();

        (scanner.ContentSeen, scanner.EndSeen).ShouldBe((true, true));
    }

    [Fact]
    public void The_scanner_keeps_what_the_call_needs_at_its_end()
    {
        var scanner = new ResponsesStreamScanner();
        ResponsesStreamReading.ForEach(SseCorpus.Load("responses-tools"), [], scanner, (in _, _, in _) => { });

        (scanner.ContentSeen, scanner.EndSeen, scanner.ErrorSeen).ShouldBe((true, true, false));
        scanner.Usage.ShouldBe(new TokenUsage { Input = 12307, Output = 550, Total = 12857, Cached = 12032, Reasoning = 448 });

        scanner.Reset();
        (scanner.ContentSeen, scanner.EndSeen, scanner.ErrorSeen).ShouldBe((false, false, false));
        scanner.Usage.ShouldBeNull();

        ResponsesStreamReading.ForEach(SseCorpus.Load("responses-failed"), [], scanner, (in _, _, in _) => { });
        (scanner.ContentSeen, scanner.EndSeen, scanner.ErrorSeen, scanner.ErrorClass).ShouldBe((false, false, true, ErrorClass.Overloaded));
        scanner.Reset();
        (scanner.ErrorSeen, scanner.ErrorClass).ShouldBe((false, ErrorClass.Other));
    }

    [Fact]
    public void Mutated_events_never_throw_and_are_json_objects_exactly_when_the_platform_says_so() => Property.Holds(json =>
    {
        var whole = Bytes.Of(json.Random.Next(4) == 0 ? RandomResponses.Response(json) : RandomResponses.Event(json));
        for (var i = 0; i < 20; i++)
        {
            var data = i == 0 ? whole : json.Mutate(whole);
            var answer = ResponsesResponseScanner.Scan(data);
            var found = new ResponsesStreamScanner().Scan(data);

            (found.Kind != ResponsesStreamEventKind.Malformed).ShouldBe(answer.IsObject);
            if (System.Text.Unicode.Utf8.IsValid(data))
                answer.IsObject.ShouldBe(IsObject(data), Bytes.Text(data));
            foreach (var range in new[] { found.Id, found.Model, found.Status, found.Error.Message, found.Error.Code, found.Error.Type, answer.Status, answer.Error.Message })
                range.Of(data).Length.ShouldBe(range.Length);
        }
    });

    [Fact]
    public void Reading_a_stream_allocates_nothing()
    {
        var stream = SseCorpus.Load("responses-tools");
        var scanner = new ResponsesStreamScanner();
        ResponsesStreamReading.Visit ignore = (in _, _, in _) => { };

        Allocations.PerCall(() => ResponsesStreamReading.ForEach(stream, [], scanner, ignore)).ShouldBe(0);
    }

    [Fact]
    public void A_last_event_of_a_megabyte_is_read_without_allocating()
    {
        var item = $$"""{"type":"message","content":[{"type":"output_text","text":"{{new string('a', 10_000)}}\n"}]}""";
        var output = string.Join(",", Enumerable.Repeat(item, 100));
        var data = Bytes.Of("""{"type":"response.completed","response":{"output":[ITEMS],"status":"completed","usage":{"input_tokens":1}}}""".Replace("ITEMS", output));
        var scanner = new ResponsesStreamScanner();

        Allocations.PerCall(() => scanner.Scan(data)).ShouldBe(0);

        (scanner.ContentSeen, scanner.EndSeen).ShouldBe((true, true));
        scanner.Usage.ShouldBe(new TokenUsage { Input = 1 });
    }

    private static bool IsObject(byte[] data)
    {
        try
        {
            using var document = JsonDocument.Parse(data);
            return document.RootElement.ValueKind == JsonValueKind.Object;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
