using Signalbox.Wire.BedrockConverse;
using Signalbox.Wire.Conversation;
using Wire.Tests.AnthropicMessages;

namespace Wire.Tests.BedrockConverse;

public sealed class ConverseSettingsTests
{
    [Fact]
    public void Sampling_stays_within_what_is_taken()
    {
        var request = Sampled(1.7, null, 3);
        request.StopSequences.AddRange(["\n", "", "END"]);

        Converse.Write(request).ShouldStartWith(
            """{"additionalModelRequestFields":{"top_k":3},"inferenceConfig":{"temperature":1,"stopSequences":["END"]},"messages":""");
        Converse.Write(request, Converse.Nova).ShouldStartWith(
            """{"additionalModelRequestFields":{"inferenceConfig":{"topK":3}},"inferenceConfig":{"temperature":1,"stopSequences":["\n","END"]},"messages":""");
    }

    [Theory]
    [InlineData(Converse.Claude, """{"temperature":0.5}""", "TopP")]
    [InlineData(Converse.Claude47, null, "Temperature,TopP,TopK")]
    [InlineData("anthropic.claude-sonnet-5", null, "Temperature,TopP,TopK")]
    [InlineData(Converse.Nova, """{"temperature":0.5,"topP":0.25}""", "")]
    [InlineData("mistral.mistral-large-2407-v1:0", """{"temperature":0.5,"topP":0.25}""", "")]
    [InlineData(Converse.Other, """{"temperature":0.5,"topP":0.25}""", "TopK")]
    [InlineData("arn:aws:bedrock:eu-central-1:123456789012:application-inference-profile/abcdefghijkl", """{"temperature":0.5,"topP":0.25}""", "TopK")]
    public void What_a_model_refuses_is_left_out_and_named(string model, string? written, string omitted)
    {
        var request = Sampled(0.5, 0.25, 3);

        Converse.Written(request, "inferenceConfig", model).ShouldBe(written);
        string.Join(',', ConverseConversationWriter.Omits(request, model, null)).ShouldBe(omitted);
    }

    [Theory]
    [InlineData("low", Converse.Claude, """{"thinking":{"type":"enabled","budget_tokens":2048}}""")]
    [InlineData("high", Converse.Claude, """{"thinking":{"type":"enabled","budget_tokens":16384}}""")]
    [InlineData("none", Converse.Claude, null)]
    [InlineData("none", Converse.Claude47, null)]
    [InlineData("minimal", Converse.Claude, null)]
    [InlineData("xhigh", Converse.Claude47, """{"thinking":{"type":"adaptive"},"output_config":{"effort":"xhigh"}}""")]
    [InlineData("low", Converse.Nova2, """{"reasoningConfig":{"type":"enabled","maxReasoningEffort":"low"}}""")]
    [InlineData("max", Converse.Nova2, """{"reasoningConfig":{"type":"enabled","maxReasoningEffort":"medium"}}""")]
    [InlineData("none", Converse.Nova2, null)]
    [InlineData("high", Converse.GptOss, """{"reasoning_effort":"high"}""")]
    [InlineData("none", Converse.GptOss, """{"reasoning_effort":"low"}""")]
    [InlineData("high", Converse.Nova, null)]
    [InlineData("high", Converse.Other, null)]
    public void Effort_is_what_the_family_calls_it(string effort, string model, string? fields)
    {
        var request = Reasoning(new ReasoningRequest { Effort = effort });
        request.MaxOutputTokens = 100_000;

        Converse.Written(request, "additionalModelRequestFields", model).ShouldBe(fields);
    }

    [Theory]
    [InlineData(2000L, Converse.Claude, """{"thinking":{"type":"enabled","budget_tokens":2000}}""")]
    [InlineData(2000L, Converse.Claude47, """{"thinking":{"type":"adaptive"}}""")]
    [InlineData(2000L, Converse.GptOss, """{"reasoning_effort":"low"}""")]
    [InlineData(8000L, Converse.Nova2, """{"reasoningConfig":{"type":"enabled","maxReasoningEffort":"medium"}}""")]
    [InlineData(20000L, Converse.GptOss, """{"reasoning_effort":"high"}""")]
    public void A_budget_stays_one_where_there_are_budgets(long budget, string model, string fields)
    {
        var request = Reasoning(new ReasoningRequest { BudgetTokens = budget });
        request.MaxOutputTokens = 4096;

        Converse.Written(request, "additionalModelRequestFields", model).ShouldBe(fields);
    }

    [Fact]
    public void A_budget_has_a_bound_beside_it_R65() =>
        Converse.Write(Reasoning(new ReasoningRequest { BudgetTokens = 2000 })).ShouldStartWith(
            """{"additionalModelRequestFields":{"thinking":{"type":"enabled","budget_tokens":2000}},"inferenceConfig":{"maxTokens":16384},""");

