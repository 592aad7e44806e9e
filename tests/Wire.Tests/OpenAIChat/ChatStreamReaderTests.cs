using Signalbox.Wire.OpenAIChat;
using Wire.Tests.Sse;
using static Wire.Tests.OpenAIChat.ChatDialect;

namespace Wire.Tests.OpenAIChat;

public sealed class ChatStreamReaderTests
{
    private const string Finish = """{"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}""";

    [Theory]
    [InlineData("openai", """
        begin chatcmpl-B1 gpt-4o-mini-2024-07-18
        Text: Hello, 北京 😀 "usage":null, ¶ said he. "error!
        end Complete in=19 out=10
        """)]
    [InlineData("openai-tools", """
        begin chatcmpl-B1 gpt-4o-mini-2024-07-18
        ToolCall call_1 weather: {"city":"Ulm"}
        end ToolCalls
        """)]
    // R37: the first chunk has no choice, no id and no model.
    [InlineData("azure", """
        begin chatcmpl-B1 gpt-4o-mini-2024-07-18
        Text: Hi
        end Complete
        """)]
    // R33: the usage comes after the end.
    [InlineData("vllm", """
        begin chatcmpl-v qwen
        Reasoning: Let me think
        Text: 42
        end Complete in=0 out=12
        """)]
    [InlineData("deepseek", """
        begin d deepseek-chat
        Text: ok
        end Complete in=30 out=2
        """)]
    [InlineData("openrouter-error", """
        begin g x/y
        error RateLimited 429: Rate limited upstream
        """)]
    [InlineData("overloaded", "error Overloaded overloaded_error: Overloaded")]
    [InlineData("grammar", """
        begin  
        Text: é北😀
        end Complete
        """)]
    public void Golden_streams_are_told_block_by_block(string name, string expected)
    {
        foreach (var lineEnd in new[] { "LF", "CRLF", "CR", "mixed" })
            ReadStream(SseCorpus.Load(name, lineEnd), out _).Replace("\n said", "¶ said", StringComparison.Ordinal).ShouldBe(expected);
    }

    [Fact]
    public void Parallel_calls_that_come_in_turns_are_put_in_order() => ReadStream(
        Chunk("""{"role":"assistant","content":"Two."}"""),
        Chunk("""{"tool_calls":[{"index":0,"id":"a","type":"function","function":{"name":"f","arguments":""}},{"index":1,"id":"b","type":"function","function":{"name":"g","arguments":""}}]}"""),
        Chunk("""{"tool_calls":[{"index":1,"function":{"arguments":"{\"y\""}}]}"""),
        Chunk("""{"tool_calls":[{"index":0,"function":{"arguments":"{\"x\":"}}]}"""),
        Chunk("""{"tool_calls":[{"index":1,"function":{"arguments":":2}"}},{"index":0,"function":{"arguments":"1}"}}]}"""),
        Chunk("{}", "\"tool_calls\""),
        "[DONE]").ShouldBe("""
            begin c1 up
            Text: Two.
            ToolCall a f: {"x":1}
            ToolCall b g: {"y":2}
            end ToolCalls
            """);

    [Fact]
    public void A_call_is_told_while_it_comes_and_closed_when_the_next_begins()
    {
        var told = new ToldAnswer();
        var reader = new ChatStreamReader("s");
        Feed("""{"tool_calls":[{"index":0,"id":"a","function":{"name":"f","arguments":"{\"x\":"}}]}""");
        told.Deltas.ShouldBe(1);
        Feed("""{"tool_calls":[{"index":0,"function":{"arguments":"\"}{\"}"}}]}""");
        told.Deltas.ShouldBe(2);
        told.Lines.Count.ShouldBe(1);
        Feed("""{"tool_calls":[{"index":1,"id":"b","function":{"name":"f","arguments":"{"}}]}""");
        told.Lines[^1].ShouldBe("ToolCall a f: {\"x\":\"}{\"}");
        told.Deltas.ShouldBe(3);

        void Feed(string delta) => reader.Read(default, Bytes.Of(Chunk(delta)), told);
    }

    [Fact]
    public void R54_calls_that_all_have_index_0_are_told_apart_by_their_ids() => ReadStream(
        Chunk("""{"tool_calls":[{"index":0,"id":"a","function":{"name":"f","arguments":"{\"x\":1}"}}]}"""),
        Chunk("""{"tool_calls":[{"index":0,"id":"b","function":{"name":"f","arguments":"{\"x\":"}}]}"""),
        Chunk("""{"tool_calls":[{"index":0,"function":{"arguments":"2}"}}]}"""),
        Chunk("{}", "\"tool_calls\"")).ShouldBe("""
            begin c1 up
            ToolCall a f: {"x":1}
            ToolCall b f: {"x":2}
            end ToolCalls
            """);

    [Fact]
    public void Calls_without_index_and_id_get_ids_and_begin_where_the_one_before_is_whole() => ReadStream(
        Chunk("""{"tool_calls":[{"function":{"name":"f","arguments":"{\"x\":1}"}},{"function":{"name":"f","arguments":{"x":2}}}]}"""),
        Chunk("""{"tool_calls":[{"function":{"name":"g","arguments":"{}"}}]}""", "\"stop\"")).ShouldBe("""
            begin c1 up
            ToolCall call_s_0 f: {"x":1}
            ToolCall call_s_1 f: {"x":2}
            ToolCall call_s_2 g: {}
            end ToolCalls
            """);

