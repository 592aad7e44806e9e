using System.Text.Json;
using Signalbox.Wire.AnthropicMessages;
using Signalbox.Wire.Conversation;
using Signalbox.Wire.Json;

namespace Signalbox.Wire.Gemini;

/// <summary>Writes <c>tools</c> and <c>toolConfig</c> (https://ai.google.dev/api/caching#Tool, https://ai.google.dev/gemini-api/docs/function-calling).</summary>
internal static class GeminiToolWriter
{
    /// <summary>Writes both; nothing when the request has no tools.</summary>
    public static void Write(ConversationRequest request, Utf8JsonWriter writer)
    {
        if (request.Tools.Count == 0)
            return;
        writer.WriteStartArray("tools");
        writer.WriteStartObject();
        writer.WriteStartArray("functionDeclarations");
        foreach (var tool in request.Tools)
            WriteTool(tool, writer);
        writer.WriteEndArray();
        writer.WriteEndObject();
        writer.WriteEndArray();
        WriteChoice(request, writer);
    }

    private static void WriteTool(ToolDefinition tool, Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("name", tool.Name);
        if (MessagesToolWriter.Describe(tool) is { } description)
            writer.WriteString("description", description);
        if (tool.IsCustom)
        {
            writer.WritePropertyName("parametersJsonSchema");
            writer.WriteRawValue("""{"type":"object","properties":{"input":{"type":"string"}},"required":["input"]}"""u8, skipInputValidation: true);
        }
        else if (tool.Schema.ValueKind == JsonValueKind.Object)
        {
            writer.WritePropertyName("parametersJsonSchema");
            GeminiSchema.Write(tool.Schema, writer, "object");
        }

        writer.WriteEndObject();
    }

    /// <summary>Arguments match the schema in the mode <c>ANY</c> as well as in <c>VALIDATED</c>, which leaves the choice to the model.</summary>
    private static void WriteChoice(ConversationRequest request, Utf8JsonWriter writer)
    {
        var choice = request.ToolChoice;
        var mode = choice.Mode switch
        {
            ToolChoiceMode.None => "NONE",
            ToolChoiceMode.Required or ToolChoiceMode.Named => "ANY",
            _ => request.Tools.Exists(tool => tool is { Strict: true, IsCustom: false }) ? "VALIDATED" : null,
        };
        if (mode is null)
            return;
        writer.WriteStartObject("toolConfig");
        writer.WriteStartObject("functionCallingConfig");
        writer.WriteString("mode", mode);
        if (choice is { Mode: ToolChoiceMode.Named, Name: { } name })
        {
            writer.WriteStartArray("allowedFunctionNames");
            writer.WriteStringValue(name);
            writer.WriteEndArray();
        }

        writer.WriteEndObject();
        writer.WriteEndObject();
    }
}