    [Fact]
    public void High_effort_of_Nova_2_goes_without_bound_and_sampling_unless_the_caller_sets_a_bound()
    {
        var request = Sampled(0.5, 0.25, 3);
        request.Reasoning = new ReasoningRequest { Effort = "high" };

        Converse.Write(request, Converse.Nova2, maxTokens: 9).ShouldStartWith(
            """{"additionalModelRequestFields":{"reasoningConfig":{"type":"enabled","maxReasoningEffort":"high"}},"messages":""");
        ConverseConversationWriter.Omits(request, Converse.Nova2, 9).ShouldBe([ConversationFeature.Temperature, ConversationFeature.TopP, ConversationFeature.TopK]);
        request.MaxOutputTokens = 7;
        Converse.Write(request, Converse.Nova2).ShouldStartWith(
            """{"additionalModelRequestFields":{"inferenceConfig":{"topK":3},"reasoningConfig":{"type":"enabled","maxReasoningEffort":"medium"}},"inferenceConfig":{"maxTokens":7,"temperature":0.5,"topP":0.25},""");
    }

    [Fact]
    public void Sampling_that_thinking_forbids_is_left_out_and_named()
    {
        var request = Sampled(0.5, 0.5, 3);
        request.Reasoning = new ReasoningRequest { BudgetTokens = 2000, Show = false };

        Converse.Write(request, maxTokens: 4096).ShouldStartWith(
            """{"additionalModelRequestFields":{"thinking":{"type":"enabled","budget_tokens":2000,"display":"omitted"}},"inferenceConfig":{"maxTokens":4096},"messages":""");
        ConverseConversationWriter.Omits(request, Converse.Claude, 4096).ShouldBe([ConversationFeature.Temperature, ConversationFeature.TopP, ConversationFeature.TopK]);
    }

    [Theory]
    [InlineData(Converse.Claude, null)]
    [InlineData(Converse.Nova, """{"stopSequences":["\n"]}""")]
    public void An_end_at_white_space_is_left_to_the_gateway_where_Claude_answers_and_named(string model, string? written)
    {
        var request = Converse.Ask();
        request.StopSequences.Add("\n");
        request.Note(ConversationFeature.StopSequences, "stop");

        Converse.Written(request, "inferenceConfig", model).ShouldBe(written);
        ConverseConversationWriter.Emulates(request, model).ShouldBe(written is null ? [ConversationFeature.StopSequences] : []);
    }

    [Theory]
    [InlineData(Converse.Claude)]
    [InlineData(Converse.Claude47)]
    public void Claude_does_not_think_beside_a_forced_tool_which_is_named(string model)
    {
        var request = Converse.Ask();
        request.Reasoning = new ReasoningRequest { Effort = "high" };
        request.Tools.Add(new ToolDefinition("f", null, default));
        request.ToolChoice = ToolChoice.Required;
        request.Note(ConversationFeature.ReasoningEffort, "reasoning_effort");

        Converse.Written(request, "additionalModelRequestFields", model).ShouldBeNull();
        Converse.Written(request, "toolConfig", model)!.ShouldEndWith("""{"any":{}}}""");
        ConverseConversationWriter.Omits(request, model, null).ShouldBe([ConversationFeature.ReasoningEffort]);
    }

    [Fact]
    public void Reasoning_that_cannot_be_asked_for_is_named()
    {
        var request = Reasoning(new ReasoningRequest { Effort = "high" });
        request.Note(ConversationFeature.ReasoningEffort, "reasoning_effort");

        ConverseConversationWriter.Omits(request, Converse.Other, null).ShouldBe([ConversationFeature.ReasoningEffort]);
        ConverseConversationWriter.Omits(request, Converse.GptOss, null).ShouldBeEmpty();
        request.MaxOutputTokens = 1000;
        ConverseConversationWriter.Omits(request, Converse.Claude, null).ShouldBe([ConversationFeature.ReasoningEffort]);
    }

    [Fact]
    public void Marks_strictness_and_thoughts_that_a_model_does_not_take_are_named_R64()
    {
        var request = Converse.Ask();
        request.Note(ConversationFeature.CacheControl, "cache_control");
        request.Note(ConversationFeature.StrictTools, "tools.0.strict");
        request.Note(ConversationFeature.ReasoningHistory, "messages.1.content.0");

        ConverseConversationWriter.Omits(request, Converse.Claude, null).ShouldBeEmpty();
        ConverseConversationWriter.Omits(request, Converse.Other, null).ShouldBe([ConversationFeature.ReasoningHistory, ConversationFeature.CacheControl]);
        ConverseConversationWriter.Omits(request, Converse.Nova, null).ShouldBe([ConversationFeature.ReasoningHistory, ConversationFeature.StrictTools]);
        request.Tools.Add(new ToolDefinition("f", null, default) { Cache = new CacheBreakpoint(null) });
        ConverseConversationWriter.Omits(request, Converse.Nova, null).ShouldContain(ConversationFeature.CacheControl);
    }

    private static ConversationRequest Sampled(double? temperature, double? topP, long? topK)
    {
        var request = Converse.Ask();
        (request.Temperature, request.TopP, request.TopK) = (temperature, topP, topK);
        request.Note(ConversationFeature.Temperature, "temperature");
        request.Note(ConversationFeature.TopP, "top_p");
        request.Note(ConversationFeature.TopK, "top_k");
        return request;
    }

    private static ConversationRequest Reasoning(ReasoningRequest reasoning)
    {
        var request = Converse.Ask();
        request.Reasoning = reasoning;
        return request;
    }
}
