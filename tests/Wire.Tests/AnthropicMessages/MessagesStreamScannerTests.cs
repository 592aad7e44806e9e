using System.Text.Json;
using Signalbox.Wire;
using Signalbox.Wire.AnthropicMessages;
using Wire.Tests.Sse;

namespace Wire.Tests.AnthropicMessages;

public sealed class MessagesStreamScannerTests
{
    [Theory]
    [InlineData("""{"type":"content_block_start","content_block":{"type":"text","text":""}}""", false)]
    [InlineData("""{"type":"content_block_start","content_block":{"type":"text","text":"a"}}""", true)]
    [InlineData("""{"type":"content_block_start","content_block":{"type":"thinking","thinking":"","signature":""}}""", false)]
    [InlineData("""{"type":"content_block_start","content_block":{"type":"redacted_thinking","data":"x"}}""", true)]
    [InlineData("""{"type":"content_block_start","content_block":{"type":"tool_use","id":"t","name":"f","input":{}}}""", true)]
    [InlineData("""{"type":"content_block_start","content_block":{"type":"web_search_tool_result","content":[]}}""", true)]
    [InlineData("""{"type":"content_block_delta","delta":{"type":"text_delta","text":"a"}}""", true)]
    [InlineData("""{"type":"content_block_delta","delta":{"type":"text_delta","text":""}}""", false)]
    [InlineData("""{"type":"content_block_delta","delta":{"type":"input_json_delta","partial_json":"{"}}""", true)]
    [InlineData("""{"type":"content_block_delta","delta":{"type":"thinking_delta","thinking":"hm"}}""", true)]
    [InlineData("""{"type":"content_block_delta","delta":{"type":"signature_delta","signature":"s"}}""", true)]
    [InlineData("""{"type":"content_block_delta","delta":{"type":"citations_delta","citation":{"cited_text":"c"}}}""", true)]
    [InlineData("""{"type":"c\u006fntent_block_delta","d\u0065lta":{"text":"b"}}""", true)]
    [InlineData("""{"type":"content_block_delta","delta":null}""", false)]
    public void Content_is_what_a_reader_sees_or_acts_on(string data, bool expected)
    {
        var found = new MessagesStreamScanner().Scan(Bytes.Of(data));

        found.Kind.ShouldBe(MessagesStreamEventKind.Content);
        found.HasContent.ShouldBe(expected);
    }

    [Theory]
    [InlineData("{\"type\": \"ping\"}", "", MessagesStreamEventKind.Heartbeat)]
    [InlineData("", "ping", MessagesStreamEventKind.Heartbeat)]
    [InlineData("{}", "ping", MessagesStreamEventKind.Heartbeat)]
    [InlineData("{\"type\":\"message_start\"}", "", MessagesStreamEventKind.Start)]
    [InlineData("{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"end_turn\"}}", "", MessagesStreamEventKind.End)]
    [InlineData("{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":null,\"stop_sequence\":\"x\"}}", "", MessagesStreamEventKind.Other)]
    [InlineData("{\"type\":\"message_delta\"}", "", MessagesStreamEventKind.Other)]
    [InlineData("{\"type\":\"message_stop\"}", "", MessagesStreamEventKind.Done)]
    [InlineData("{}", "message_stop", MessagesStreamEventKind.Done)]
    [InlineData("{\"type\":\"content_block_stop\"}", "message_stop", MessagesStreamEventKind.Other)]
    [InlineData("{\"type\":\"new_event\"}", "new_event", MessagesStreamEventKind.Other)]
    [InlineData("{\"choices\":[{\"delta\":{\"content\":\"x\"}}]}", "", MessagesStreamEventKind.Other)]
    [InlineData("[DONE]", "", MessagesStreamEventKind.Other)]
    [InlineData("{\"type\":\"content_block_delta\",\"delta\":{\"text\":\"cut o", "content_block_delta", MessagesStreamEventKind.Malformed)]
    [InlineData("[]", "", MessagesStreamEventKind.Malformed)]
    [InlineData("{\"type\":\"message_stop\"} {}", "", MessagesStreamEventKind.Malformed)]
    [InlineData("{\"error\":{\"message\":\"m\"}}", "", MessagesStreamEventKind.Error)]
    [InlineData("upstream went away", "error", MessagesStreamEventKind.Error)]
    public void Events_are_told_apart(string data, string name, MessagesStreamEventKind expected)
    {
        var found = new MessagesStreamScanner().Scan(Bytes.Of(data), Bytes.Of(name));

        found.Kind.ShouldBe(expected);
        found.HasContent.ShouldBeFalse();
    }

    [Theory]
    [InlineData("{\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\",\"message\":\"m\"}}", "", ErrorClass.Overloaded)]
    [InlineData("{\"type\":\"error\",\"error\":{\"type\":\"rate_limit_error\",\"message\":\"m\"}}", "error", ErrorClass.RateLimited)]
    [InlineData("{\"type\":\"error\",\"error\":{\"type\":\"api_error\",\"message\":\"m\"}}", "error", ErrorClass.Other)]
    [InlineData("{\"type\":\"overloaded_error\",\"message\":\"m\"}", "error", ErrorClass.Overloaded)]
    [InlineData("{\"error\":{\"code\":529,\"message\":\"m\"}}", "", ErrorClass.Overloaded)]
    public void R48_an_error_event_is_an_error_and_overload_is_recognized(string data, string name, ErrorClass expected)
    {
        var scanner = new MessagesStreamScanner();

        var found = scanner.Scan(Bytes.Of(data), Bytes.Of(name));

        found.Kind.ShouldBe(MessagesStreamEventKind.Error);
        found.Error.Class.ShouldBe(expected);
        Bytes.Text(found.Error.Message.Of(Bytes.Of(data))).ShouldBe("m");
        scanner.ErrorSeen.ShouldBeTrue();
    }

