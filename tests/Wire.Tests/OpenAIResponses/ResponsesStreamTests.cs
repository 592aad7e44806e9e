using System.Buffers;
using System.Text.Json;
using Signalbox.Wire;
using Signalbox.Wire.Conversation;
using Signalbox.Wire.OpenAIResponses;

namespace Wire.Tests.OpenAIResponses;

public sealed class ResponsesStreamTests
{
    private const string Tools =
        """ "tools":[{"type":"custom","name":"patch"},{"type":"namespace","name":"git","tools":[{"type":"function","name":"log"}]}] """;

    [Fact]
    public void Text_comes_in_the_order_that_clients_demand()
    {
        var events = Responses.Stream(Responses.Context(), Responses.Answer(sink => sink.Block(new BlockStart(BlockKind.Text), "Hel", "lo\n")));

        events.Select(Line).ShouldBe([
            "response.created", "response.in_progress",
            """response.output_item.added {"output_index":0,"item":{"type":"message","id":"msg_abc_0","status":"in_progress","role":"assistant","content":[]}}""",
            """response.content_part.added {"item_id":"msg_abc_0","output_index":0,"content_index":0,"part":{"type":"output_text","text":"","annotations":[],"logprobs":[]}}""",
            """response.output_text.delta {"item_id":"msg_abc_0","output_index":0,"content_index":0,"delta":"Hel","logprobs":[]}""",
            """response.output_text.delta {"item_id":"msg_abc_0","output_index":0,"content_index":0,"delta":"lo\n","logprobs":[]}""",
            """response.output_text.done {"item_id":"msg_abc_0","output_index":0,"content_index":0,"text":"Hello\n","logprobs":[]}""",
            """response.content_part.done {"item_id":"msg_abc_0","output_index":0,"content_index":0,"part":{"type":"output_text","text":"Hello\n","annotations":[],"logprobs":[]}}""",
            """response.output_item.done {"output_index":0,"item":{"type":"message","id":"msg_abc_0","status":"completed","role":"assistant","content":[{"type":"output_text","text":"Hello\n","annotations":[],"logprobs":[]}]}}""",
            "response.completed"]);
    }

    [Fact]
    public void Thoughts_come_as_a_summary_and_their_proof_with_the_item_R57()
    {
        var events = Responses.Stream(Responses.Context(), Responses.Answer(sink =>
        {
            sink.OpenBlock(new BlockStart(BlockKind.Reasoning));
            sink.Append("Hm");
            sink.Sign("sig");
            sink.CloseBlock();
            sink.OpenBlock(new BlockStart(BlockKind.Reasoning));
            sink.Sign("only");
            sink.CloseBlock();
        }));

        events.Select(Line).ShouldBe([
            "response.created", "response.in_progress",
            """response.output_item.added {"output_index":0,"item":{"type":"reasoning","id":"rs_abc_0","summary":[]}}""",
            """response.reasoning_summary_part.added {"item_id":"rs_abc_0","output_index":0,"summary_index":0,"part":{"type":"summary_text","text":""}}""",
            """response.reasoning_summary_text.delta {"item_id":"rs_abc_0","output_index":0,"summary_index":0,"delta":"Hm"}""",
            """response.reasoning_summary_text.done {"item_id":"rs_abc_0","output_index":0,"summary_index":0,"text":"Hm"}""",
            """response.reasoning_summary_part.done {"item_id":"rs_abc_0","output_index":0,"summary_index":0,"part":{"type":"summary_text","text":"Hm"}}""",
            """response.output_item.done {"output_index":0,"item":{"type":"reasoning","id":"rs_abc_0","summary":[{"type":"summary_text","text":"Hm"}],"encrypted_content":"signalbox:sig"}}""",
            """response.output_item.added {"output_index":1,"item":{"type":"reasoning","id":"rs_abc_1","summary":[]}}""",
            """response.output_item.done {"output_index":1,"item":{"type":"reasoning","id":"rs_abc_1","summary":[],"encrypted_content":"signalbox:only"}}""",
            "response.completed"]);
    }

