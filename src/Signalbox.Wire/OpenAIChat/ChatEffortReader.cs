using System.Text.Json;
using Signalbox.Wire.Conversation;
using Signalbox.Wire.Json;

namespace Signalbox.Wire.OpenAIChat;

/// <summary>
/// Reads how much to reason: OpenAI's <c>reasoning_effort</c>, OpenRouter's <c>reasoning</c>, and <c>thinking</c>, which DeepSeek and others
/// have from Anthropic.
/// </summary>
internal static class ChatEffortReader
{
    private const string Words = "must be none, minimal, low, medium, high, xhigh or max.";

    public static void Read(ChatReading reading, string field, JsonElement value)
    {
        if (field == "reasoning_effort")
            SetEffort(reading, value, field, "");
        else if (!reading.IsObject(value, field))
            return;
        else if (field == "reasoning")
            ReadReasoning(reading, value);
        else
            ReadThinking(reading, value);
    }

    private static void ReadReasoning(ChatReading reading, JsonElement value)
    {
        foreach (var member in value.EnumerateObject())
        {
            if (ChatReading.IsAbsent(member.Value))
                continue;
            var name = RawElement.Name(member);
            switch (name)
            {
                case "effort":
                    SetEffort(reading, member.Value, "reasoning", ".effort");
                    break;
                case "max_tokens":
                    SetBudget(reading, member.Value, "reasoning", ".max_tokens");
                    break;
                case "enabled":
                    var enabled = reading.Flag(member.Value, "reasoning", ".enabled");
                    Set(reading, known => enabled == true ? known with { IsAdaptive = true } : known with { IsOff = true });
                    reading.Note(ConversationFeature.ReasoningEffort, "reasoning", ".enabled");
                    break;
                case "exclude":
                    if (reading.Flag(member.Value, "reasoning", ".exclude") == true)
                        Set(reading, known => known with { Show = false });
                    break;
                case "summary":
                    Set(reading, known => known with { Show = true });
                    break;
                default:
                    reading.NoteUnknown(member.Value, "reasoning", name);
                    break;
            }
        }
    }

    private static void ReadThinking(ChatReading reading, JsonElement value)
    {
        var type = reading.RequiredText(RawElement.Member(value, "type"), "thinking", ".type");
        switch (type)
        {
            case "disabled":
                Set(reading, known => known with { IsOff = true });
                break;
            case "enabled" or "adaptive" or "auto":
                var budget = RawElement.Member(value, "budget_tokens");
                if (ChatReading.IsAbsent(budget))
                    Set(reading, known => known with { IsAdaptive = true });
                else
                    SetBudget(reading, budget, "thinking", ".budget_tokens");
                break;
            default:
                reading.Fail("must be enabled, adaptive or disabled.", "thinking", ".type");
                return;
        }

        reading.Note(ConversationFeature.ReasoningEffort, "thinking", ".type");
    }

    private static void SetEffort(ChatReading reading, JsonElement value, string at, string member)
    {
        var effort = reading.Text(value, at, member);
        if (reading.Failed)
            return;
        if (effort is not ("none" or "minimal" or "low" or "medium" or "high" or "xhigh" or "max"))
        {
            reading.Fail(Words, at, member);
            return;
        }

        Set(reading, known => known with { Effort = effort, IsOff = known.IsOff || effort == "none" });
        reading.Note(ConversationFeature.ReasoningEffort, at, member);
    }

    private static void SetBudget(ChatReading reading, JsonElement value, string at, string member)
    {
        var tokens = reading.Whole(value, at, member, least: 0);
        Set(reading, known => tokens == 0 ? known with { IsOff = true } : known with { BudgetTokens = tokens });
        reading.Note(ConversationFeature.ReasoningBudget, at, member);
    }

    private static void Set(ChatReading reading, Func<ReasoningRequest, ReasoningRequest> change) =>
        reading.Request.Reasoning = change(reading.Request.Reasoning ?? new ReasoningRequest());
}
