using System.Buffers;
using System.Text.Json;
using System.Text.Json.Nodes;
using Signalbox.Wire.Conversation;
using Signalbox.Wire.OpenAIResponses;

namespace Wire.Tests.OpenAIResponses;

/// <summary>Conversations that were kept: read for translation, listed, and written for a provider that does not have them.</summary>
public sealed class ResponsesHistoryTests
{
    private const string Answer = """
        {"id":"resp_a","output":[{"type":"reasoning","id":"rs_1","summary":[{"type":"summary_text","text":"Hm."}],"encrypted_content":"signalbox:proof"},
        {"type":"message","id":"msg_1","status":"completed","role":"assistant","content":[{"type":"output_text","text":"A","annotations":[]}]},
        {"type":"function_call","id":"fc_1","call_id":"call_1","name":"f","arguments":"{}"}]}
        """;

    [Fact]
    public void A_kept_conversation_stands_between_the_instructions_and_what_is_new()
    {
        using var history = History(("resp_a", "\"Q\"", Answer));

        var request = Read("""{"model":"m","instructions":"I","previous_response_id":"resp_a","store":true,"input":[{"type":"function_call_output","call_id":"call_1","output":"R"},{"role":"user","content":"N"}]}""", history);

        request.Turns.Select(turn => turn.Role).ShouldBe([TurnRole.System, TurnRole.User, TurnRole.Assistant, TurnRole.Tool, TurnRole.User]);
        request.Turns[2].Parts[0].ShouldBe(new ReasoningPart("Hm.", "proof"));
        request.Turns[2].Parts[1].ShouldBe(new TextPart("A"));
        request.Turns[2].Parts[2].ShouldBeOfType<ToolCallPart>().Id.ShouldBe("call_1");
        request.HasUse(ConversationFeature.Store).ShouldBeFalse();
        request.HasUse(ConversationFeature.Prefill).ShouldBeFalse();
    }

    [Fact]
    public void What_is_wrong_in_a_kept_turn_is_named_with_its_response()
    {
        using var history = History(("resp_a", """[{"type":"item_reference","id":"msg_9"}]""", "{}"));
        using var body = JsonDocument.Parse("""{"model":"m","previous_response_id":"resp_a","input":"N"}""");

        var defect = ResponsesConversationReader.Read(body.RootElement, new ConversationRequest(), new ResponsesReadOptions { History = history });

        defect.ShouldNotBeNull().Param.ShouldBe("previous_response_id(resp_a).input[0]");
    }

    [Fact]
    public void What_cannot_be_parsed_is_no_history()
    {
        var deep = string.Concat(Enumerable.Repeat("[", 70)) + string.Concat(Enumerable.Repeat("]", 70));

        ResponsesHistory.Read([new ResponsesExchange("resp_a", Bytes.Of("\"Q\""), Bytes.Of($$"""{"output":{{deep}}}"""))]).ShouldBeNull();
    }

    [Theory]
    [InlineData("""{"input":"N","model":"m","previous_response_id":"resp_a","x":1.50}""")]
    [InlineData("""{"previous_response_id" : "resp_a" ,"x":1.50,"input": [{"type":"message","role":"user","content":[{"type":"input_text","text":"N"}]}],"model":"m"}""")]
    public void For_a_provider_that_does_not_have_it_the_whole_conversation_is_the_input(string text)
    {
        using var history = History(("resp_a", "\"Q\"", Answer));

        var body = Rewrite(text, history);

        body.GetRawText().ShouldContain("\"x\":1.50");
        body.GetProperty("previous_response_id").ValueKind.ShouldBe(JsonValueKind.Null);
        var input = body.GetProperty("input").EnumerateArray().ToList();
        input.Select(item => item.GetProperty("type").GetString()).ShouldBe(["message", "message", "function_call", "message"]);
        input.Any(item => item.TryGetProperty("id", out _)).ShouldBeFalse();
        input[^1].GetProperty("content")[0].GetProperty("text").GetString().ShouldBe("N");
    }

    [Theory]
    [InlineData("""{"model":"m","previous_response_id":"resp_a"}""")]
    [InlineData("""{"model":"m","previous_response_id":"resp_a","input":null}""")]
    [InlineData("""{"input":null,"model":"m","previous_response_id":"resp_a"}""")]
    public void Without_a_new_input_the_conversation_is_all_there_is(string text)
    {
        using var history = History(("resp_a", "\"Q\"", """{"output":[]}"""));

        Rewrite(text, history).GetProperty("input").GetArrayLength().ShouldBe(1);
    }

