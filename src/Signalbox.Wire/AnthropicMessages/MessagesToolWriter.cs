using System.Text.Json;
using Signalbox.Wire.Conversation;
using Signalbox.Wire.Json;

namespace Signalbox.Wire.AnthropicMessages;

/// <summary>Writes <c>tools</c> and <c>tool_choice</c> (https://docs.anthropic.com/en/api/messages#body-tools).</summary>
internal static class MessagesToolWriter
{
    /// <summary>Writes both; nothing when the request has no tools, since a choice among none is refused.</summary>
    public static void Write(ConversationRequest request, Utf8JsonWriter writer)
    {
        if (request.Tools.Count == 0)
            return;
        writer.WriteStartArray("tools");
        foreach (var tool in request.Tools)
            WriteTool(tool, writer);
        writer.WriteEndArray();
        WriteChoice(request, writer);
    }

    private static void WriteTool(ToolDefinition tool, Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("name", tool.Name);
        if (Describe(tool) is { } description)
            writer.WriteString("description", description);
        writer.WritePropertyName("input_schema");
        WriteSchema(tool, writer);
        if (tool is { Strict: true, IsCustom: false })
            writer.WriteBoolean("strict", true);
        MessagesPartWriter.WriteCache(tool.Cache, writer);
        writer.WriteEndObject();
    }

    /// <summary>What the model is told of a tool: the grammar of a custom one is a part of it.</summary>
    public static string? Describe(ToolDefinition tool) =>
        tool.IsCustom && tool.Grammar.ValueKind == JsonValueKind.Object
            ? $"{tool.Description}\n\nThe input must follow this grammar:\n{tool.GrammarText ?? tool.Grammar.Compact()}".TrimStart()
            : tool.Description;

    /// <summary>Writes the schema of a tool's input: of one string for a custom tool.</summary>
    public static void WriteSchema(ToolDefinition tool, Utf8JsonWriter writer)
    {
        if (tool.IsCustom)
            writer.WriteRawValue("""{"type":"object","properties":{"input":{"type":"string"}},"required":["input"]}"""u8, skipInputValidation: true);
        else
            WriteSchema(tool.Schema, writer);
    }

    /// <summary>Anthropic demands the type, which OpenAI's callers may leave out.</summary>
    private static void WriteSchema(JsonElement schema, Utf8JsonWriter writer)
    {
        if (schema.TryGet("type", out _))
        {
            writer.WriteRaw(schema);
            return;
        }

        writer.WriteStartObject();
        writer.WriteString("type", "object");
        if (schema.ValueKind == JsonValueKind.Object)
        {
            foreach (var member in schema.EnumerateObject())
            {
                if (member.IsNamed("type"))
                    continue;
                writer.WritePropertyName(member.DecodedName());
                writer.WriteRaw(member.Value);
            }
        }

        writer.WriteEndObject();
    }

    private static void WriteChoice(ConversationRequest request, Utf8JsonWriter writer)
    {
        var choice = request.ToolChoice;
        if (choice.Mode == ToolChoiceMode.Auto && request.ParallelToolCalls is null)
            return;
        writer.WriteStartObject("tool_choice");
        writer.WriteString("type", choice.Mode switch
        {
            ToolChoiceMode.None => "none",
            ToolChoiceMode.Required => "any",
            ToolChoiceMode.Named => "tool",
            _ => "auto",
        });
        if (choice.Mode == ToolChoiceMode.Named)
            writer.WriteString("name", choice.Name);
        if (request.ParallelToolCalls is { } parallel && choice.Mode != ToolChoiceMode.None)
            writer.WriteBoolean("disable_parallel_tool_use", !parallel);
        writer.WriteEndObject();
    }
}
