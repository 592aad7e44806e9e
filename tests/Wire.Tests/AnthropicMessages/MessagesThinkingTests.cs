using Signalbox.Wire.AnthropicMessages;
using Signalbox.Wire.Conversation;

namespace Wire.Tests.AnthropicMessages;

public sealed class MessagesThinkingTests
{
    private static readonly Turn Question = Messages.Say(TurnRole.User, "Hi");

    [Theory]
    [InlineData(500L, 4096L, 1024L)]
    [InlineData(2000L, 4096L, 2000L)]
    [InlineData(9000L, 4096L, 2048L)]
    [InlineData(9000L, 1025L, 1024L)]
    [InlineData(9000L, 1024L, null)]
    public void A_budget_is_brought_within_its_bounds_or_left_out_R65(long asked, long maxTokens, long? written)
    {
        var request = Asking(new ReasoningRequest { BudgetTokens = asked });
        request.MaxOutputTokens = maxTokens;

        Messages.Written(request, "thinking").ShouldBe(written is null ? null : $$"""{"type":"enabled","budget_tokens":{{written}}}""");
    }

    [Fact]
    public void What_is_left_out_beside_thinking_is_named()
    {
        var request = Asking(new ReasoningRequest { Effort = "low" });
        request.MaxOutputTokens = 100_000;
        (request.Temperature, request.TopP, request.TopK) = (0.5, 0.5, 4);

        MessagesConversationWriter.Omits(request, "some-model", 1).ShouldBe([ConversationFeature.Temperature, ConversationFeature.TopP, ConversationFeature.TopK]);
        request.MaxOutputTokens = 1000;
        MessagesConversationWriter.Omits(request, "some-model", 1).ShouldBe([ConversationFeature.ReasoningEffort, ConversationFeature.ReasoningBudget]);
        request.Reasoning = null;
        MessagesConversationWriter.Omits(request, "some-model", 1).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("low", "some-model", """{"type":"enabled","budget_tokens":2048}""", null)]
    [InlineData("medium", "claude-sonnet-4-20250514", """{"type":"enabled","budget_tokens":8192}""", null)]
    [InlineData("high", "claude-3-7-sonnet-20250219", """{"type":"enabled","budget_tokens":16384}""", null)]
    [InlineData("max", "claude-haiku-4-5", """{"type":"enabled","budget_tokens":32768}""", null)]
    [InlineData("minimal", "some-model", null, null)]
    [InlineData("none", "some-model", """{"type":"disabled"}""", null)]
    [InlineData("none", "claude-mythos-preview", null, null)]
    [InlineData("high", "claude-opus-4-6", """{"type":"adaptive"}""", """{"effort":"high"}""")]
    [InlineData("low", "anthropic.claude-opus-4-7-v1:0", """{"type":"adaptive"}""", """{"effort":"low"}""")]
    [InlineData("low", "claude-sonnet-5", """{"type":"adaptive"}""", """{"effort":"low"}""")]
    public void Effort_is_a_budget_or_adaptive_by_what_the_model_takes(string effort, string model, string? thinking, string? output)
    {
        var request = Asking(new ReasoningRequest { Effort = effort });
        request.MaxOutputTokens = 100_000;

        Messages.Written(request, "thinking", model).ShouldBe(thinking);
        Messages.Written(request, "output_config", model).ShouldBe(output);
    }

    [Theory]
    [InlineData("claude-opus-4-6", """{"type":"enabled","budget_tokens":2000}""")]
    [InlineData("claude-opus-4-7", """{"type":"adaptive"}""")]
    public void A_budget_stays_one_as_long_as_the_model_takes_it(string model, string thinking) =>
        Messages.Written(Asking(new ReasoningRequest { BudgetTokens = 2000 }), "thinking", model).ShouldBe(thinking);

    [Theory]
    [InlineData("some-model")]
    [InlineData("claude-opus-4-6")]
    [InlineData("claude-opus-4-7")]
    public void Thinking_does_not_go_with_a_forced_tool_which_is_named_R65(string model)
    {
        foreach (var asked in new[] { new ReasoningRequest { BudgetTokens = 2000 }, new ReasoningRequest { Effort = "high" }, new ReasoningRequest { IsAdaptive = true } })
        {
            var request = Asking(asked);
            request.Tools.Add(new ToolDefinition("f", null, default));
            request.ToolChoice = ToolChoice.Named("f");

            Messages.Written(request, "thinking", model).ShouldBeNull();
            Messages.Written(request, "output_config", model).ShouldBeNull();
            Messages.Written(request, "tool_choice", model).ShouldBe("""{"type":"tool","name":"f"}""");
            MessagesConversationWriter.Omits(request, model, 4096).ShouldBe([ConversationFeature.ReasoningEffort, ConversationFeature.ReasoningBudget]);
        }
    }

    [Theory]
    [InlineData("claude-opus-4-5", null)]
    [InlineData("claude-opus-4-6", """{"type":"adaptive"}""")]
    public void Thinking_does_not_go_with_a_prefill(string model, string? thinking)
    {
        var request = Messages.Conversation(Question, Messages.Say(TurnRole.Assistant, "Well,"));
        request.Reasoning = new ReasoningRequest { Effort = "low" };

        Messages.Written(request, "thinking", model).ShouldBe(thinking);
    }

    [Theory]
    [InlineData("signed", true)]
    [InlineData(null, false)]
    public void A_budget_needs_the_signed_thoughts_of_the_open_tool_loop_R57(string? signature, bool thinks)
    {
        var request = Messages.Conversation(
            Question,
            Messages.Turn(TurnRole.Assistant, new ReasoningPart("t", signature), new ToolCallPart("a", "f", "{}")),
            Messages.Turn(TurnRole.Tool, new ToolResultPart("a", [], false)));
        request.Reasoning = new ReasoningRequest { BudgetTokens = 2000 };

        (Messages.Written(request, "thinking") is not null).ShouldBe(thinks);
        Messages.Written(request, "thinking", "claude-opus-4-7").ShouldBe("""{"type":"adaptive"}""");
    }

    [Fact]
    public void A_loop_that_is_over_does_not_count_R57()
    {
        var request = Messages.Conversation(
            Question,
            Messages.Turn(TurnRole.Assistant, new ToolCallPart("a", "f", "{}")),
            Messages.Turn(TurnRole.Tool, new ToolResultPart("a", [], false)),
            Messages.Say(TurnRole.Assistant, "Done"),
            Question);
        request.Reasoning = new ReasoningRequest { BudgetTokens = 2000 };

        Messages.Written(request, "thinking").ShouldNotBeNull();
    }

    [Fact]
    public void Sampling_that_thinking_forbids_is_left_out()
    {
        var request = Asking(new ReasoningRequest { BudgetTokens = 2000, Show = false });
        (request.Temperature, request.TopP, request.TopK) = (0.5, 0.5, 3);

        Messages.Write(request).ShouldStartWith(
            """{"model":"some-model","max_tokens":4096,"thinking":{"type":"enabled","budget_tokens":2000,"display":"omitted"},"messages":""");
    }

    private static ConversationRequest Asking(ReasoningRequest reasoning)
    {
        var request = Messages.Conversation(Question);
        request.Reasoning = reasoning;
        return request;
    }
}