    [Fact]
    public void Listed_items_have_ids_of_their_own_or_made_ones()
    {
        using var history = History(("resp_a", "\"Q\"", Answer), ("resp_b", """[{"type":"function_call_output","call_id":"call_1","output":"R"},{"role":"user","content":"N","id":null}]""", "{}"));

        var list = List(history, new ResponsesItemPage(null, 20, Ascending: true));

        list["data"]!.AsArray().Select(item => (string?)item!["id"]).ShouldBe(["msg_a_in0", "rs_1", "msg_1", "fc_1", "fco_b_in0", "msg_b_in1"]);
        ((string?)list["data"]![5]!["type"], (string?)list["data"]![5]!["content"]![0]!["text"]).ShouldBe(("message", "N"));
    }

    [Fact]
    public void Pages_in_either_order_make_up_the_whole_list() => Property.Holds(json =>
    {
        var input = new JsonArray([.. Enumerable.Range(0, json.Random.Next(0, 12)).Select(i => (JsonNode)new JsonObject { ["role"] = "user", ["content"] = $"{i}" })]);
        using var history = History(("resp_a", input.ToJsonString(), "{}"));
        var (limit, ascending) = (json.Random.Next(1, 5), json.Random.Next(2) == 0);
        var read = new List<string>();
        string? after = null;
        while (true)
        {
            var page = List(history, new ResponsesItemPage(after, limit, ascending));
            read.AddRange(page["data"]!.AsArray().Select(item => (string)item!["content"]![0]!["text"]!));
            after = (string?)page["last_id"];
            if (!(bool)page["has_more"]!) break;
        }

        var all = Enumerable.Range(0, input.Count).Select(i => $"{i}");
        read.ShouldBe(ascending ? all : all.Reverse());
    });

    [Fact]
    public void A_page_after_what_is_not_there_is_none()
    {
        using var history = History(("resp_a", "\"Q\"", "{}"));
        var output = new ArrayBufferWriter<byte>();

        ResponsesItemList.TryWrite(history, new ResponsesItemPage("msg_x", 20, Ascending: true), output).ShouldBeFalse();
        output.WrittenCount.ShouldBe(0);
    }

    [Theory]
    [InlineData("""{"type":"response.completed","response":{"id":"resp_1"},"sequence_number":1}""", """{"id":"resp_1"}""")]
    [InlineData("""{"type":"response.completed","response":null}""", "")]
    [InlineData("""{"response":{"id":"resp_1"}""", "")]
    [InlineData("[]", "")]
    public void The_response_of_an_event_is_found(string data, string response)
    {
        var bytes = Bytes.Of(data);

        Bytes.Text(ResponsesEventObject.Find(bytes).Of(bytes)).ShouldBe(response);
    }

    [Fact]
    public void Who_wants_the_ended_response_gets_its_very_bytes()
    {
        var ended = "";
        var context = new ResponsesAnswerContext("resp_a", 1) { IsKept = true, PreviousResponseId = "resp_0", Ended = bytes => ended = Bytes.Text(bytes.Span) };
        var document = new ResponsesAnswerDocument(context);
        document.Begin(new AnswerStart());
        document.Finish(new AnswerEnd());
        var output = new ArrayBufferWriter<byte>();

        document.WriteTo(output);

        ended.ShouldBe(Bytes.Text(output.WrittenSpan));
        var response = JsonNode.Parse(ended)!;
        ((bool)response["store"]!, (string?)response["previous_response_id"]).ShouldBe((true, "resp_0"));
    }

    private static ResponsesHistory History(params (string Id, string Input, string Response)[] turns) =>
        ResponsesHistory.Read([.. turns.Select(turn => new ResponsesExchange(turn.Id, Bytes.Of(turn.Input), Bytes.Of(turn.Response)))]).ShouldNotBeNull();

    private static ConversationRequest Read(string text, ResponsesHistory history)
    {
        var request = new ConversationRequest();
        var body = JsonDocument.Parse(text);
        ResponsesConversationReader.Read(body.RootElement, request, new ResponsesReadOptions { Keeps = true, History = history }).ShouldBeNull();
        return request;
    }

    private static JsonElement Rewrite(string text, ResponsesHistory history)
    {
        var body = Bytes.Of(text);
        ResponsesRequestScanner.TryScan(body, out var scan, out _).ShouldBeTrue();
        return JsonDocument.Parse(ResponsesChainWriter.Rewrite(body, scan, history)).RootElement;
    }

    private static JsonNode List(ResponsesHistory history, ResponsesItemPage page)
    {
        var output = new ArrayBufferWriter<byte>();
        ResponsesItemList.TryWrite(history, page, output).ShouldBeTrue();
        return JsonNode.Parse(output.WrittenSpan)!;
    }
}
