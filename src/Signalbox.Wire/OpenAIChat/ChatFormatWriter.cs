using System.Text.Json;
using Signalbox.Wire.Conversation;
using Signalbox.Wire.Json;

namespace Signalbox.Wire.OpenAIChat;

/// <summary>
/// Writes the form of the answer. A server that knows no schemas is asked for any JSON object, and the model told the schema
/// (<see cref="ChatInstructions"/>); one that knows nothing else gets a schema that any object meets.
/// </summary>
internal static class ChatFormatWriter
{
    /// <summary>Name of an answer's schema that came without one.</summary>
    private const string SchemaName = "answer";

    public static void Write(OutputFormat format, ChatServer server, Utf8JsonWriter writer)
    {
        writer.WriteStartObject("response_format"u8);
        if (format.HasSchema && server.JsonSchema)
            WriteSchema(format, writer);
        else if (server.JsonObject)
            writer.WriteString("type"u8, "json_object"u8);
        else
            WriteAnyObject(writer);
        writer.WriteEndObject();
    }

    private static void WriteSchema(OutputFormat format, Utf8JsonWriter writer)
    {
        writer.WriteString("type"u8, "json_schema"u8);
        writer.WriteStartObject("json_schema"u8);
        writer.WriteString("name"u8, format.Name ?? SchemaName);
        if (format.Description is { } description)
            writer.WriteString("description"u8, description);
        writer.WritePropertyName("schema"u8);
        RawElement.Write(writer, format.Schema);
        if (format.Strict is { } strict)
            writer.WriteBoolean("strict"u8, strict);
        writer.WriteEndObject();
    }

    private static void WriteAnyObject(Utf8JsonWriter writer)
    {
        writer.WriteString("type"u8, "json_schema"u8);
        writer.WriteStartObject("json_schema"u8);
        writer.WriteString("name"u8, SchemaName);
        writer.WritePropertyName("schema"u8);
        writer.WriteRawValue("""{"type":"object"}"""u8, skipInputValidation: true);
        writer.WriteEndObject();
    }
}
