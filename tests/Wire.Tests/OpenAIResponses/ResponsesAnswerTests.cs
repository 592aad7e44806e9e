using System.Text.Json;
using Signalbox.Wire;
using Signalbox.Wire.Conversation;
using Signalbox.Wire.OpenAIResponses;

namespace Wire.Tests.OpenAIResponses;

public sealed class ResponsesAnswerTests
{
    private static readonly BlockStart Text = new(BlockKind.Text);

    [Fact]
    public void An_answer_is_a_response()
    {
        var response = Responses.Document(Responses.Context(), Responses.Answer(
            sink => sink.Block(Text, "Hel", "lo"),
            usage: new TokenUsage { Input = 10, Cached = 4, Output = 5, Reasoning = 2 }));

        response.GetRawText().ShouldBe(
            """
            {"id":"resp_abc","object":"response","created_at":1700000000,"status":"completed","background":false,"error":null,"incomplete_details":null,
            "model":"public-model","output":[{"type":"message","id":"msg_abc_0","status":"completed","role":"assistant",
            "content":[{"type":"output_text","text":"Hello","annotations":[],"logprobs":[]}]}],
            "previous_response_id":null,"store":false,"instructions":null,"max_output_tokens":null,"max_tool_calls":null,"metadata":{},"parallel_tool_calls":true,
            "prompt_cache_key":null,"reasoning":{"effort":null,"summary":null},"safety_identifier":null,"service_tier":null,"temperature":null,
            "text":{"format":{"type":"text"}},"tool_choice":"auto","tools":[],"top_logprobs":0,"top_p":null,"truncation":"disabled",
            "usage":{"input_tokens":10,"input_tokens_details":{"cached_tokens":4,"cache_write_tokens":0},"output_tokens":5,"output_tokens_details":{"reasoning_tokens":2},"total_tokens":15}}
            """.Replace("\n", "", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(StopReason.Complete, "completed", null)]
    [InlineData(StopReason.ToolCalls, "completed", null)]
    [InlineData(StopReason.StopSequence, "completed", null)]
    [InlineData(StopReason.Paused, "completed", null)]
    [InlineData(StopReason.Length, "incomplete", "max_output_tokens")]
    [InlineData(StopReason.ContentFilter, "incomplete", "content_filter")]
    [InlineData(StopReason.Refusal, "incomplete", "content_filter")]
    public void An_answer_that_was_cut_off_says_why_R72(StopReason reason, string status, string? why)
    {
        var response = Responses.Document(Responses.Context(), Responses.Answer(sink => sink.Block(Text, "x"), reason));

        response.Text("status").ShouldBe(status);
        var details = response.GetProperty("incomplete_details");
        (details.ValueKind == JsonValueKind.Null ? null : details.Text("reason")).ShouldBe(why);
    }

    [Theory]
    [InlineData(BlockKind.Text)]
    [InlineData(BlockKind.Refusal)]
    [InlineData(BlockKind.Reasoning)]
    [InlineData(BlockKind.ToolCall)]
    [InlineData(BlockKind.CustomToolCall)]
    public void The_item_that_the_end_came_in_is_incomplete_and_no_other(BlockKind kind)
    {
        var answer = Responses.Answer(
            sink =>
            {
                sink.Block(Text, "whole");
                sink.Block(new BlockStart(kind, "c", "f"), "{\"a\":");
            },
            StopReason.Length);

        var items = Responses.Document(Responses.Context(), answer).Items();
        var events = Responses.Stream(Responses.Context(), answer);

        items.Select(item => item.Text("status")).ShouldBe(["completed", "incomplete"]);
        events.Where(e => e.Text("type") == "response.output_item.done").Select(e => e.GetProperty("item").GetRawText()).ShouldBe(items.Select(item => item.GetRawText()));
        events[^1].GetProperty("response").Items().Select(item => item.GetRawText()).ShouldBe(items.Select(item => item.GetRawText()));
    }

    [Fact]
    public void Where_the_cut_came_before_anything_of_an_item_those_before_are_whole()
    {
        var answer = Responses.Answer(
            sink =>
            {
                sink.Block(Text, "whole");
                sink.Block(new BlockStart(BlockKind.Reasoning));
            },
            StopReason.Length);

        Responses.Document(Responses.Context(), answer).Items().ShouldHaveSingleItem().Text("status").ShouldBe("completed");
        Responses.Stream(Responses.Context(), answer)[^1].GetProperty("response").Items().ShouldHaveSingleItem().Text("status").ShouldBe("completed");
    }

    [Fact]
    public void A_refusal_in_so_many_words_is_a_whole_answer()
    {
        var response = Responses.Document(Responses.Context(), Responses.Answer(sink => sink.Block(new BlockStart(BlockKind.Refusal), "I cannot help with that."), StopReason.Refusal));

        response.Text("status").ShouldBe("completed");
        response.GetProperty("incomplete_details").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Fact]
    public void Settings_of_the_request_are_repeated_on_one_line()
    {
        var response = Responses.Document(
            Responses.Context(Responses.Body("\"Hi\"",
                """
                "temperature":0.5,"top_p":0.9,"max_output_tokens":99,"metadata":{ "a": "b c" },"parallel_tool_calls":false,"user":"u","safety_identifier":"s","prompt_cache_key":"k",
                "tools":[{"type":"custom","name":"f"}],"tool_choice":{"type":"custom","name":"f"},"reasoning":{"effort":"low","summary":"detailed"},
                "text":{"verbosity":"high","format":{"type":"json_schema","name":"n","strict":true,"schema":{
                  "type": "object"}}}
                """)),
            Responses.Answer(sink => sink.Block(Text, "x")));

        response.GetRawText().ShouldContain(
            ""","max_output_tokens":99,"max_tool_calls":null,"metadata":{"a":"b c"},"parallel_tool_calls":false,""");
        response.GetProperty("text").GetRawText().ShouldBe(
            """{"format":{"type":"json_schema","name":"n","schema":{"type":"object"},"strict":true},"verbosity":"high"}""");
        response.GetProperty("tool_choice").GetRawText().ShouldBe("""{"type":"custom","name":"f"}""");
        response.GetProperty("reasoning").GetRawText().ShouldBe("""{"effort":"low","summary":"detailed"}""");
        (response.Text("user"), response.Text("safety_identifier")).ShouldBe(("u", "s"));
        (response.GetProperty("temperature").GetDouble(), response.GetProperty("top_p").GetDouble()).ShouldBe((0.5, 0.9));
    }

    [Fact]
    public void The_request_s_JSON_need_not_outlive_the_context()
    {
        using var document = JsonDocument.Parse(Responses.Body("\"Hi\"", "\"metadata\":{\"a\":\"b\"}"));
        var request = new ConversationRequest();
        ResponsesConversationReader.Read(document.RootElement, request, out var names).ShouldBeNull();
        var context = new ResponsesAnswerContext("resp_1", 0, request, names);
        document.Dispose();

        Responses.Document(context, Responses.Answer(sink => sink.Block(Text, "x"))).GetProperty("metadata").Text("a").ShouldBe("b");
    }

    [Fact]
    public void Without_a_public_name_the_model_is_the_provider_s() =>
        Responses.Document(new ResponsesAnswerContext("x", 0), Responses.Answer(sink => sink.Block(Text, "x"))).Text("model").ShouldBe("upstream-model");

    [Fact]
    public void Blocks_without_content_are_no_items_R54()
    {
        var items = Responses.Document(Responses.Context(), Responses.Answer(sink =>
        {
            sink.Block(Text);
            sink.Block(new BlockStart(BlockKind.Reasoning));
            sink.Block(new BlockStart(BlockKind.RedactedReasoning), "hidden");
            sink.Block(new BlockStart(BlockKind.Refusal));
            sink.Block(new BlockStart(BlockKind.Refusal), "No.");
        })).Items();

        items.ShouldHaveSingleItem().GetRawText().ShouldBe(
            """{"type":"message","id":"msg_abc_0","status":"completed","role":"assistant","content":[{"type":"refusal","refusal":"No."}]}""");
    }

    [Theory]
    [InlineData("{\"input\":\"a\\nb\"}", "a\nb")]
    [InlineData(" { \"x\": [1], \"in\\u0070ut\" : \"\\ud83d\\ude00\" } ", "😀")]
    [InlineData("{\"input\":\"\"}", "")]
    [InlineData("", "")]
    [InlineData("{\"input\":7}", "{\"input\":7}")]
    [InlineData("{\"input\":\"cut", "{\"input\":\"cut")]
    [InlineData("*** Begin", "*** Begin")]
    public void A_custom_tool_s_input_is_taken_out_of_the_function_s_arguments(string arguments, string input)
    {
        var item = Responses.Document(
            Responses.Context(Responses.Body("\"Hi\"", """ "tools":[{"type":"custom","name":"patch"}] """)),
            Responses.Answer(sink => sink.Block(new BlockStart(BlockKind.ToolCall, "c", "patch"), [.. arguments.Length > 0 ? [arguments] : Array.Empty<string>()])).WithCustom("patch"))
            .Items().ShouldHaveSingleItem();

        (item.Text("type"), item.Text("name"), item.Text("input")).ShouldBe(("custom_tool_call", "patch", input));
    }

    [Fact]
    public void Usage_that_nobody_reported_is_left_out_and_a_reported_zero_is_zero_R27()
    {
        Responses.Document(Responses.Context(), Responses.Answer(sink => sink.Block(Text, "x"))).TryGetProperty("usage", out _).ShouldBeFalse();
        Responses.Document(Responses.Context(), Responses.Answer(sink => sink.Block(Text, "x"), usage: new TokenUsage { Input = 0, Output = 0, CacheWrite = 3 }))
            .GetProperty("usage").GetRawText().ShouldBe(
                """{"input_tokens":0,"input_tokens_details":{"cached_tokens":0,"cache_write_tokens":3},"output_tokens":0,"output_tokens_details":{"reasoning_tokens":0},"total_tokens":0}""");
    }

    [Fact]
    public void Calls_without_an_id_get_one() =>
        Responses.Document(Responses.Context(), Responses.Answer(sink => sink.Block(new BlockStart(BlockKind.ToolCall, null, "f"), "{}")))
            .Items()[0].Text("call_id").ShouldBe("call_abc_0");
}
