using System.Buffers;
using Signalbox.Wire;
using Signalbox.Wire.Conversation;
using Signalbox.Wire.OpenAIResponses;
using Wire.Tests.AnthropicMessages;

namespace Wire.Tests.OpenAIResponses;

public sealed class ResponsesStreamReaderTests
{
    private const string Created = """{"type":"response.created","response":{"id":"resp_1","model":"gpt-5.1","status":"in_progress","output":[]}}""";
    private const string Completed = """{"type":"response.completed","response":{"id":"resp_1","status":"completed","output":[],"usage":{"input_tokens":10,"input_tokens_details":{"cached_tokens":4},"output_tokens":7,"output_tokens_details":{"reasoning_tokens":3}}}}""";
    private const string Began = "begin resp_1 gpt-5.1";
    private const string Ended = "finish Complete  in=10 cached=4 written= out=7";

    [Fact]
    public void A_recorded_stream_is_told_with_its_thoughts_and_its_proof()
    {
        var sink = new SinkRecorder();
        var (reader, last) = ResponsesUpstream.ReadStream(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Golden", "responses-tools.sse")), sink);

        last.ShouldBe(StreamStep.Done);
        (reader.EndSeen, reader.ContentSeen, reader.Usage.HasValue).ShouldBe((true, true, true));
        sink.Joined.SkipLast(1).ShouldBe([
            "begin resp_68a gpt-5.5-2026-03-01",
            "open Reasoning", "+ Zürich’s weather 🌧", "sign openai:rs_1:gAAAAABo7Q==", "close",
            "open Text", "+ I look it up: \"{\\\"type\\\":\\\"error\\\"}\" 北京", "close",
            "open ToolCall call_1 get_weather", "+ {\"city\": \"Zürich\"}", "close"]);
        sink.Joined[^1].ShouldStartWith("finish ToolCalls");
    }

    [Fact]
    public void Several_parts_of_a_summary_are_one_block_with_blank_lines_between() =>
        ResponsesUpstream.ReadStream(
            Created,
            Item("added", 0, """{"id":"rs_1","type":"reasoning","summary":[],"encrypted_content":"gA"}"""),
            """{"type":"response.reasoning_summary_part.added","output_index":0,"summary_index":0,"part":{"type":"summary_text","text":""}}""",
            Delta("reasoning_summary_text", 0, "Fi", "summary_index", 0), Delta("reasoning_summary_text", 0, "rst", "summary_index", 0),
            """{"type":"response.reasoning_summary_text.done","output_index":0,"summary_index":0,"text":"First"}""",
            Delta("reasoning_summary_text", 0, "Then", "summary_index", 1),
            """{"type":"response.reasoning_summary_text.done","output_index":0,"summary_index":1,"text":"Then"}""",
            """{"type":"response.reasoning_summary_text.done","output_index":0,"summary_index":2,"text":"Last"}""",
            Item("done", 0, """{"id":"rs_1","type":"reasoning","summary":[{"type":"summary_text","text":"First"}],"encrypted_content":"gABC=="}"""),
            Completed).ShouldBe([Began, "open Reasoning", "+ First\n\nThen\n\nLast", "sign openai:rs_1:gABC==", "close", Ended]);

    [Fact]
    public void Thoughts_told_in_full_are_not_told_again_as_their_summary() =>
        ResponsesUpstream.ReadStream(
            Created,
            Delta("reasoning_text", 0, "Thought", "content_index", 0), Delta("reasoning_summary_text", 0, "Sum", "summary_index", 0),
            Item("done", 0, """{"id":"rs_1","type":"reasoning","summary":[{"type":"summary_text","text":"Sum"}]}"""),
            Completed).ShouldBe([Began, "open Reasoning", "+ Thought", "close", Ended]);

    [Fact]
    public void R54_calls_that_interleave_are_told_one_after_another() =>
        ResponsesUpstream.ReadStream(
            Created,
            Item("added", 0, """{"type":"function_call","call_id":"c1","name":"f","arguments":""}"""), Delta("function_call_arguments", 0, "{\\\"a\\\""),
            Item("added", 2, """{"type":"custom_tool_call","call_id":"c3","name":"p","input":""}"""), Delta("custom_tool_call_input", 2, "raw"),
            Item("added", 1, """{"type":"function_call","call_id":"c2","name":"g","arguments":""}"""), Delta("function_call_arguments", 1, "{}"),
            Item("done", 1, """{"type":"function_call","call_id":"c2","name":"g","arguments":"{}"}"""),
            Delta("function_call_arguments", 0, ":1}"),
            """{"type":"response.function_call_arguments.done","output_index":0,"arguments":"{\"a\":1}"}""",
            Item("done", 0, """{"type":"function_call","call_id":"c1","name":"f","arguments":"{\"a\":1}"}"""),
            Item("done", 2, """{"type":"custom_tool_call","call_id":"c3","name":"p","input":"raw"}"""),
            Completed).ShouldBe([
                Began, "open ToolCall c1 f", "+ {\"a\":1}", "close", "open ToolCall c2 g", "+ {}", "close", "open CustomToolCall c3 p", "+ raw", "close",
                "finish ToolCalls  in=10 cached=4 written= out=7"]);

    [Fact]
    public void Pieces_that_never_came_are_taken_from_what_ends_them()
    {
        const string message = """{"id":"msg_1","type":"message","role":"assistant","content":[{"type":"output_text","text":"Hi"}]}""";
        const string call = """{"type":"function_call","call_id":"c","name":"f","arguments":"{}"}""";

        ResponsesUpstream.ReadStream(Created, """{"type":"response.output_text.done","output_index":0,"content_index":0,"text":"Hi"}""", Item("done", 0, message), Completed)
            .ShouldBe([Began, "open Text", "+ Hi", "close", Ended]);
        ResponsesUpstream.ReadStream(Created, Item("done", 0, message), Item("done", 1, call), Completed)
            .ShouldBe([Began, "open Text", "+ Hi", "close", "open ToolCall c f", "+ {}", "close", Ended.Replace("Complete", "ToolCalls")]);
        ResponsesUpstream.ReadStream(Completed.Replace("\"output\":[]", $"\"output\":[{message},{call}]").Replace("\"status\"", "\"model\":\"gpt-5.1\",\"status\""))
            .ShouldBe([Began, "open Text", "+ Hi", "close", "open ToolCall c f", "+ {}", "close", Ended.Replace("Complete", "ToolCalls")]);
    }

    [Fact]
    public void Items_that_never_end_are_told_at_the_end() =>
        ResponsesUpstream.ReadStream(
            Created, Delta("output_text", 0, "Hel", "content_index", 0), Delta("output_text", 1, "lo", "content_index", 0),
            Item("added", 2, """{"type":"function_call","call_id":"c","name":"f"}"""), Completed)
            .ShouldBe([Began, "open Text", "+ Hel", "close", "open Text", "+ lo", "close", "open ToolCall c f", "close", Ended.Replace("Complete", "ToolCalls")]);

    [Fact]
    public void Tools_of_the_provider_and_unknown_events_are_passed_over() =>
        ResponsesUpstream.ReadStream(
            Created, """{"type":"keepalive","sequence_number":3}""", Item("added", 0, """{"type":"web_search_call","id":"ws"}"""),
            """{"type":"response.web_search_call.searching","output_index":0}""", """{"type":"response.new.delta","output_index":0,"delta":{"x":1}}""", "[DONE]",
            Delta("output_text", 1, "Hi", "content_index", 0), Completed).ShouldBe([Began, "open Text", "+ Hi", "close", Ended]);

    [Fact]
    public void R72_an_answer_that_was_cut_short_says_so() =>
        ResponsesUpstream.ReadStream(
            Created, Delta("output_text", 0, "Hi", "content_index", 0),
            """{"type":"response.incomplete","response":{"status":"incomplete","incomplete_details":{"reason":"max_output_tokens"},"output":[]}}""")
            .ShouldBe([Began, "open Text", "+ Hi", "close", "finish Length"]);

    [Theory]
    [InlineData("""{"type":"error","code":"rate_limit_exceeded","message":"Slow.","param":null}""", "error RateLimited error: Slow.")]
    [InlineData("""{"type":"error","error":{"type":"server_error","code":"server_is_overloaded","message":"Busy."}}""", "error Overloaded server_error: Busy.")]
    [InlineData("""{"type":"response.failed","response":{"status":"failed","error":{"code":"server_error","message":"Broken."}}}""", "error Other server_error: Broken.")]
    [InlineData("""{"error":{"message":"Plain."}}""", "error Other : Plain.")]
    public void R73_errors_inside_a_stream_are_told(string data, string error) => ResponsesUpstream.ReadStream(Created, data)[^1].ShouldBe(error);

    [Fact]
    public void R41_a_stream_without_its_end_is_cut() => ResponsesUpstream.ReadStream(Created, Delta("output_text", 0, "Hi", "content_index", 0), "[DONE]")[^1].ShouldBe("cut");

    [Theory]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("{} {}")]
    [InlineData("""{"type":"response.created","response":7}""")]
    [InlineData("""{"type":"response.completed"}""")]
    [InlineData("""{"type":"response.output_item.added","output_index":0}""")]
    [InlineData("""{"type":"response.output_item.added","output_index":0,"item":[]}""")]
    [InlineData("""{"type":"response.output_item.added","output_index":"0","item":{"type":"message"}}""")]
    [InlineData("""{"type":"response.output_item.added","output_index":-1,"item":{"type":"message"}}""")]
    [InlineData("""{"type":"response.output_text.delta","output_index":0,"delta":7}""")]
    [InlineData("""{"type":"response.output_text.delta","output_index":0}""")]
    [InlineData("""{"type":"response.output_text.delta","output_index":0,"content_index":{},"delta":"x"}""")]
    public void What_the_dialect_does_not_send_is_malformed(string data) => ResponsesUpstream.ReadStream(Created, data)[^1].ShouldBe("malformed");

