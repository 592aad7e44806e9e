using System.Text.Json;
using Signalbox.Wire.Json;

namespace Signalbox.Wire.OpenAIResponses;

/// <summary>The text of a message that was sent as a string, in its long form: a list with one part.</summary>
internal static class ResponsesInputContent
{
    /// <summary>Writes the member <c>content</c>.</summary>
    /// <param name="json">Receives it.</param>
    /// <param name="text">The string.</param>
    /// <param name="role">Who says it.</param>
    public static void Write(Utf8JsonWriter json, JsonElement text, string? role)
    {
        json.WriteStartArray("content");
        json.WriteStartObject();
        json.WriteString("type", role == "assistant" ? "output_text" : "input_text");
        json.WritePropertyName("text");
        json.WriteRaw(text);
        if (role == "assistant")
        {
            json.WriteStartArray("annotations");
            json.WriteEndArray();
        }

        json.WriteEndObject();
        json.WriteEndArray();
    }
}