    [Theory]
    // Id and name with every delta; a new id with every delta; the name after the id.
    [InlineData("""{"index":0,"id":"a","function":{"name":"f","arguments":"{\"x\""}}""", """{"index":0,"id":"a","function":{"name":"f","arguments":":1}"}}""")]
    [InlineData("""{"index":0,"id":"a","function":{"name":"f","arguments":"{\"x\""}}""", """{"index":0,"id":"z","function":{"name":null,"arguments":":1}"}}""")]
    [InlineData("""{"index":0,"id":"a"}""", """{"index":0,"function":{"name":"f","arguments":"{\"x\":1}"}}""")]
    [InlineData("""{"id":"a","function":{"name":"f","arguments":"{\"x\""}}""", """{"id":"","function":{"name":"","arguments":":1}"}}""")]
    public void One_call_stays_one_however_it_is_repeated(string first, string second) => ReadStream(
        Chunk($$"""{"tool_calls":[{{first}}]}"""), Chunk($$"""{"tool_calls":[{{second}}]}"""), Finish)
        .ShouldBe("begin c1 up\nToolCall a f: {\"x\":1}\nend ToolCalls");

    [Fact]
    public void R40_stop_after_a_call_means_that_the_call_is_to_be_run() => ReadStream(
        Chunk("""{"content":"I look."}"""),
        Chunk("""{"tool_calls":[{"index":0,"id":"a","function":{"name":"f","arguments":"{}"}}]}"""),
        Finish, "[DONE]").ShouldEndWith("end ToolCalls");

    [Fact]
    public void Length_stays_length_although_a_call_had_begun() => ReadStream(
        Chunk("""{"tool_calls":[{"index":0,"id":"a","function":{"name":"f","arguments":"{\"x"}}]}"""),
        Chunk("{}", "\"length\"")).ShouldEndWith("end Length");

    [Fact]
    public void Text_that_comes_in_the_midst_of_a_call_waits_for_its_end() => ReadStream(
        Chunk("""{"tool_calls":[{"index":0,"id":"a","function":{"name":"f","arguments":"{"}}]}"""),
        Chunk("""{"content":"aha"}"""),
        Chunk("""{"tool_calls":[{"index":0,"function":{"arguments":"}"}}]}"""),
        Finish).ShouldBe("begin c1 up\nToolCall a f: {}\nText: aha\nend ToolCalls");

    [Fact]
    public void What_comes_for_a_call_that_is_over_is_not_dropped_in_silence() => ReadStream(
        Chunk("""{"tool_calls":[{"index":0,"id":"a","function":{"name":"f","arguments":"{}"}},{"index":1,"id":"b","function":{"name":"f","arguments":"{}"}}]}"""),
        Chunk("""{"tool_calls":[{"index":0,"function":{"arguments":"{\"x\":1}"}}]}""")).ShouldEndWith("malformed");

    [Fact]
    public void Custom_calls_give_their_raw_input() => ReadStream(
        Chunk("""{"tool_calls":[{"index":0,"id":"a","type":"custom","custom":{"name":"patch","input":""}}]}"""),
        Chunk("""{"tool_calls":[{"index":0,"custom":{"input":"*** Begin"}}]}"""),
        Finish).ShouldBe("begin c1 up\nCustomToolCall a patch: *** Begin\nend ToolCalls");

    [Fact]
    public void The_old_function_call_is_a_call() => ReadStream(
        Chunk("""{"function_call":{"name":"f","arguments":""}}"""),
        Chunk("""{"function_call":{"arguments":"{}"}}"""),
        Chunk("{}", "\"function_call\"")).ShouldBe("begin c1 up\nToolCall call_s_0 f: {}\nend ToolCalls");

    [Theory]
    [InlineData("reasoning_content")]
    [InlineData("reasoning")]
    public void R44_thoughts_and_text_are_blocks_of_their_own(string member) => ReadStream(
        Chunk($$"""{"role":"assistant","content":null,"{{member}}":"Hm"}"""),
        Chunk($$"""{"content":"","{{member}}":"."}"""),
        Chunk($$"""{"content":"Yes","{{member}}":null}"""),
        Chunk("""{"refusal":"No"}"""),
        Finish).ShouldBe("begin c1 up\nReasoning: Hm.\nText: Yes\nRefusal: No\nend Refusal");