    [Fact]
    public void Text_for_an_item_of_another_kind_is_malformed() =>
        ResponsesUpstream.ReadStream(Created, Item("added", 0, """{"type":"function_call","call_id":"c","name":"f"}"""), Delta("output_text", 0, "Hi", "content_index", 0))[^1]
            .ShouldBe("malformed");

    [Fact]
    public void Random_and_damaged_events_never_throw() => Property.Holds(json =>
    {
        var sink = new SinkRecorder();
        var reader = new ResponsesStreamReader();
        string[] types = ["output_item.added", "output_item.done", "output_text.delta", "reasoning_summary_text.done", "function_call_arguments.delta", "refusal.done", "completed"];
        for (var i = json.Random.Next(1, 8); i > 0; i--)
        {
            var type = types[json.Random.Next(types.Length)];
            var data = Bytes.Of($$$"""{"type":"response.{{{type}}}","output_index":{{{json.Random.Next(3)}}},"delta":{{{json.Value(1)}}},"text":"t","item":{"type":"message","content":{{{json.Value(2)}}} },"response":{"output":{{{json.Value(3)}}} } }""");
            reader.Read(default, json.Random.Next(3) == 0 ? json.Mutate(data) : data, sink);
        }

        reader.Complete(sink);
        sink.Calls[^1].ShouldStartWith("finish");
    }, cases: 2000);

