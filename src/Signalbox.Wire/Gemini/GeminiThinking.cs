using System.Text.Json;
using Signalbox.Wire.Conversation;

namespace Signalbox.Wire.Gemini;

/// <summary>What to say of thinking in a request (https://ai.google.dev/gemini-api/docs/thinking): a budget, a level, or neither, never both.</summary>
/// <param name="Budget">For <c>thinkingBudget</c>: 0 is off, -1 leaves it to the model; null when unset.</param>
/// <param name="Level">For <c>thinkingLevel</c>; null when unset.</param>
/// <param name="Show">Whether the answer is to show the thoughts.</param>
internal readonly record struct GeminiThinking(long? Budget, string? Level, bool Show)
{
    private const long Dynamic = -1;

    /// <summary>Decides for a request; what the model does not take is not said.</summary>
    public static GeminiThinking Decide(ReasoningRequest? asked, in GeminiGeneration model)
    {
        if (asked is null || !model.Thinks)
            return default;
        var isOff = asked.IsOff || asked.Effort is "none" || asked.BudgetTokens is 0;
        var show = !isOff && (asked.Show ?? true);
        if (model.Budgets is { } budgets)
            return new GeminiThinking(isOff ? (model.MustThink ? budgets.Least : 0) : BudgetOf(asked, budgets.Least, budgets.Most), null, show);
        return new GeminiThinking(null, isOff ? Least(model) : LevelOf(asked, model), show);
    }

    /// <summary>Writes <c>thinkingConfig</c>.</summary>
    public void WriteTo(Utf8JsonWriter writer)
    {
        if (Budget is null && Level is null && !Show)
            return;
        writer.WriteStartObject("thinkingConfig");
        if (Budget is { } budget)
            writer.WriteNumber("thinkingBudget", budget);
        if (Level is not null)
            writer.WriteString("thinkingLevel", Level);
        if (Show)
            writer.WriteBoolean("includeThoughts", true);
        writer.WriteEndObject();
    }

    /// <summary>The efforts are worth what Google's own OpenAI-compatible endpoint makes of them (https://ai.google.dev/gemini-api/docs/openai#thinking).</summary>
    private static long BudgetOf(ReasoningRequest asked, long least, long most)
    {
        var budget = asked.BudgetTokens ?? asked.Effort switch
        {
            "minimal" or "low" => 1024,
            "medium" => 8192,
            "high" => 24_576,
            "xhigh" or "max" => most,
            _ => Dynamic,
        };
        return budget < 0 ? Dynamic : Math.Clamp(budget, least, most);
    }

    private static string? LevelOf(ReasoningRequest asked, in GeminiGeneration model) => asked.Effort switch
    {
        "minimal" => Least(model),
        "low" => "LOW",
        "medium" => Medium(model),
        "high" or "xhigh" or "max" => "HIGH",
        _ => asked.BudgetTokens switch
        {
            null => null,
            <= 1024 => "LOW",
            <= 8192 => Medium(model),
            _ => "HIGH",
        },
    };

    private static string Least(in GeminiGeneration model) => model.HasMinimal ? "MINIMAL" : "LOW";

    private static string Medium(in GeminiGeneration model) => model.HasMedium ? "MEDIUM" : "HIGH";
}
