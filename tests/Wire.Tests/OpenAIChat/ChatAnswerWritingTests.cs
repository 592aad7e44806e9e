using Signalbox.Wire;
using Signalbox.Wire.Conversation;
using static Wire.Tests.OpenAIChat.ChatDialect;

namespace Wire.Tests.OpenAIChat;

public sealed class ChatAnswerWritingTests
{
    private static readonly TokenUsage Usage = new() { Input = 10, Output = 5, Cached = 4, Reasoning = 2 };

    [Fact]
    public void A_document_holds_the_whole_answer() => WriteDocument(Everything).ShouldBeJson("""
        {"id":"chatcmpl-1","object":"chat.completion","created":1763689200,"model":"public","choices":[{"index":0,"message":{
           "role":"assistant","content":"Look: 北","refusal":null,"reasoning_content":"Hm",
           "thinking_blocks":[{"type":"thinking","thinking":"Hm","signature":"s1"},{"type":"redacted_thinking","data":"d1"}],
           "tool_calls":[{"id":"a","type":"function","function":{"name":"f","arguments":"{\"x\":1}"}},
                         {"id":"b","type":"custom","custom":{"name":"g","input":"raw"}},
                         {"id":"c","type":"function","function":{"name":"h","arguments":"{}"}}]},
           "logprobs":null,"finish_reason":"tool_calls"}],
         "usage":{"prompt_tokens":10,"completion_tokens":5,"total_tokens":15,"prompt_tokens_details":{"cached_tokens":4},"completion_tokens_details":{"reasoning_tokens":2}}}
        """);

    [Fact]
    public void Content_is_null_beside_calls_alone_and_usage_is_left_out_when_none_was_told()
    {
        var document = WriteDocument(sink =>
        {
            sink.Begin(default);
            Block(sink, new BlockStart(BlockKind.ToolCall, "a", "f"), "{}");
            sink.Finish(new AnswerEnd(StopReason.ToolCalls, null, null));
        });

        document["choices"]![0]!["message"]!.AsObject().TryGetPropertyValue("content", out var content).ShouldBeTrue();
        content.ShouldBeNull();
        document["usage"].ShouldBeNull();
    }

    [Theory]
    [InlineData(StopReason.Complete, "stop")]
    [InlineData(StopReason.StopSequence, "stop")]
    [InlineData(StopReason.Length, "length")]
    [InlineData(StopReason.ToolCalls, "stop")]
    [InlineData(StopReason.ContentFilter, "content_filter")]
    [InlineData(StopReason.Refusal, "content_filter")]
    [InlineData(StopReason.Paused, "stop")]
    public void Each_reason_has_its_word(StopReason reason, string word)
    {
        ((string?)WriteDocument(Answer)["choices"]![0]!["finish_reason"]).ShouldBe(word);
        ((string?)Chunks(WriteStream(Answer))[^1]["choices"]![0]!["finish_reason"]).ShouldBe(word);

        void Answer(IAnswerSink sink)
        {
            sink.Begin(default);
            Block(sink, new BlockStart(BlockKind.Text), "a");
            sink.Finish(new AnswerEnd(reason, null, null));
        }
    }

    [Theory]
    [InlineData(StopReason.Complete, "tool_calls")]
    [InlineData(StopReason.ToolCalls, "tool_calls")]
    [InlineData(StopReason.Length, "length")]
    public void An_answer_that_calls_tools_says_so_whatever_the_upstream_said_R40(StopReason reason, string word)
    {
        ((string?)WriteDocument(Answer)["choices"]![0]!["finish_reason"]).ShouldBe(word);
        ((string?)Chunks(WriteStream(Answer))[^1]["choices"]![0]!["finish_reason"]).ShouldBe(word);

        void Answer(IAnswerSink sink)
        {
            sink.Begin(default);
            Block(sink, new BlockStart(BlockKind.ToolCall, "call_1", "f"), "{}");
            sink.Finish(new AnswerEnd(reason, null, null));
        }
    }

    [Fact]
    public void Calls_without_an_id_get_one()
    {
        WriteDocument(Answer)["choices"]![0]!["message"]!["tool_calls"]!.AsArray().Select(call => (string?)call!["id"]).ShouldBe(["a", "call_chatcmpl-1_1"]);
        Chunks(WriteStream(Answer)).Select(chunk => (string?)chunk["choices"]![0]!["delta"]!["tool_calls"]?[0]?["id"]).OfType<string>().ShouldBe(["a", "call_chatcmpl-1_1"]);

        static void Answer(IAnswerSink sink)
        {
            sink.Begin(default);
            Block(sink, new BlockStart(BlockKind.ToolCall, "a", "f"), "{}");
            Block(sink, new BlockStart(BlockKind.ToolCall, null, "f"), "{}");
            sink.Finish(new AnswerEnd(StopReason.ToolCalls, null, null));
        }
    }