    [Fact]
    public void What_our_own_writer_streams_is_read_as_it_was_told() => Property.Holds(json =>
    {
        var told = new SinkRecorder();
        var again = new SinkRecorder();
        var buffer = new ArrayBufferWriter<byte>();
        var seed = json.Random.Next();
        TellPlain(told, new Random(seed));
        TellPlain(new ResponsesStreamWriter(buffer, Responses.Context()), new Random(seed));

        ResponsesUpstream.ReadStream(Bytes.Text(buffer.WrittenSpan), again).Last.ShouldBe(StreamStep.Done);

        again.Joined.Skip(1).SkipLast(1).ShouldBe(told.Joined.Skip(1).SkipLast(1));
    });

    private static void TellPlain(IAnswerSink sink, Random random)
    {
        string[] pieces = ["a", "北", "😀", " \n", "\"\\", "{\"x\":", "event: x\n\n"];
        sink.Begin(new AnswerStart("x", "y", null));
        for (var i = random.Next(5); i > 0; i--)
        {
            BlockKind[] kinds = [BlockKind.Text, BlockKind.Reasoning, BlockKind.ToolCall, BlockKind.CustomToolCall, BlockKind.Refusal];
            var kind = kinds[random.Next(kinds.Length)];
            sink.OpenBlock(kind is BlockKind.ToolCall or BlockKind.CustomToolCall ? new BlockStart(kind, "call_" + i, "f") : new BlockStart(kind));
            for (var j = random.Next(1, 4); j > 0; j--)
                sink.Append(pieces[random.Next(pieces.Length)]);
            sink.CloseBlock();
        }

        sink.Finish(new AnswerEnd(StopReason.Complete, null, null));
    }

    private static string Item(string moment, int index, string item) => $$"""{"type":"response.output_item.{{moment}}","output_index":{{index}},"item":{{item}}}""";

    private static string Delta(string kind, int index, string text, string? partName = null, int part = 0) =>
        $$"""{"type":"response.{{kind}}.delta","output_index":{{index}}{{(partName is null ? "" : $",\"{partName}\":{part}")}},"delta":"{{text}}"}""";
}
