using System.Text.Json;
using Signalbox.Wire.AnthropicMessages;
using Signalbox.Wire.Conversation;

namespace Signalbox.Wire.BedrockConverse;

/// <summary>
/// What to say of reasoning, which Converse leaves to each family's own fields: Claude's <c>thinking</c>
/// (https://docs.aws.amazon.com/bedrock/latest/userguide/claude-messages-adaptive-thinking.html), Nova 2's <c>reasoningConfig</c>
/// (https://docs.aws.amazon.com/nova/latest/nova2-userguide/extended-thinking.html), <c>reasoning_effort</c> of OpenAI's open weights
/// (https://docs.aws.amazon.com/bedrock/latest/userguide/model-parameters-openai.html). Other families are told nothing.
/// </summary>
/// <param name="Claude">For Claude; else nothing.</param>
/// <param name="Effort">For Nova 2 and OpenAI's: low, medium or high; null when nothing is said.</param>
internal readonly record struct ConverseThinking(MessagesThinking Claude, string? Effort)
{
    /// <summary>Bound of an answer whose caller sets none, where a budget for thinking must be less than the bound.</summary>
    public const long BoundBesideBudget = 16384;

    /// <summary>Whether reasoning was asked for.</summary>
    public static bool IsAsked(ConversationRequest request) => request.Reasoning is { IsOff: false } asked && asked.Effort is not ("none" or "minimal");

    /// <summary>Whether the model is told to reason.</summary>
    public bool IsOn => Claude.IsOn || Effort is not null;

    /// <summary>Whether a budget is set, which must be less than the bound of the answer.</summary>
    public bool HasBudget => Claude.Type == "enabled";

    /// <summary>Decides for a request.</summary>
    public static ConverseThinking Decide(ConversationRequest request, ConverseModel model, long? maxTokens)
    {
        if (request.Reasoning is not { } asked)
            return default;
        return model.Family switch
        {
            ConverseFamily.Claude => new ConverseThinking(MessagesThinking.Decide(request, model.Id, maxTokens ?? BoundBesideBudget), null),
            // Nova 2 refuses a bound of the answer beside high effort; a bound that the caller set is kept.
            ConverseFamily.Nova2 when IsAsked(request) => new ConverseThinking(default, request.MaxOutputTokens is null ? Level(asked) : AtMostMedium(Level(asked))),
            // These cannot be kept from reasoning; low is the least.
            ConverseFamily.GptOss => new ConverseThinking(default, IsAsked(request) ? Level(asked) : "low"),
            _ => default,
        };
    }

    /// <summary>Writes the family's own fields.</summary>
    public void WriteTo(ConverseFamily family, Utf8JsonWriter writer)
    {
        // Claude on Bedrock thinks only when told to, and newer models refuse to be told not to: "disabled" is never written.
        if (Claude.IsOn)
        {
            Claude.WriteTo(writer);
            if (Claude.Effort is { } effort)
            {
                writer.WriteStartObject("output_config");
                writer.WriteString("effort", effort);
                writer.WriteEndObject();
            }
        }

        if (Effort is null)
            return;
        if (family == ConverseFamily.GptOss)
        {
            writer.WriteString("reasoning_effort", Effort);
            return;
        }

        writer.WriteStartObject("reasoningConfig");
        writer.WriteString("type", "enabled");
        writer.WriteString("maxReasoningEffort", Effort);
        writer.WriteEndObject();
    }

    /// <summary>The level for words or for a budget; adaptive without either is the middle.</summary>
    private static string Level(ReasoningRequest asked) => asked switch
    {
        { Effort: "low" or "minimal" or "none" } => "low",
        { Effort: "high" or "xhigh" or "max" } => "high",
        { Effort: null, BudgetTokens: < 4096 } => "low",
        { Effort: null, BudgetTokens: >= 16384 } => "high",
        _ => "medium",
    };

    private static string AtMostMedium(string level) => level == "high" ? "medium" : level;
}