    [Fact]
    public void Parallel_calls_have_indices_of_their_own_and_their_names_back_R54()
    {
        var events = Responses.Stream(Responses.Context(Responses.Body("\"Hi\"", Tools)), Responses.Answer(sink =>
        {
            sink.Block(new BlockStart(BlockKind.ToolCall, "c1", "git__log"), "{\"n\":", "1}");
            sink.Block(new BlockStart(BlockKind.Text));
            sink.Block(new BlockStart(BlockKind.ToolCall, "c2", "f"));
        }, StopReason.ToolCalls));

        events.Select(Line).ShouldBe([
            "response.created", "response.in_progress",
            """response.output_item.added {"output_index":0,"item":{"type":"function_call","id":"fc_abc_0","status":"in_progress","call_id":"c1","name":"log","namespace":"git","arguments":""}}""",
            """response.function_call_arguments.delta {"item_id":"fc_abc_0","output_index":0,"delta":"{\"n\":"}""",
            """response.function_call_arguments.delta {"item_id":"fc_abc_0","output_index":0,"delta":"1}"}""",
            """response.function_call_arguments.done {"item_id":"fc_abc_0","output_index":0,"name":"log","arguments":"{\"n\":1}"}""",
            """response.output_item.done {"output_index":0,"item":{"type":"function_call","id":"fc_abc_0","status":"completed","call_id":"c1","name":"log","namespace":"git","arguments":"{\"n\":1}"}}""",
            """response.output_item.added {"output_index":1,"item":{"type":"function_call","id":"fc_abc_1","status":"in_progress","call_id":"c2","name":"f","arguments":""}}""",
            """response.function_call_arguments.delta {"item_id":"fc_abc_1","output_index":1,"delta":"{}"}""",
            """response.function_call_arguments.done {"item_id":"fc_abc_1","output_index":1,"name":"f","arguments":"{}"}""",
            """response.output_item.done {"output_index":1,"item":{"type":"function_call","id":"fc_abc_1","status":"completed","call_id":"c2","name":"f","arguments":"{}"}}""",
            "response.completed"]);
    }

    [Fact]
    public void Custom_tools_get_their_raw_input_whether_a_function_stood_in_or_not()
    {
        var events = Responses.Stream(Responses.Context(Responses.Body("\"Hi\"", Tools)), Responses.Answer(sink =>
        {
            sink.Block(new BlockStart(BlockKind.ToolCall, "c1", "patch"), "{\"inp", "ut\":\"a\\n\"}");
            sink.Block(new BlockStart(BlockKind.CustomToolCall, "c2", "patch"), "a", "b");
        }).WithCustom("patch"));

        events.Skip(2).Select(Line).ShouldBe([
            """response.output_item.added {"output_index":0,"item":{"type":"custom_tool_call","id":"ctc_abc_0","status":"in_progress","call_id":"c1","name":"patch","input":""}}""",
            """response.custom_tool_call_input.delta {"item_id":"ctc_abc_0","output_index":0,"delta":"a\n"}""",
            """response.custom_tool_call_input.done {"item_id":"ctc_abc_0","output_index":0,"input":"a\n"}""",
            """response.output_item.done {"output_index":0,"item":{"type":"custom_tool_call","id":"ctc_abc_0","status":"completed","call_id":"c1","name":"patch","input":"a\n"}}""",
            """response.output_item.added {"output_index":1,"item":{"type":"custom_tool_call","id":"ctc_abc_1","status":"in_progress","call_id":"c2","name":"patch","input":""}}""",
            """response.custom_tool_call_input.delta {"item_id":"ctc_abc_1","output_index":1,"delta":"a"}""",
            """response.custom_tool_call_input.delta {"item_id":"ctc_abc_1","output_index":1,"delta":"b"}""",
            """response.custom_tool_call_input.done {"item_id":"ctc_abc_1","output_index":1,"input":"ab"}""",
            """response.output_item.done {"output_index":1,"item":{"type":"custom_tool_call","id":"ctc_abc_1","status":"completed","call_id":"c2","name":"patch","input":"ab"}}""",
            "response.completed"]);
    }

    [Fact]
    public void A_refusal_is_a_part_of_its_own_kind()
    {
        var events = Responses.Stream(Responses.Context(), Responses.Answer(sink => sink.Block(new BlockStart(BlockKind.Refusal), "No.")));

        events.Select(data => data.Text("type")).ShouldBe([
            "response.created", "response.in_progress", "response.output_item.added", "response.content_part.added", "response.refusal.delta",
            "response.refusal.done", "response.content_part.done", "response.output_item.done", "response.completed"]);
        events[5].Text("refusal").ShouldBe("No.");
    }

