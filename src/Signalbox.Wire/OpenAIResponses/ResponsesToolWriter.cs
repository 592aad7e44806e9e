using System.Text.Json;
using Signalbox.Wire.Conversation;
using Signalbox.Wire.Json;

namespace Signalbox.Wire.OpenAIResponses;

/// <summary>Writes the tools and the choice among them (https://platform.openai.com/docs/guides/function-calling).</summary>
internal static class ResponsesToolWriter
{
    /// <summary>Writes <c>tools</c>, <c>tool_choice</c> and <c>parallel_tool_calls</c> of a request that has tools.</summary>
    public static void Write(ConversationRequest request, Utf8JsonWriter writer)
    {
        writer.WriteStartArray("tools"u8);
        foreach (var tool in request.Tools)
            WriteTool(tool, writer);
        writer.WriteEndArray();
        WriteChoice(request, writer);
        if (request.ParallelToolCalls is { } parallel)
            writer.WriteBoolean("parallel_tool_calls"u8, parallel);
    }

    private static void WriteTool(ToolDefinition tool, Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("type"u8, tool.IsCustom ? "custom"u8 : "function"u8);
        writer.WriteString("name"u8, tool.Name);
        if (tool.Description is { } description)
            writer.WriteString("description"u8, description);
        if (tool.IsCustom)
        {
            WriteGrammar(tool.Grammar, writer);
        }
        else
        {
            writer.WritePropertyName("parameters"u8);
            if (tool.Schema.ValueKind == JsonValueKind.Object)
                writer.WriteRaw(tool.Schema);
            else
                writer.WriteRawValue("""{"type":"object","properties":{}}"""u8, skipInputValidation: true);
            // What is left unsaid would be strict here, and not every schema can be.
            writer.WriteBoolean("strict"u8, tool.Strict ?? false);
        }

        writer.WriteEndObject();
    }

    /// <summary>Chat wraps the grammar in an object of its own, Responses does not.</summary>
    private static void WriteGrammar(JsonElement grammar, Utf8JsonWriter writer)
    {
        if (grammar.ValueKind != JsonValueKind.Object)
            return;
        if (!grammar.TryGet("grammar", out var inner) || inner.ValueKind != JsonValueKind.Object)
        {
            writer.WritePropertyName("format"u8);
            writer.WriteRaw(grammar);
            return;
        }

        writer.WriteStartObject("format"u8);
        writer.WriteString("type"u8, "grammar"u8);
        foreach (var name in (ReadOnlySpan<string>)["syntax", "definition"])
            if (inner.TextOf(name) is { } text)
                writer.WriteString(name, text);
        writer.WriteEndObject();
    }

    private static void WriteChoice(ConversationRequest request, Utf8JsonWriter writer)
    {
        var choice = request.ToolChoice;
        switch (choice.Mode)
        {
            case ToolChoiceMode.None:
                writer.WriteString("tool_choice"u8, "none"u8);
                break;
            case ToolChoiceMode.Required:
                writer.WriteString("tool_choice"u8, "required"u8);
                break;
            case ToolChoiceMode.Named:
                writer.WriteStartObject("tool_choice"u8);
                var isCustom = request.Tools.Exists(tool => tool.IsCustom && tool.Name == choice.Name);
                writer.WriteString("type"u8, isCustom ? "custom"u8 : "function"u8);
                writer.WriteString("name"u8, choice.Name);
                writer.WriteEndObject();
                break;
        }
    }
}
