using System.Buffers;
using System.Text.Json;
using Signalbox.Wire.AnthropicMessages;
using Signalbox.Wire.Conversation;
using Signalbox.Wire.OpenAIChat;
using Signalbox.Wire.OpenAIResponses;
using Wire.Tests.AnthropicMessages;
using Wire.Tests.OpenAIChat;

namespace Wire.Tests.OpenAIResponses;

/// <summary>Callers of other dialects call a model behind Responses and hand back what they got.</summary>
public sealed class ResponsesTargetRoundTripTests
{
    private const string Answer = """
        {"id":"resp_1","status":"completed","model":"gpt-5.1-codex","output":[
         {"id":"rs_1","type":"reasoning","summary":[{"type":"summary_text","text":"Both files."}],"encrypted_content":"gAAAA=="},
         {"id":"fc_1","type":"function_call","call_id":"call_1","name":"read","arguments":"{\"path\":\"a\"}"},
         {"id":"fc_2","type":"function_call","call_id":"call_2","name":"read","arguments":"{\"path\":\"b\"}"}],
         "usage":{"input_tokens":5,"output_tokens":6}}
        """;

    private static readonly string[] SecondTurn =
    [
        """{"type":"message","role":"user","content":[{"type":"input_text","text":"Compare."}]}""",
        """{"type":"reasoning","id":"rs_1","summary":[{"type":"summary_text","text":"Both files."}],"encrypted_content":"gAAAA=="}""",
        """{"type":"function_call","call_id":"call_1","name":"read","arguments":"{\u0022path\u0022:\u0022a\u0022}"}""",
        """{"type":"function_call","call_id":"call_2","name":"read","arguments":"{\u0022path\u0022:\u0022b\u0022}"}""",
        """{"type":"function_call_output","call_id":"call_1","output":"A"}""",
        """{"type":"function_call_output","call_id":"call_2","output":"B"}""",
    ];

    [Fact]
    public void R57_a_caller_of_Messages_hands_the_thoughts_back_before_the_calls_they_led_to()
    {
        var message = Whole(new MessagesAnswerDocument("msg_1"));
        message.GetProperty("stop_reason").GetString().ShouldBe("tool_use");

        var request = Messages.Request(Messages.Body($$"""
            [{"role":"user","content":"Compare."},{"role":"assistant","content":{{message.GetProperty("content").GetRawText()}}},
             {"role":"user","content":[{"type":"tool_result","tool_use_id":"call_1","content":"A"},{"type":"tool_result","tool_use_id":"call_2","content":"B"}]}]
            """, """ "thinking":{"type":"enabled","budget_tokens":2048} """));

        Input(request).ShouldBe(SecondTurn);
    }

    [Fact]
    public void R57_a_caller_of_Chat_hands_the_thoughts_back_as_well()
    {
        var message = Whole(new ChatAnswerDocument("chatcmpl-1", 0, "m")).GetProperty("choices")[0].GetProperty("message").GetRawText();

        var request = ChatDialect.ReadMessages($$"""
            {"role":"user","content":"Compare."},{{message}},{"role":"tool","tool_call_id":"call_1","content":"A"},{"role":"tool","tool_call_id":"call_2","content":"B"}
            """);

        Input(request).ShouldBe(SecondTurn);
    }

    [Fact]
    public void OpenAI_s_proofs_are_not_sent_to_Anthropic()
    {
        var request = Messages.Conversation(
            Messages.Say(TurnRole.User, "Hi"),
            Messages.Turn(TurnRole.Assistant,
                new ReasoningPart("a", "openai:rs_1:x"), new ReasoningPart("b", "gemini:x"), new ReasoningPart("", "openai:rs_2:x") { IsRedacted = true },
                new ReasoningPart("c", "EqQB"), new TextPart("d")),
            Messages.Say(TurnRole.User, "e"));

        Messages.Json(Messages.Written(request, "messages")!)[1].GetProperty("content").GetRawText()
            .ShouldBe("""[{"type":"thinking","thinking":"c","signature":"EqQB"},{"type":"text","text":"d"}]""");
    }

    [Fact]
    public void Thoughts_of_another_provider_do_not_count_as_those_that_a_budget_demands()
    {
        var request = Messages.Conversation(
            Messages.Say(TurnRole.User, "Hi"),
            Messages.Turn(TurnRole.Assistant, new ReasoningPart("a", "openai:rs_1:x"), new ToolCallPart("c", "f", "{}")),
            Messages.Turn(TurnRole.Tool, new ToolResultPart("c", [new TextPart("r")], false)));
        (request.Reasoning, request.MaxOutputTokens) = (new ReasoningRequest { BudgetTokens = 2048 }, 10_000);

        Messages.Written(request, "thinking").ShouldBeNull();
    }

    [Theory]
    [InlineData("gpt-5.1")]
    [InlineData("gpt-4o")]
    [InlineData("some-model")]
    public void Any_conversation_becomes_a_body_of_whole_items(string model) => Property.Holds(json =>
    {
        var request = Wire.Tests.AnthropicMessages.RandomConversation.Make(json.Random);
        var before = request.Turns.SelectMany(turn => turn.Parts).ToList();

        var body = Messages.Json(ResponsesUpstream.WriteText(request, model));

        body.GetProperty("store").GetBoolean().ShouldBeFalse();
        foreach (var name in (string[])["stop", "top_k", "seed", "cache_control", "messages"])
            body.TryGetProperty(name, out _).ShouldBeFalse();
        var items = body.GetProperty("input").EnumerateArray().ToList();
        string[] types = ["message", "function_call", "function_call_output"];
        items.ShouldAllBe(item => types.Contains(item.GetProperty("type").GetString()));
        items.Count(item => item.GetProperty("type").ValueEquals("function_call")).ShouldBe(before.OfType<ToolCallPart>().Count());
        items.Count(item => item.GetProperty("type").ValueEquals("function_call_output")).ShouldBe(before.OfType<ToolResultPart>().Count());
        Responses.Request(body.GetRawText()).Turns.Count.ShouldBeGreaterThan(0);
    });

    /// <summary>The upstream's answer as the caller gets it.</summary>
    private static JsonElement Whole(IAnswerDocument document)
    {
        ResponsesAnswerReader.Read(Messages.Json(Answer), document).ShouldBeNull();
        var buffer = new ArrayBufferWriter<byte>();
        document.WriteTo(buffer);
        return Messages.Json(Bytes.Text(buffer.WrittenSpan));
    }

    private static List<string> Input(ConversationRequest request) => [.. ResponsesUpstream.Write(request)["input"]!.AsArray().Select(item => item!.ToJsonString())];
}
