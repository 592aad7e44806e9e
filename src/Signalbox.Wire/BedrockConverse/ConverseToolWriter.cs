using System.Text.Json;
using Signalbox.Wire.AnthropicMessages;
using Signalbox.Wire.Conversation;

namespace Signalbox.Wire.BedrockConverse;

/// <summary>
/// Writes <c>toolConfig</c> (https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_ToolConfiguration.html). A history with calls or results
/// is refused without it, so tools that must not be called stay then, and those that are not described any more are described by their names.
/// </summary>
internal static class ConverseToolWriter
{
    /// <summary>Whether the tools are only there for the history, so that the model must be told not to call them.</summary>
    public static bool AreForHistoryOnly(ConversationRequest request) =>
        (request.Tools.Count == 0 || request.ToolChoice.Mode == ToolChoiceMode.None) && HasHistory(request);

    /// <summary>Writes it, when it is needed.</summary>
    public static void Write(ConversationRequest request, ConverseModel model, ConversePartWriter parts, Utf8JsonWriter writer)
    {
        var isForHistory = AreForHistoryOnly(request);
        if (!isForHistory && (request.Tools.Count == 0 || request.ToolChoice.Mode == ToolChoiceMode.None))
            return;
        writer.WriteStartObject("toolConfig");
        writer.WriteStartArray("tools");
        foreach (var tool in request.Tools.Count > 0 ? request.Tools : OfHistory(request))
        {
            WriteTool(tool, model, writer);
            if (!model.IsNova)
                parts.WriteCache(tool.Cache);
        }

        writer.WriteEndArray();
        WriteChoice(request.ToolChoice, writer);
        writer.WriteEndObject();
    }

    private static bool HasHistory(ConversationRequest request) =>
        request.Turns.Exists(turn => turn.Parts.Exists(part => part is ToolCallPart or ToolResultPart));

    /// <summary>The tools that were called. There is one also when only results are left.</summary>
    private static IEnumerable<ToolDefinition> OfHistory(ConversationRequest request) =>
        request.Turns.SelectMany(turn => turn.Parts).OfType<ToolCallPart>().Select(call => call.Name).Distinct(StringComparer.Ordinal).DefaultIfEmpty("tool")
            .Select(name => new ToolDefinition(name, null, default));

    private static void WriteTool(ToolDefinition tool, ConverseModel model, Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteStartObject("toolSpec");
        writer.WriteString("name", tool.Name);
        if (MessagesToolWriter.Describe(tool) is { Length: > 0 } description)
            writer.WriteString("description", description);
        writer.WriteStartObject("inputSchema");
        writer.WritePropertyName("json");
        MessagesToolWriter.WriteSchema(tool, writer);
        writer.WriteEndObject();
        if (tool is { Strict: true, IsCustom: false } && model.HasStructuredOutputs)
            writer.WriteBoolean("strict", true);
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    /// <summary>There is a word for every choice but none.</summary>
    private static void WriteChoice(ToolChoice choice, Utf8JsonWriter writer)
    {
        if (choice.Mode is ToolChoiceMode.Auto or ToolChoiceMode.None)
            return;
        writer.WriteStartObject("toolChoice");
        writer.WriteStartObject(choice.Mode == ToolChoiceMode.Named ? "tool" : "any");
        if (choice.Mode == ToolChoiceMode.Named)
            writer.WriteString("name", choice.Name);
        writer.WriteEndObject();
        writer.WriteEndObject();
    }
}