    [Theory]
    [InlineData("""{"reasoning":"Hm","reasoning_details":[{"type":"reasoning.text","text":"Hm"}]}""", """{"reasoning_details":[{"type":"reasoning.text","signature":"s1"},{"type":"reasoning.encrypted","data":"d1"}]}""")]
    [InlineData("""{"reasoning_content":"Hm","thinking_blocks":[{"type":"thinking","thinking":"Hm","signature":""}]}""", """{"thinking_blocks":[{"type":"thinking","thinking":"","signature":"s1"},{"type":"redacted_thinking","data":"d1"}]}""")]
    [InlineData("""{"reasoning_content":"Hm"}""", """{"thinking_blocks":[{"type":"thinking","thinking":"Hm","signature":"s1"},{"type":"redacted_thinking","data":"d1"}]}""")]
    [InlineData("""{"reasoning_details":[{"type":"reasoning.summary","summary":"Hm"}]}""", """{"reasoning_details":[{"signature":"s1"},{"data":"d1"}]}""")]
    public void R57_R58_signatures_are_told_once_with_their_thoughts(string first, string second) => ReadStream(
        Chunk(first), Chunk(second), Chunk("""{"content":"Yes"}"""), Finish)
        .ShouldBe("begin c1 up\nReasoning: Hm <s1>\nRedactedReasoning:  <d1>\nText: Yes\nend Complete");

    [Fact]
    public void A_list_of_parts_is_read_as_Mistral_sends_it() => ReadStream(
        Chunk("""{"content":[{"type":"thinking","thinking":[{"type":"text","text":"Hm"}]}]}"""),
        Chunk("""{"content":[{"type":"text","text":"Yes"}]}"""), Finish).ShouldBe("begin c1 up\nReasoning: Hm\nText: Yes\nend Complete");

    [Fact]
    public void R52_a_surrogate_pair_cut_in_two_is_joined() => ReadStream(
        Chunk("""{"content":"a\ud83d"}"""), Chunk("""{"content":"\ude00b"}"""), Chunk("""{"content":"\ud83d"}"""), Finish)
        .ShouldBe("begin c1 up\nText: a😀b\uFFFD\nend Complete");

    [Fact]
    public void R41_a_stream_without_an_end_is_cut_and_R42_either_end_will_do()
    {
        ReadStream(Chunk("""{"content":"a"}""")).ShouldEndWith("cut");
        ReadStream(Chunk("""{"content":"a"}"""), "[DONE]").ShouldEndWith("end Complete");
        ReadStream(Chunk("""{"content":"a"}"""), Finish).ShouldEndWith("end Complete");
        ReadStream("[DONE]").ShouldBe("begin  \nend Complete");
    }

    [Fact]
    public void R37_content_is_seen_when_there_is_some()
    {
        ReadStream(Bytes.Of($"data: {Chunk("""{"role":"assistant","content":""}""")}\n\n"), out var reader);
        reader.ContentSeen.ShouldBeFalse();
        reader.EndSeen.ShouldBeFalse();
        ReadStream(Bytes.Of($"data: {Chunk("""{"content":"a"}""")}\n\n"), out reader);
        reader.ContentSeen.ShouldBeTrue();
    }

    [Theory]
    [InlineData("\"content_filter\"", "ContentFilter")]
    [InlineData("\"length\"", "Length")]
    [InlineData("\"tool_calls\"", "Complete")]
    [InlineData("\"eos\"", "Complete")]
    [InlineData("\"insufficient_system_resource\"", "Length")]
    public void The_reason_is_translated(string word, string reason) =>
        ReadStream(Chunk("""{"content":"a"}"""), Chunk("{}", word)).ShouldEndWith("end " + reason);

    [Fact]
    public void The_stop_sequence_is_told_where_vLLM_tells_it() => ReadStream(
        Chunk("""{"content":"a"}"""),
        """{"choices":[{"delta":{},"finish_reason":"stop","stop_reason":"END"}]}""").ShouldEndWith("end StopSequence 'END'");

    [Fact]
    public void Only_the_first_choice_is_read() => ReadStream(
        """{"choices":[{"index":1,"delta":{"content":"b"},"finish_reason":null},{"index":0,"delta":{"content":"a"},"finish_reason":null}]}""",
        Finish).ShouldBe("begin  \nText: a\nend Complete");

    [Theory]
    [InlineData("{\"choices\":[{\"delta\":")]
    [InlineData("7")]
    [InlineData("<html>")]
    public void What_is_no_object_is_malformed(string data) => ReadStream(data).ShouldBe("malformed");

    [Fact]
    public void An_end_by_an_error_without_one_is_an_error() =>
        ReadStream(Chunk("{}", "\"error\"")).ShouldContain("error Other");

    [Fact]
    public void Random_JSON_is_no_reason_to_throw() => Property.Holds(json =>
    {
        var words = new[]
        {
            "choices", "delta", "message", "index", "content", "tool_calls", "function", "name", "arguments", "id", "finish_reason", "usage",
            "error", "reasoning", "reasoning_details", "thinking_blocks", "signature", "data", "type", "text", "refusal", "function_call", "custom",
        };
        var reader = new ChatStreamReader("s");
        var told = new ToldAnswer();
        for (var i = 0; i < 6; i++)
        {
            var data = Bytes.Of(RandomPayload.Write(json, words));
            if (json.Random.Next(4) == 0)
                data = json.Mutate(data);
            reader.Read(json.Random.Next(9) == 0 ? "error"u8 : default, data, told);
            ReadAnswer(Bytes.Text(data));
        }

        reader.Complete(told);
    });
}