    [Fact]
    public void A_refusal_without_words_is_told_by_the_end()
    {
        ((string?)WriteDocument(Answer)["choices"]![0]!["finish_reason"]).ShouldBe("content_filter");
        ((string?)Chunks(WriteStream(Answer))[^1]["choices"]![0]!["finish_reason"]).ShouldBe("content_filter");

        static void Answer(IAnswerSink sink)
        {
            sink.Begin(default);
            Block(sink, new BlockStart(BlockKind.Refusal));
            sink.Finish(new AnswerEnd(StopReason.Refusal, null, null));
        }
    }

    [Fact]
    public void A_stream_tells_the_answer_in_chunks()
    {
        var chunks = Chunks(WriteStream(Everything));

        chunks.ShouldAllBe(chunk => (string?)chunk["id"] == "chatcmpl-1" && (long?)chunk["created"] == Created
            && (string?)chunk["model"] == "public" && (string?)chunk["object"] == "chat.completion.chunk" && !chunk.AsObject().ContainsKey("usage"));
        chunks.Select(chunk => chunk["choices"]![0]!["delta"]!.ToJsonString().Replace("\\u5317", "北", StringComparison.Ordinal)).ShouldBe(
        [
            """{"role":"assistant","content":""}""",
            """{"reasoning_content":"Hm"}""",
            """{"thinking_blocks":[{"type":"thinking","thinking":"Hm","signature":"s1"}]}""",
            """{"thinking_blocks":[{"type":"redacted_thinking","data":"d1"}]}""",
            """{"content":"Look: "}""",
            """{"content":"北"}""",
            """{"tool_calls":[{"index":0,"id":"a","type":"function","function":{"name":"f","arguments":""}}]}""",
            """{"tool_calls":[{"index":0,"function":{"arguments":"{\u0022x\u0022:1}"}}]}""",
            """{"tool_calls":[{"index":1,"id":"b","type":"custom","custom":{"name":"g","input":""}}]}""",
            """{"tool_calls":[{"index":1,"custom":{"input":"raw"}}]}""",
            """{"tool_calls":[{"index":2,"id":"c","type":"function","function":{"name":"h","arguments":""}}]}""",
            """{"tool_calls":[{"index":2,"function":{"arguments":"{}"}}]}""",
            "{}",
        ]);
        chunks.SkipLast(1).ShouldAllBe(chunk => chunk["choices"]![0]!["finish_reason"] == null);
    }

    [Fact]
    public void R32_R36_usage_comes_in_a_last_chunk_without_choices_and_null_in_every_other()
    {
        var chunks = Chunks(WriteStream(Everything, includeUsage: true));

        chunks.SkipLast(1).ShouldAllBe(chunk => chunk.AsObject().ContainsKey("usage") && chunk["usage"] == null && chunk["choices"]!.AsArray().Count == 1);
        chunks[^1]["choices"]!.AsArray().ShouldBeEmpty();
        ((long?)chunks[^1]["usage"]!["total_tokens"]).ShouldBe(15);
    }

    [Fact]
    public void What_is_not_given_is_taken_from_the_provider()
    {
        var document = new Signalbox.Wire.OpenAIChat.ChatAnswerDocument(null, Created, null);
        document.Begin(new AnswerStart("up-1", "up", null));
        document.Finish(default);
        var buffer = new System.Buffers.ArrayBufferWriter<byte>();
        document.WriteTo(buffer);

        Bytes.Text(buffer.WrittenSpan).ShouldStartWith($$"""{"id":"up-1","object":"chat.completion","created":{{Created}},"model":"up",""");
    }

    [Fact]
    public void What_is_written_is_read_as_it_was()
    {
        const string told = """
            begin chatcmpl-1 public
            Reasoning: Hm <s1>
            RedactedReasoning:  <d1>
            Text: Look: 北
            ToolCall a f: {"x":1}
            CustomToolCall b g: raw
            ToolCall c h: {}
            end ToolCalls in=10 out=5
            """;

        ReadAnswer(WriteDocument(Everything).ToJsonString()).ShouldBe(told);
        ReadStream(Bytes.Of(WriteStream(Everything, includeUsage: true)), out _).ShouldBe(told);
    }

    private static void Everything(IAnswerSink sink)
    {
        sink.Begin(new AnswerStart("up-1", "up", null));
        sink.OpenBlock(new BlockStart(BlockKind.Reasoning));
        sink.Append("Hm");
        sink.Sign("s1");
        sink.CloseBlock();
        sink.OpenBlock(new BlockStart(BlockKind.RedactedReasoning));
        sink.Sign("d1");
        sink.CloseBlock();
        Block(sink, new BlockStart(BlockKind.Text), "Look: ", "北");
        Block(sink, new BlockStart(BlockKind.ToolCall, "a", "f"), "{\"x\":1}");
        Block(sink, new BlockStart(BlockKind.CustomToolCall, "b", "g"), "raw");
        Block(sink, new BlockStart(BlockKind.ToolCall, "c", "h"));
        sink.Finish(new AnswerEnd(StopReason.ToolCalls, null, Usage));
    }

    private static void Block(IAnswerSink sink, BlockStart start, params string[] deltas)
    {
        sink.OpenBlock(start);
        foreach (var delta in deltas)
            sink.Append(delta);
        sink.CloseBlock();
    }
}
