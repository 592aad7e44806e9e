using Signalbox.Wire;
using Signalbox.Wire.OpenAIChat;
using Wire.Tests.Sse;

namespace Wire.Tests.OpenAIChat;

public sealed class ChatStreamScannerTests
{
    [Theory]
    [InlineData("""{"choices":[{"delta":{"content":"a"}}]}""", true)]
    [InlineData("""{"choices":[{"delta":{"content":""}}]}""", false)]
    [InlineData("""{"choices":[{"delta":{"content":null}}]}""", false)]
    [InlineData("""{"choices":[{"delta":{"role":"assistant"}}]}""", false)]
    [InlineData("""{"choices":[{"delta":{"refusal":"no"}}]}""", true)]
    [InlineData("""{"choices":[{"delta":{"reasoning_content":"hm"}}]}""", true)]
    [InlineData("""{"choices":[{"delta":{"reasoning":"hm","content":""}}]}""", true)]
    [InlineData("""{"choices":[{"delta":{"tool_calls":[{"index":0}]}}]}""", true)]
    [InlineData("""{"choices":[{"delta":{"tool_calls":[]}}]}""", false)]
    [InlineData("""{"choices":[{"delta":{"function_call":{"name":"f"}}}]}""", true)]
    [InlineData("""{"choices":[{"delta":{}},{"delta":{"content":"b"}}]}""", true)]
    [InlineData("""{"choices":[{"d\u0065lta":{"cont\u0065nt":"b"}}]}""", true)]
    [InlineData("""{"choices":[],"prompt_filter_results":[{"content":"x"}]}""", false)]
    public void R37_content_is_what_a_reader_sees_or_acts_on(string data, bool expected)
    {
        var found = new ChatStreamScanner().Scan(Bytes.Of(data));

        found.Kind.ShouldBe(ChatStreamEventKind.Chunk);
        found.HasContent.ShouldBe(expected);
    }

    [Theory]
    [InlineData("""{"choices":[{"delta":{"content":"abc"}}]}""", 3)]
    [InlineData("""{"choices":[{"delta":{"role":"assistant","content":""}}]}""", 0)]
    [InlineData("""{"choices":[{"delta":{"reasoning_content":"abcd","reasoning":"abcd"}}]}""", 4)]
    [InlineData("""{"choices":[{"delta":{"tool_calls":[{"index":0,"id":"c1","function":{"name":"f","arguments":"{\"a\":1}"}}]}}]}""", 9)]
    [InlineData("""{"choices":[{"delta":{"tool_calls":[{"index":0,"custom":{"input":"abcde"}},7,null]}}]}""", 5)]
    [InlineData("""{"choices":[{"delta":{"function_call":{"name":"f","arguments":"ab"}}}]}""", 2)]
    [InlineData("""{"choices":[{"delta":{"content":[{"type":"text","text":"abcdef"}]}}]}""", 6)]
    [InlineData("""{"choices":[{"delta":{"tool_calls":[{"function":{"arguments":{"function":{"arguments":"x"}}}}]}}]}""", 0)]
    public void The_bytes_that_an_answer_grows_by_are_added_up(string data, int bytes)
    {
        var scanner = new ChatStreamScanner();

        // The second is recognized by its form, where that is possible.
        scanner.Scan(Bytes.Of(data)).ContentBytes.ShouldBe(bytes);
        scanner.Scan(Bytes.Of(data)).ContentBytes.ShouldBe(bytes);

        scanner.ContentBytes.ShouldBe(2 * bytes);
        scanner.Reset();
        scanner.ContentBytes.ShouldBe(0);
    }

