using Signalbox.Wire.Conversation;
using Wire.Tests.AnthropicMessages;

namespace Wire.Tests.Gemini;

public sealed class GeminiThinkingTests
{
    [Theory]
    [InlineData("gemini-2.5-flash", "none", """{"thinkingBudget":0}""")]
    [InlineData("gemini-2.5-pro", "none", """{"thinkingBudget":128}""")]
    [InlineData("gemini-2.5-flash-lite", "low", """{"thinkingBudget":1024,"includeThoughts":true}""")]
    [InlineData("gemini-2.5-flash", "max", """{"thinkingBudget":24576,"includeThoughts":true}""")]
    [InlineData("publishers/google/models/gemini-2.5-pro", "max", """{"thinkingBudget":32768,"includeThoughts":true}""")]
    [InlineData("gemini-2.5-flash-image", "high", null)]
    [InlineData("gemini-2.0-flash", "high", null)]
    [InlineData("1234567890", "high", null)]
    [InlineData("gemini-3-pro-preview", "medium", """{"thinkingLevel":"HIGH","includeThoughts":true}""")]
    [InlineData("gemini-3.1-pro-preview", "medium", """{"thinkingLevel":"MEDIUM","includeThoughts":true}""")]
    [InlineData("gemini-3.1-pro-preview", "none", """{"thinkingLevel":"LOW"}""")]
    [InlineData("gemini-3-flash-preview", "none", """{"thinkingLevel":"MINIMAL"}""")]
    [InlineData("gemini-3.5-flash-lite", "minimal", """{"thinkingLevel":"MINIMAL","includeThoughts":true}""")]
    [InlineData("gemini-3.7-flash", "minimal", """{"thinkingLevel":"LOW","includeThoughts":true}""")]
    [InlineData("gemini-flash-latest", "xhigh", """{"thinkingLevel":"HIGH","includeThoughts":true}""")]
    [InlineData("gemini-3-pro-image", "high", null)]
    public void An_effort_becomes_what_the_model_takes(string model, string effort, string? config) =>
        Config(model, new ReasoningRequest { Effort = effort }).ShouldBe(config);

    [Theory]
    [InlineData("gemini-2.5-flash", 5000L, """{"thinkingBudget":5000,"includeThoughts":true}""")]
    [InlineData("gemini-2.5-flash", 90_000L, """{"thinkingBudget":24576,"includeThoughts":true}""")]
    [InlineData("gemini-2.5-flash-lite", 5L, """{"thinkingBudget":512,"includeThoughts":true}""")]
    [InlineData("gemini-2.5-flash", 0L, """{"thinkingBudget":0}""")]
    [InlineData("gemini-3-flash-preview", 1024L, """{"thinkingLevel":"LOW","includeThoughts":true}""")]
    [InlineData("gemini-3-flash-preview", 8000L, """{"thinkingLevel":"MEDIUM","includeThoughts":true}""")]
    [InlineData("gemini-3-flash-preview", 16_000L, """{"thinkingLevel":"HIGH","includeThoughts":true}""")]
    public void A_budget_stays_one_within_bounds_or_becomes_the_nearest_level(string model, long budget, string config) =>
        Config(model, new ReasoningRequest { BudgetTokens = budget }).ShouldBe(config);

    [Fact]
    public void The_model_judges_for_itself_and_shows_its_thoughts_unless_they_are_not_wanted()
    {
        Config("gemini-2.5-pro", new ReasoningRequest { IsAdaptive = true }).ShouldBe("""{"thinkingBudget":-1,"includeThoughts":true}""");
        Config("gemini-3.8-flash", new ReasoningRequest { IsAdaptive = true }).ShouldBe("""{"includeThoughts":true}""");
        Config("gemini-3.8-flash", new ReasoningRequest { IsAdaptive = true, Show = false }).ShouldBeNull();
        Config("gemini-3.8-flash", new ReasoningRequest { IsOff = true, Show = true }).ShouldBe("""{"thinkingLevel":"LOW"}""");
        Config("gemini-3.8-flash", null).ShouldBeNull();
    }

    private static string? Config(string model, ReasoningRequest? asked)
    {
        var request = Messages.Conversation(Messages.Say(TurnRole.User, "Hi"));
        request.Reasoning = asked;
        return Messages.Json(Gemini.Written(request, "generationConfig", model)!).TryGetProperty("thinkingConfig", out var config) ? config.GetRawText() : null;
    }
}