    [Fact]
    public void An_answer_that_was_cut_off_is_incomplete_R72()
    {
        var usage = new TokenUsage { Input = 1, Output = 2 };
        var events = Responses.Stream(Responses.Context(), Responses.Answer(sink => sink.Block(new BlockStart(BlockKind.Text), "x"), StopReason.Length, usage));

        events[^1].Text("type").ShouldBe("response.incomplete");
        var response = events[^1].GetProperty("response");
        response.GetProperty("incomplete_details").Text("reason").ShouldBe("max_output_tokens");
        response.GetProperty("usage").GetProperty("total_tokens").GetInt64().ShouldBe(3);
    }

    [Fact]
    public void A_character_that_is_cut_in_two_stays_whole_R52()
    {
        var events = Responses.Stream(Responses.Context(), Responses.Answer(sink => sink.Block(new BlockStart(BlockKind.Text), "a\ud83d", "\ude00b", "\ud83d")));

        events.Where(data => data.Text("type") == "response.output_text.delta").Select(data => data.Text("delta")).ShouldBe(["a", "😀b", "\uFFFD"]);
        events[^1].GetProperty("response").Items()[0].GetProperty("content")[0].Text("text").ShouldBe("a😀b\uFFFD");
    }

    [Fact]
    public void An_error_in_the_midst_is_told_and_the_response_failed_R73()
    {
        var events = Responses.Stream(Responses.Context(), sink =>
        {
            sink.Begin(new AnswerStart(null, null, null));
            sink.Block(new BlockStart(BlockKind.Text), "x");
            sink.OpenBlock(new BlockStart(BlockKind.Text));
            sink.Append("y");
            ((ResponsesStreamWriter)sink).Fail(new ResponsesError(502, "The upstream's stream broke off.", "upstream-error"));
        });

        Line(events[^2]).ShouldBe("""error {"code":"upstream-error","message":"The upstream's stream broke off.","param":null}""");
        events[^1].Text("type").ShouldBe("response.failed");
        var response = events[^1].GetProperty("response");
        (response.Text("id"), response.Text("status"), response.Items().Length).ShouldBe((Responses.Id, "failed", 1));
        response.GetProperty("error").Text("code").ShouldBe("server_error", "a failed response has one of OpenAI's codes");
    }

    [Theory]
    [InlineData(502, "upstream-error", "server_error")]
    [InlineData(502, "bio_policy", "bio_policy")]
    [InlineData(429, "budget-exceeded", "rate_limit_exceeded")]
    [InlineData(400, "context_length_exceeded", "invalid_prompt")]
    public void A_failed_response_has_one_of_OpenAIs_codes_and_the_event_before_it_ours(int status, string code, string told)
    {
        var events = Responses.Stream(Responses.Context(), sink => ((ResponsesStreamWriter)sink).Fail(new ResponsesError(status, "No.", code)));

        events[^2].Text("code").ShouldBe(code);
        events[^1].GetProperty("response").GetProperty("error").Text("code").ShouldBe(told);
    }

    [Fact]
    public void An_error_before_anything_else_begins_the_stream()
    {
        var buffer = new ArrayBufferWriter<byte>();
        new ResponsesStreamWriter(buffer, Responses.Context()).Fail(new ResponsesError(429, "Slow down.", null));

        var events = Responses.Events(buffer);
        events.Select(data => data.Text("type")).ShouldBe(["response.created", "response.in_progress", "error", "response.failed"]);
        events[^1].GetProperty("response").GetProperty("error").Text("code").ShouldBe("rate_limit_exceeded");
    }

    /// <summary>The event's type and what is its own; the response as a whole is tested elsewhere.</summary>
    private static string Line(JsonElement data)
    {
        var own = data.EnumerateObject().Where(member => member.Name is not ("type" or "sequence_number" or "response"))
            .Select(member => $"\"{member.Name}\":{JsonSerializer.Serialize(member.Value, Plain)}").ToList();
        return own.Count == 0 ? data.Text("type") : $"{data.Text("type")} {{{string.Join(",", own)}}}";
    }

    private static readonly JsonSerializerOptions Plain = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