    [Theory]
    [InlineData("[DONE]", ChatStreamEventKind.Done)]
    [InlineData(" [DONE] ", ChatStreamEventKind.Done)]
    [InlineData("", ChatStreamEventKind.Malformed)]
    [InlineData("{\"choices\":[{\"delta\":{\"content\":\"cut o", ChatStreamEventKind.Malformed)]
    [InlineData("[]", ChatStreamEventKind.Malformed)]
    [InlineData("{} {}", ChatStreamEventKind.Malformed)]
    [InlineData("{}", ChatStreamEventKind.Other)]
    [InlineData("{\"type\":\"ping\"}", ChatStreamEventKind.Other)]
    [InlineData("{\"choices\":[],\"error\":null}", ChatStreamEventKind.Chunk)]
    [InlineData("{\"choices\":[{\"delta\":{\"content\":\"x\"},\"error\":{}}]}", ChatStreamEventKind.Chunk)]
    [InlineData("{\"error\":{\"message\":\"m\"}}", ChatStreamEventKind.Error)]
    [InlineData("{\"error\":\"m\"}", ChatStreamEventKind.Error)]
    [InlineData("{\"object\":\"error\",\"message\":\"m\",\"code\":400}", ChatStreamEventKind.Error)]
    public void Events_are_told_apart(string data, ChatStreamEventKind expected) =>
        new ChatStreamScanner().Scan(Bytes.Of(data)).Kind.ShouldBe(expected);

    [Theory]
    [InlineData("{\"type\":\"overloaded_error\",\"message\":\"m\"}", ErrorClass.Overloaded)]
    [InlineData("{\"error\":{\"type\":\"overloaded_error\",\"message\":\"m\"}}", ErrorClass.Overloaded)]
    [InlineData("{\"error\":{\"code\":503,\"message\":\"m\"}}", ErrorClass.Overloaded)]
    [InlineData("{\"error\":{\"type\":\"server_error\",\"code\":\"rate_limit_exceeded\",\"message\":\"m\"}}", ErrorClass.RateLimited)]
    [InlineData("{\"error\":{\"code\":429,\"message\":\"m\"}}", ErrorClass.RateLimited)]
    [InlineData("{\"error\":{\"type\":\"server_error\",\"message\":\"m\"}}", ErrorClass.Other)]
    public void R48_an_error_event_is_an_error_and_overload_is_recognized(string data, ErrorClass expected)
    {
        var scanner = new ChatStreamScanner();

        var found = scanner.Scan(Bytes.Of(data), "error"u8);

        found.Kind.ShouldBe(ChatStreamEventKind.Error);
        found.Error.Class.ShouldBe(expected);
        Bytes.Text(found.Error.Message.Of(Bytes.Of(data))).ShouldBe("m");
        scanner.ErrorSeen.ShouldBeTrue();
    }

    [Fact]
    public void An_error_event_without_json_is_still_an_error() =>
        new ChatStreamScanner().Scan("upstream went away"u8, "error"u8).Kind.ShouldBe(ChatStreamEventKind.Error);

    [Theory]
    [InlineData("""{"choices":[],"usage":null}""", ""","usage":null""")]
    [InlineData("""{"usage":null,"choices":[]}""", "\"usage\":null,")]
    [InlineData("""{"choices":[] , "usage" : null }""", """, "usage" : null""")]
    [InlineData("""{"choices":[],"usage":null , "x":1}""", "\"usage\":null ,")]
    [InlineData("""{"choices":[],"us\u0061ge":null}""", ""","us\u0061ge":null""")]
    [InlineData("""{"choices":[],"x":{"usage":null}}""", "")]
    [InlineData("""{"choices":[],"usage":null,"usage":null}""", "")]
    [InlineData("""{"choices":[{"delta":{"content":",\"usage\":null"}}]}""", "")]
    public void R36_the_usage_member_is_found_with_one_comma(string data, string expected)
    {
        var found = new ChatStreamScanner().Scan(Bytes.Of(data));

        Bytes.Text(found.UsageMember.Of(Bytes.Of(data))).ShouldBe(expected);
        found.Usage.ShouldBeNull();
        found.IsUsageOnly.ShouldBeFalse();
    }

