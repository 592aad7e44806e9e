using System.Text.Json;
using Signalbox.Wire.Conversation;

namespace Signalbox.Wire.OpenAIResponses;

/// <summary>
/// What to say of reasoning in a request (https://platform.openai.com/docs/guides/reasoning), and what goes with it. What the model would refuse is left
/// out: an answer without it is better than none.
/// </summary>
/// <param name="Effort"><c>reasoning.effort</c>; null leaves it to the model.</param>
/// <param name="ShowsSummary">Whether the answer is to show a summary of the thoughts.</param>
/// <param name="TakesItems">Whether the model may get <c>reasoning</c> items and give their encrypted content.</param>
/// <param name="TakesSampling">Whether the model may get <c>temperature</c> and <c>top_p</c>.</param>
/// <param name="IsRefused">Whether the caller asks a model to reason that cannot.</param>
internal readonly record struct ResponsesThinking(string? Effort, bool ShowsSummary, bool TakesItems, bool TakesSampling, bool IsRefused)
{
    /// <summary>Budgets up to this are a low effort.</summary>
    private const long LowBudget = 2048;

    /// <summary>Budgets up to this are a medium effort.</summary>
    private const long MediumBudget = 8192;

    /// <summary>Decides for a request.</summary>
    public static ResponsesThinking Decide(ConversationRequest request, OpenAIGeneration model)
    {
        var asked = request.Reasoning;
        var isWanted = asked is not (null or { IsOff: true } or { Effort: "none" });
        if (model.IsKnown && !model.Reasons)
            return new ResponsesThinking(null, false, TakesItems: false, TakesSampling: true, IsRefused: isWanted);
        var effort = asked is null ? null : Wanted(asked, isWanted) is { } word ? model.Fit(word) : null;
        return new ResponsesThinking(
            effort,
            isWanted && IsShown(asked!),
            TakesItems: model.Reasons || isWanted,
            TakesSampling: !model.Reasons || (effort == "none" && model.SamplesWithoutReasoning),
            IsRefused: false);
    }

    /// <summary>Writes <c>reasoning</c>, when there is something to say.</summary>
    public void WriteTo(Utf8JsonWriter writer)
    {
        if (Effort is null && !ShowsSummary)
            return;
        writer.WriteStartObject("reasoning"u8);
        if (Effort is not null)
            writer.WriteString("effort"u8, Effort);
        if (ShowsSummary)
            writer.WriteString("summary"u8, "auto"u8);
        writer.WriteEndObject();
    }

    private static string? Wanted(ReasoningRequest asked, bool isWanted)
    {
        if (!isWanted)
            return "none";
        return asked.Effort ?? asked.BudgetTokens switch
        {
            null => null,
            <= LowBudget => "low",
            <= MediumBudget => "medium",
            _ => "high",
        };
    }

    /// <summary>Who gives a budget or has the model judge for itself speaks a dialect in which thoughts are shown unless told otherwise.</summary>
    private static bool IsShown(ReasoningRequest asked) => asked.Show ?? (asked.BudgetTokens is not null || asked.IsAdaptive);
}
