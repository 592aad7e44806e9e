using System.Text.Json;
using Signalbox.Wire.Conversation;
using Signalbox.Wire.Json;

namespace Signalbox.Wire.OpenAIChat;

/// <summary>Writes the tools and the choice among them. A custom tool becomes a function with one string (<see cref="InputName"/>).</summary>
internal static class ChatToolsWriter
{
    /// <summary>The one argument of the function that stands for a custom tool.</summary>
    public const string InputName = "input";

    public static void Write(ConversationRequest request, ChatServer server, Utf8JsonWriter writer)
    {
        if (request.Tools.Count == 0 || (request.ToolChoice.Mode == ToolChoiceMode.None && !server.DisabledTools))
            return;
        writer.WriteStartArray("tools"u8);
        foreach (var tool in Offered(request, server))
            WriteTool(tool, server, writer);
        writer.WriteEndArray();
        WriteChoice(request.ToolChoice, server, writer);
        if (request.ParallelToolCalls is { } parallel && server.ParallelToolCalls)
            writer.WriteBoolean("parallel_tool_calls"u8, parallel);
    }

    /// <summary>All tools, or where the server cannot be told the name of the one to call, that one.</summary>
    private static List<ToolDefinition> Offered(ConversationRequest request, ChatServer server)
    {
        if (request.ToolChoice.Mode != ToolChoiceMode.Named || server.ForcedTool == ChatForcedTool.Choice)
            return request.Tools;
        var named = request.Tools.FindAll(tool => tool.Name == request.ToolChoice.Name);
        return named.Count > 0 ? named : request.Tools;
    }

    private static void WriteTool(ToolDefinition tool, ChatServer server, Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("type"u8, "function"u8);
        writer.WriteStartObject("function"u8);
        writer.WriteString("name"u8, tool.Name);
        if (tool.Description is { } description)
            writer.WriteString("description"u8, description);
        if (tool.IsCustom)
            WriteInputSchema(tool, writer);
        else
            WriteSchema(tool, writer);
        if (tool.Strict is { } strict && !tool.IsCustom && server.StrictTools)
            writer.WriteBoolean("strict"u8, strict);
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static void WriteSchema(ToolDefinition tool, Utf8JsonWriter writer)
    {
        writer.WritePropertyName("parameters"u8);
        if (tool.Schema.ValueKind == JsonValueKind.Object)
            RawElement.Write(writer, tool.Schema);
        else
            writer.WriteRawValue("""{"type":"object","properties":{}}"""u8, skipInputValidation: true);
    }

    private static void WriteInputSchema(ToolDefinition tool, Utf8JsonWriter writer)
    {
        writer.WriteStartObject("parameters"u8);
        writer.WriteString("type"u8, "object"u8);
        writer.WriteStartObject("properties"u8);
        writer.WriteStartObject(InputName);
        writer.WriteString("type"u8, "string"u8);
        writer.WriteString("description"u8, Describe(tool));
        writer.WriteEndObject();
        writer.WriteEndObject();
        writer.WriteStartArray("required"u8);
        writer.WriteStringValue(InputName);
        writer.WriteEndArray();
        writer.WriteBoolean("additionalProperties"u8, false);
        writer.WriteEndObject();
    }

    /// <summary>The grammar can only be told to the model.</summary>
    private static string Describe(ToolDefinition tool) =>
        tool.GrammarText is { } grammar ? $"The tool's input as raw text. It must match this grammar:\n{grammar}" : "The tool's input as raw text.";

    private static void WriteChoice(ToolChoice choice, ChatServer server, Utf8JsonWriter writer)
    {
        switch (choice.Mode)
        {
            case ToolChoiceMode.None:
                writer.WriteString("tool_choice"u8, "none"u8);
                break;
            case ToolChoiceMode.Required or ToolChoiceMode.Named when server.ForcedTool == ChatForcedTool.Instruction:
                break;
            case ToolChoiceMode.Required:
            case ToolChoiceMode.Named when server.ForcedTool == ChatForcedTool.Word:
                writer.WriteString("tool_choice"u8, server.ForcedToolWord);
                break;
            case ToolChoiceMode.Named:
                writer.WriteStartObject("tool_choice"u8);
                writer.WriteString("type"u8, "function"u8);
                writer.WriteStartObject("function"u8);
                writer.WriteString("name"u8, choice.Name);
                writer.WriteEndObject();
                writer.WriteEndObject();
                break;
        }
    }
}