    [Theory]
    [InlineData("""{"type":"content_block_delta","delta":{"type":"text_delta","text":"abc"}}""", 3)]
    [InlineData("""{"type":"content_block_delta","delta":{"type":"thinking_delta","thinking":"abcd"}}""", 4)]
    [InlineData("""{"type":"content_block_delta","delta":{"type":"input_json_delta","partial_json":"{\"a"}}""", 4)]
    [InlineData("""{"type":"content_block_delta","delta":{"type":"signature_delta","signature":"abcdef"}}""", 0)]
    [InlineData("""{"type":"message_delta","delta":{"stop_reason":"stop_sequence","stop_sequence":"END"}}""", 0)]
    public void The_bytes_that_an_answer_grows_by_are_added_up(string data, long bytes)
    {
        var scanner = new MessagesStreamScanner();
        scanner.Scan(Bytes.Of(data));
        scanner.Scan(Bytes.Of(data));

        scanner.ContentBytes.ShouldBe(2 * bytes);
        scanner.Reset();
        scanner.ContentBytes.ShouldBe(0);
    }

    [Fact]
    public void Later_counts_replace_earlier_ones_and_what_is_not_told_again_stays()
    {
        var scanner = new MessagesStreamScanner();
        scanner.Scan("""{"type":"message_start","message":{"usage":{"input_tokens":10,"cache_creation_input_tokens":4,"cache_read_input_tokens":6,"output_tokens":1}}}"""u8);
        scanner.Usage.ShouldBe(new TokenUsage { Input = 20, CacheWrite = 4, Cached = 6, Output = 1 });

        scanner.Scan("""{"type":"message_delta","delta":{"stop_reason":"end_turn"},"usage":{"input_tokens":12,"cache_creation_input_tokens":null,"cache_read_input_tokens":0,"output_tokens":9}}"""u8);
        scanner.Usage.ShouldBe(new TokenUsage { Input = 16, CacheWrite = 4, Cached = 0, Output = 9 });

        scanner.Scan("""{"type":"message_delta","usage":{"output_tokens":77},"delta":{"stop_rea"""u8).Kind.ShouldBe(MessagesStreamEventKind.Malformed);
        scanner.Usage!.Value.Output.ShouldBe(9);
    }

    [Fact]
    public void The_scanner_keeps_what_the_call_needs_at_its_end()
    {
        var scanner = new MessagesStreamScanner();
        MessagesStreamReading.ForEach(SseCorpus.Load("claude-tools"), [], scanner, (in _, _, in _) => { });

        (scanner.ContentSeen, scanner.EndSeen, scanner.DoneSeen, scanner.ErrorSeen).ShouldBe((true, true, true, false));
        scanner.Usage.ShouldBe(new TokenUsage { Input = 12307, Output = 550, Cached = 0, CacheWrite = 12304, CacheWriteLong = 0 });

        scanner.Reset();
        (scanner.ContentSeen, scanner.EndSeen, scanner.DoneSeen, scanner.ErrorSeen).ShouldBe((false, false, false, false));
        scanner.Usage.ShouldBeNull();
        scanner.Scan("""{"type":"message_delta","usage":{"output_tokens":1}}"""u8).Usage.ShouldBe(new TokenUsage { Output = 1 });
    }

    [Fact]
    public void Mutated_events_never_throw_and_are_json_objects_exactly_when_the_platform_says_so() => Property.Holds(json =>
    {
        var whole = Bytes.Of(RandomMessages.Event(json));
        for (var i = 0; i < 20; i++)
        {
            var data = i == 0 ? whole : json.Mutate(whole);
            var answer = MessagesResponseScanner.Scan(data);
            var found = new MessagesStreamScanner().Scan(data);

            (found.Kind != MessagesStreamEventKind.Malformed).ShouldBe(answer.IsObject);
            if (IsUtf8(data))
                answer.IsObject.ShouldBe(IsObject(data), Bytes.Text(data));
            foreach (var range in new[] { found.Id, found.Model, found.StopReason, found.Error.Message, found.Error.Code, found.Error.Type, answer.StopReason })
                range.Of(data).Length.ShouldBe(range.Length);
        }
    });

    [Fact]
    public void Reading_a_stream_allocates_nothing()
    {
        var stream = SseCorpus.Load("claude-tools");
        var scanner = new MessagesStreamScanner();
        MessagesStreamReading.Visit ignore = (in _, _, in _) => { };

        Allocations.PerCall(() => MessagesStreamReading.ForEach(stream, [], scanner, ignore)).ShouldBe(0);
    }

    private static bool IsUtf8(byte[] data) => System.Text.Unicode.Utf8.IsValid(data);

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
