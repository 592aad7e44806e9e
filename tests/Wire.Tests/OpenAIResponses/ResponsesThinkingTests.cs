using Signalbox.Wire.Conversation;
using Signalbox.Wire.OpenAIResponses;
using Wire.Tests.AnthropicMessages;
using Wire.Tests.OpenAIChat;

namespace Wire.Tests.OpenAIResponses;

/// <summary>What is said of reasoning depends on the model, since each refuses what it does not know.</summary>
public sealed class ResponsesThinkingTests
{
    [Theory]
    [InlineData("gpt-5", "minimal", "minimal")]
    [InlineData("gpt-5", "none", "minimal")]
    [InlineData("gpt-5", "xhigh", "high")]
    [InlineData("gpt-5-codex", "minimal", "low")]
    [InlineData("gpt-5-pro", "low", null)]
    [InlineData("gpt-5.1", "none", "none")]
    [InlineData("gpt-5.1", "minimal", "low")]
    [InlineData("gpt-5.1", "max", "high")]
    [InlineData("gpt-5.1-codex-max", "max", "xhigh")]
    [InlineData("gpt-5.1-chat-latest", "high", null)]
    [InlineData("gpt-5.2-2025-12-11", "xhigh", "xhigh")]
    [InlineData("gpt-5.2-pro", "low", "medium")]
    [InlineData("gpt-6", "max", "max")]
    [InlineData("openai/o3-pro", "minimal", "low")]
    [InlineData("o4-mini-2025-04-16", "max", "high")]
    [InlineData("codex-mini-latest", "high", "high")]
    [InlineData("my-deployment", "max", "high")]
    [InlineData("my-deployment", "none", null)]
    [InlineData("gpt-4.1", "high", null)]
    [InlineData("gpt-5-chat-latest", "high", null)]
    public void An_effort_becomes_the_nearest_that_the_model_takes(string model, string asked, string? written) =>
        (ResponsesUpstream.Write(Thinking(new ReasoningRequest { Effort = asked }), model)["reasoning"]?["effort"]?.ToString()).ShouldBe(written);

    [Theory]
    [InlineData(2048, "low")]
    [InlineData(2049, "medium")]
    [InlineData(8192, "medium")]
    [InlineData(8193, "high")]
    public void A_budget_is_an_effort_and_its_callers_are_shown_a_summary(long budget, string effort) =>
        ResponsesUpstream.Write(Thinking(new ReasoningRequest { BudgetTokens = budget }))["reasoning"].ShouldBeJson($$"""{"effort":"{{effort}}","summary":"auto"}""");

    [Fact]
    public void A_summary_is_asked_for_when_thoughts_are_shown()
    {
        ResponsesUpstream.Write(Thinking(new ReasoningRequest { IsAdaptive = true }))["reasoning"].ShouldBeJson("""{"summary":"auto"}""");
        ResponsesUpstream.Write(Thinking(new ReasoningRequest { Effort = "low", Show = true }))["reasoning"].ShouldBeJson("""{"effort":"low","summary":"auto"}""");
        ResponsesUpstream.Write(Thinking(new ReasoningRequest { BudgetTokens = 4096, Show = false }))["reasoning"].ShouldBeJson("""{"effort":"medium"}""");
        ResponsesUpstream.Write(Thinking(new ReasoningRequest { IsOff = true, Show = true }), "gpt-5.1")["reasoning"].ShouldBeJson("""{"effort":"none"}""");
    }

    [Theory]
    [InlineData("gpt-5-mini", null, true)]
    [InlineData("o3", null, true)]
    [InlineData("gpt-4o", "low", false)]
    [InlineData("gpt-3.5-turbo", "low", false)]
    [InlineData("gpt-35-turbo", "low", false)]
    [InlineData("my-deployment", null, false)]
    [InlineData("my-deployment", "low", true)]
    public void Encrypted_thoughts_are_asked_for_where_the_model_has_some(string model, string? effort, bool asks) =>
        (ResponsesUpstream.Write(Thinking(effort is null ? null : new ReasoningRequest { Effort = effort }), model)["include"] is not null).ShouldBe(asks);

    [Theory]
    [InlineData("gpt-5", null, false)]
    [InlineData("gpt-5", "none", false)]
    [InlineData("gpt-5.1", null, false)]
    [InlineData("gpt-5.1", "none", true)]
    [InlineData("gpt-6", "none", false)]
    [InlineData("o3", "low", false)]
    [InlineData("gpt-4o", null, true)]
    [InlineData("my-deployment", "low", true)]
    public void Sampling_that_a_model_refuses_is_left_out_and_named(string model, string? effort, bool stays)
    {
        var request = Thinking(effort is null ? null : new ReasoningRequest { Effort = effort });
        (request.Temperature, request.TopP) = (0.5, 0.9);

        var body = ResponsesUpstream.Write(request, model);

        (body["temperature"] is not null, body["top_p"] is not null).ShouldBe((stays, stays));
        ResponsesConversationWriter.Omits(request, model).ShouldBe(stays ? [] : [ConversationFeature.Temperature, ConversationFeature.TopP]);
    }

    [Fact]
    public void A_model_that_cannot_reason_is_not_asked_to_and_gets_no_thoughts_which_is_named()
    {
        var request = Messages.Conversation(
            Messages.Say(TurnRole.User, "Hi"), Messages.Turn(TurnRole.Assistant, new ReasoningPart("hm", "openai:rs_1:x"), new TextPart("a")), Messages.Say(TurnRole.User, "b"));
        (request.Reasoning, request.Verbosity) = (new ReasoningRequest { BudgetTokens = 2048 }, "low");

        var body = ResponsesUpstream.Write(request, "gpt-4.1-mini");

        (body["reasoning"], body["include"], body["text"]).ShouldBe((null, null, null));
        body["input"]!.AsArray().Select(item => item!["type"]!.ToString()).ShouldBe(["message", "message", "message"]);
        ResponsesConversationWriter.Omits(request, "gpt-4.1-mini").ShouldBe(
            [ConversationFeature.ReasoningEffort, ConversationFeature.ReasoningBudget, ConversationFeature.Verbosity, ConversationFeature.ReasoningHistory]);
        ResponsesConversationWriter.Omits(request, "gpt-5.1").ShouldBeEmpty();
    }

    private static ConversationRequest Thinking(ReasoningRequest? reasoning) => ResponsesUpstream.Asking(request => request.Reasoning = reasoning);
}
