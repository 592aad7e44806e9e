using System.Text.Json;
using Signalbox.Wire.Conversation;

namespace Signalbox.Wire.AnthropicMessages;

/// <summary>
/// What to say of thinking in a request (https://docs.anthropic.com/en/docs/build-with-claude/extended-thinking). What Anthropic would refuse is left
/// out: an answer without thoughts is better than none (R57, R65).
/// </summary>
/// <param name="Type"><c>enabled</c>, <c>adaptive</c> or <c>disabled</c>; null when nothing is said.</param>
/// <param name="Budget">Tokens, for <c>enabled</c>.</param>
/// <param name="Effort">For <c>output_config.effort</c>; null when unset.</param>
/// <param name="Show">Whether thoughts are to be shown; null is the model's default.</param>
internal readonly record struct MessagesThinking(string? Type, long Budget, string? Effort, bool? Show)
{
    /// <summary>The least budget that Anthropic takes.</summary>
    public const long LeastBudget = 1024;

    /// <summary>Whether the model will think, so that sampling is bound.</summary>
    public bool IsOn => Type is "enabled" or "adaptive";

    /// <summary>Decides for a request.</summary>
    public static MessagesThinking Decide(ConversationRequest request, string model, long maxTokens)
    {
        if (request.Reasoning is not { } asked)
            return default;
        var generation = ClaudeGeneration.Of(model);
        if (asked.IsOff || asked.Effort is "none")
            return new MessagesThinking(generation.TakesDisabled ? "disabled" : null, 0, null, null);
        if (asked.Effort is "minimal" && asked.BudgetTokens is null && !asked.IsAdaptive)
            return default;
        if (generation.TakesPrefill && EndsWithAssistant(request))
            return default;
        if (request.ToolChoice.Mode is ToolChoiceMode.Required or ToolChoiceMode.Named)
            return default;
        var effort = Known(asked.Effort);
        if (Adapts(asked, generation))
            return new MessagesThinking("adaptive", 0, effort, asked.Show);
        if (LoopLacksThoughts(request))
            return default;
        return Fit(asked.BudgetTokens, effort, maxTokens) is { } budget ? new MessagesThinking("enabled", budget, null, asked.Show) : default;
    }

    /// <summary>Writes <c>thinking</c>.</summary>
    public void WriteTo(Utf8JsonWriter writer)
    {
        if (Type is null)
            return;
        writer.WriteStartObject("thinking");
        writer.WriteString("type", Type);
        if (Type == "enabled")
            writer.WriteNumber("budget_tokens", Budget);
        if (Show is { } show)
            writer.WriteString("display", show ? "summarized" : "omitted");
        writer.WriteEndObject();
    }

    private static bool Adapts(ReasoningRequest asked, ClaudeGeneration generation)
    {
        if (asked.IsAdaptive)
            return generation.TakesAdaptive || !generation.IsKnown;
        return generation.TakesAdaptive && (asked.BudgetTokens is null || !generation.TakesBudget);
    }

    /// <summary>
    /// The budget that fits: as asked when it is less than the bound of the answer, else half of the bound, so that an answer may follow the thoughts.
    /// Null when the bound is too small for any.
    /// </summary>
    private static long? Fit(long? asked, string? effort, long maxTokens)
    {
        var budget = Math.Max(LeastBudget, asked ?? BudgetOf(effort));
        var most = asked is null ? maxTokens / 2 : maxTokens - 1;
        if (budget > most)
            budget = Math.Max(LeastBudget, maxTokens / 2);
        return budget < maxTokens ? budget : null;
    }

    private static long BudgetOf(string? effort) => effort switch
    {
        "low" => 2048,
        "medium" => 8192,
        "xhigh" or "max" => 32768,
        _ => 16384,
    };

    private static string? Known(string? effort) => effort switch
    {
        "minimal" => "low",
        "low" or "medium" or "high" or "xhigh" or "max" => effort,
        _ => null,
    };

    private static bool EndsWithAssistant(ConversationRequest request) => request.Turns is [.., { Role: TurnRole.Assistant }];

    /// <summary>
    /// Whether a call that the last results answer, or one before it in the same loop, came without signed thoughts, as it does when another model made
    /// it or the caller's dialect lost them (R57). With a budget Anthropic refuses that; adaptive thinking takes it.
    /// </summary>
    private static bool LoopLacksThoughts(ConversationRequest request)
    {
        var answered = false;
        for (var i = request.Turns.Count - 1; i >= 0; i--)
        {
            var turn = request.Turns[i];
            if (turn.Role == TurnRole.Tool)
                answered = true;
            if (turn.Role != TurnRole.Assistant)
                continue;
            if (!answered)
                return false;
            if (turn.Parts.Exists(part => part is ToolCallPart) && !turn.Parts.Exists(part => part is ReasoningPart && MessagesPartWriter.IsWritable(part)))
                return true;
            answered = false;
        }

        return false;
    }
}
