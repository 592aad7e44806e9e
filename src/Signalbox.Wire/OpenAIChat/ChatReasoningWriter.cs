using System.Text.Json;
using Signalbox.Wire.Conversation;

namespace Signalbox.Wire.OpenAIChat;

/// <summary>Writes how much to reason, in the server's fields and words.</summary>
internal static class ChatReasoningWriter
{
    /// <summary>Budgets of reasoning up to this are a low effort.</summary>
    private const long LowBudget = 2048;

    /// <summary>Budgets of reasoning up to this are a medium effort.</summary>
    private const long MediumBudget = 8192;

    /// <summary>OpenRouter's object, https://openrouter.ai/docs/use-cases/reasoning-tokens.</summary>
    private const string ReasoningObject = "reasoning";

    public static void Write(ConversationRequest request, ChatServer server, Utf8JsonWriter writer)
    {
        if (IsOff(request.Reasoning) || EndsThinking(request, server))
            WriteOff(server, writer);
        else if (request.Reasoning is { } asked && Effort(asked) is { } effort)
            WriteOn(asked, effort, server, writer);
    }

    /// <summary>Whether the wish cannot be said to the server, or not beside what else is asked.</summary>
    public static bool Omits(ConversationRequest request, ChatServer server)
    {
        if (request.Reasoning is not { } asked)
            return false;
        if (IsOff(asked))
            return server.ThinkingSwitch == ChatThinkingSwitch.None && !server.Efforts.ContainsKey("none");
        if (EndsThinking(request, server))
            return true;
        return Effort(asked) is not null && server.EffortField is null && server.ThinkingSwitch == ChatThinkingSwitch.None;
    }

    private static bool EndsThinking(ConversationRequest request, ChatServer server) =>
        server.ForcedToolEndsThinking && request.Tools.Count > 0 && ChatInstructions.IsForced(request.ToolChoice);

    private static bool IsOff(ReasoningRequest? asked) => asked is { IsOff: true } or { Effort: "none" };

    private static void WriteOff(ChatServer server, Utf8JsonWriter writer)
    {
        if (server.ThinkingSwitch != ChatThinkingSwitch.None)
            WriteSwitch(server.ThinkingSwitch, false, writer);
        else if (server.EffortField is { } field && server.Efforts.TryGetValue("none", out var word))
            WriteEffort(field, word, writer);
    }

    private static void WriteOn(ReasoningRequest asked, string effort, ChatServer server, Utf8JsonWriter writer)
    {
        WriteSwitch(server.ThinkingSwitch, true, writer);
        if (asked.BudgetTokens is { } budget && server.BudgetField is { } bound && (asked.Effort is null || server.EffortField is null))
            WriteBudget(bound, budget, server.EffortField == ReasoningObject, writer);
        else if (server.EffortField is { } field)
            WriteEffort(field, server.Efforts.GetValueOrDefault(effort, effort), writer);
    }

    private static void WriteEffort(string field, string word, Utf8JsonWriter writer)
    {
        if (field != ReasoningObject)
        {
            writer.WriteString(field, word);
            return;
        }

        writer.WriteStartObject(field);
        writer.WriteString("effort"u8, word);
        writer.WriteEndObject();
    }

    private static void WriteBudget(string field, long budget, bool isInObject, Utf8JsonWriter writer)
    {
        if (isInObject)
            writer.WriteStartObject(ReasoningObject);
        writer.WriteNumber(field, budget);
        if (isInObject)
            writer.WriteEndObject();
    }

    private static void WriteSwitch(ChatThinkingSwitch way, bool isOn, Utf8JsonWriter writer)
    {
        switch (way)
        {
            // Models of these servers think unless told not to, and some of them refuse to be told so.
            case ChatThinkingSwitch.Thinking when !isOn:
                writer.WriteStartObject("thinking"u8);
                writer.WriteString("type"u8, "disabled"u8);
                writer.WriteEndObject();
                break;
            case ChatThinkingSwitch.EnableThinking:
                writer.WriteBoolean("enable_thinking"u8, isOn);
                break;
            case ChatThinkingSwitch.ChatTemplate:
                writer.WriteStartObject("chat_template_kwargs"u8);
                writer.WriteBoolean("enable_thinking"u8, isOn);
                writer.WriteBoolean("thinking"u8, isOn);
                writer.WriteEndObject();
                break;
        }
    }

    private static string? Effort(ReasoningRequest asked) => asked.Effort ?? asked.BudgetTokens switch
    {
        null => null,
        <= LowBudget => "low",
        <= MediumBudget => "medium",
        _ => "high",
    };
}