    [Fact]
    public void Which_choices_have_ended_is_told_by_their_index_in_whatever_order_and_company_they_do()
    {
        var scanner = new ChatStreamScanner();
        string[] chunks =
        [
            """{"choices":[{"index":0,"delta":{"content":"a"},"finish_reason":null},{"index":1,"delta":{"content":"b"},"finish_reason":null}]}""",
            """{"choices":[{"index":0,"delta":{"content":"\"index\":5"},"finish_reason":null}]}""",
            """{"choices":[{"finish_reason":"stop","delta":{},"index":2}]}""",
            """{"choices":[{"index":0,"delta":{},"finish_reason":"length"},{"index":127,"delta":{},"finish_reason":"stop"},{"index":128,"delta":{},"finish_reason":"stop"},{"index":-1,"delta":{},"finish_reason":"stop"}]}""",
        ];

        foreach (var chunk in chunks) scanner.Scan(Bytes.Of(chunk));

        scanner.FinishedChoices.ShouldBe(UInt128.One | (UInt128.One << 2) | (UInt128.One << 127));
        scanner.BegunChoices.ShouldBe(scanner.FinishedChoices | (UInt128.One << 1));
        scanner.Scan(Bytes.Of("""{"choices":[{"index":1e0,"delta":{},"finish_reason":"stop"}]}"""));
        scanner.Reset();
        (scanner.BegunChoices, scanner.FinishedChoices).ShouldBe((UInt128.Zero, UInt128.Zero));
        scanner.Scan(Bytes.Of("""{"choices":[{"delta":{},"finish_reason":"stop"}]}"""));
        scanner.FinishedChoices.ShouldBe(UInt128.One, "a server of one choice may leave its index out");
    }

    [Fact]
    public void The_scanner_keeps_what_the_call_needs_at_its_end()
    {
        var scanner = new ChatStreamScanner();
        StreamReading.ForEach(SseCorpus.Load("openai"), scanner, (in _, _, in _) => { });

        (scanner.ContentSeen, scanner.FinishReasonSeen, scanner.DoneSeen, scanner.ErrorSeen).ShouldBe((true, true, true, false));
        scanner.Usage.ShouldBe(new TokenUsage { Input = 19, Output = 10, Total = 29, Cached = 0, Reasoning = 4, AudioInput = 0, AudioOutput = 0 });

        scanner.Reset();
        (scanner.ContentSeen, scanner.FinishReasonSeen, scanner.DoneSeen, scanner.ErrorSeen).ShouldBe((false, false, false, false));
        scanner.Usage.ShouldBeNull();
    }

    [Fact]
    public void A_scanner_with_a_memory_reads_every_event_as_a_new_one_does() => Property.Holds(json =>
    {
        var scanner = new ChatStreamScanner();
        var shape = RandomChunk.Shape(json);
        for (var i = 0; i < 20; i++)
        {
            var data = Bytes.Of(shape(json));
            if (json.Random.Next(5) == 0)
                data = json.Mutate(data);

            scanner.Scan(data).ShouldBe(new ChatStreamScanner().Scan(data), Bytes.Text(data));
        }
    });

    [Fact]
    public void Cutting_usage_out_changes_nothing_else() => Property.Holds(json =>
    {
        var data = RandomChunk.Shape(json)(json);
        var newline = json.Random.Next(2) == 0 ? "\r\n" : "\n";
        // Line ends outside strings may as well split the data over several lines of the event.
        var frame = Bytes.Of("data: " + string.Join(newline + "data: ", data.Split('\r', '\n')) + newline + newline);

        var kept = StreamReading.WithoutUsage(frame);

        var expected = System.Text.Json.Nodes.JsonNode.Parse(data)!.AsObject();
        if (expected["usage"] is System.Text.Json.Nodes.JsonObject && expected["choices"]!.AsArray().Count == 0)
        {
            kept.ShouldBeEmpty();
            return;
        }

        expected.Remove("usage");
        var parsed = System.Text.Json.Nodes.JsonNode.Parse(ReferenceSseParser.Parse(kept).ShouldHaveSingleItem().Data);
        System.Text.Json.Nodes.JsonNode.DeepEquals(parsed, expected).ShouldBeTrue(data);
    });

    [Fact]
    public void Reading_plain_chunks_allocates_nothing()
    {
        var stream = SseCorpus.Load("openai");
        var scanner = new ChatStreamScanner();
        StreamReading.Visit ignore = (in _, _, in _) => { };

        Allocations.PerCall(() => StreamReading.ForEach(stream, scanner, ignore)).ShouldBe(0);
    }
}
