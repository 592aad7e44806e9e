using Signalbox.Wire.Conversation;
using Signalbox.Wire.Gemini;
using Wire.Tests.AnthropicMessages;

namespace Wire.Tests.Gemini;

public sealed class GeminiRulesTests
{
    [Fact]
    public void Every_feature_has_one_rule_with_one_sentence()
    {
        GeminiRules.Table.All.Select(rule => rule.Feature).ShouldBe(Enum.GetValues<ConversationFeature>(), ignoreOrder: true);
        GeminiRules.Table.All.ShouldAllBe(rule => rule.Explanation.EndsWith('.') && !rule.Explanation.Contains(". "));
    }

    [Theory]
    [InlineData(ConversationFeature.Logprobs)]
    [InlineData(ConversationFeature.Choices)]
    [InlineData(ConversationFeature.ImageFile)]
    [InlineData(ConversationFeature.DocumentFile)]
    [InlineData(ConversationFeature.AudioOutput)]
    public void What_would_change_the_answer_is_refused(ConversationFeature feature)
    {
        var request = new ConversationRequest();
        request.Note(feature, "here");

        GeminiRules.Table.Judge(request, out _)!.Message.ShouldStartWith("\"here\" cannot be sent to this model, which speaks Google Gemini: ");
    }

    [Fact]
    public void What_a_model_does_not_take_is_named()
    {
        var request = Everything();

        GeminiConversationWriter.Omits(request, Gemini.Newest, GeminiServer.Vertex).ShouldBe(
            [ConversationFeature.Temperature, ConversationFeature.TopP, ConversationFeature.TopK, ConversationFeature.Penalties, ConversationFeature.StopSequences]);
        GeminiConversationWriter.Emulates(request, Gemini.Newest).ShouldBe([ConversationFeature.Prefill]);
        GeminiConversationWriter.Emulates(request, Gemini.Second).ShouldBeEmpty();
        GeminiConversationWriter.Omits(request, Gemini.Second, GeminiServer.GeminiApi).ShouldBe(
            [ConversationFeature.Penalties, ConversationFeature.StopSequences, ConversationFeature.JsonSchema]);
        GeminiConversationWriter.Omits(request, Gemini.Second, GeminiServer.Vertex).ShouldBe([ConversationFeature.StopSequences, ConversationFeature.JsonSchema]);
        GeminiConversationWriter.Omits(request, "gemini-2.0-flash", GeminiServer.GeminiApi).ShouldBe(
            [ConversationFeature.StopSequences, ConversationFeature.JsonSchema, ConversationFeature.ReasoningEffort]);
    }

    [Fact]
    public void What_a_model_does_not_take_is_not_written()
    {
        var request = Everything();

        Gemini.Written(request, "generationConfig", Gemini.Newest).ShouldBe(
            """{"maxOutputTokens":9,"seed":5,"stopSequences":["1","2","3","4","5"],"responseMimeType":"application/json","responseJsonSchema":{"type":"object"},"thinkingConfig":{"thinkingLevel":"HIGH","includeThoughts":true}}""");
        Gemini.Written(request, "generationConfig", "gemini-2.0-flash").ShouldBe(
            """{"maxOutputTokens":9,"temperature":0.5,"topP":0.25,"topK":64,"seed":5,"presencePenalty":1,"frequencyPenalty":1.99,"stopSequences":["1","2","3","4","5"]}""");
        Gemini.Written(request, "generationConfig", Gemini.Second).ShouldBe(
            """{"maxOutputTokens":9,"temperature":0.5,"topP":0.25,"topK":64,"seed":5,"stopSequences":["1","2","3","4","5"],"thinkingConfig":{"thinkingBudget":24576,"includeThoughts":true}}""");
    }

    private static ConversationRequest Everything()
    {
        var request = Messages.Conversation(Messages.Say(TurnRole.User, "Hi"), Messages.Say(TurnRole.Assistant, "So"));
        (request.MaxOutputTokens, request.Temperature, request.TopP, request.TopK, request.Seed) = (9, 0.5, 0.25, 100, 5);
        (request.PresencePenalty, request.FrequencyPenalty) = (1, 2);
        request.StopSequences.AddRange(["1", "", "2", "3", "4", "5", "6"]);
        request.Tools.Add(new ToolDefinition("f", null, default));
        request.Format = new OutputFormat("o", Messages.Json("""{"type":"object"}"""), true);
        request.Reasoning = new ReasoningRequest { Effort = "high" };
        foreach (var feature in new[]
        {
            ConversationFeature.Prefill, ConversationFeature.Temperature, ConversationFeature.TopP, ConversationFeature.TopK, ConversationFeature.Penalties,
            ConversationFeature.StopSequences, ConversationFeature.JsonSchema, ConversationFeature.ReasoningEffort,
        })
            request.Note(feature, "x");
        return request;
    }
}
