using System.Text.Json;
using Signalbox.Wire.Conversation;
using Signalbox.Wire.Json;

namespace Signalbox.Wire.Gemini;

/// <summary>Decides and writes the form that the answer must have.</summary>
internal static class GeminiFormats
{
    /// <summary>Decides for a request.</summary>
    public static GeminiFormat Decide(ConversationRequest request, in GeminiGeneration model)
    {
        if (request.Format is null)
            return GeminiFormat.None;
        if (request.Tools.Count == 0)
            return GeminiFormat.Constrained;
        if (request.ToolChoice.Mode is ToolChoiceMode.Required or ToolChoiceMode.Named)
            return GeminiFormat.None;
        return model.IsThird ? GeminiFormat.Constrained : GeminiFormat.Instructed;
    }

    /// <summary>The instruction, for <see cref="GeminiFormat.Instructed"/>.</summary>
    public static string Instruction(OutputFormat format) => format.HasSchema
        ? $"When you answer without calling a tool, answer with one JSON value of this schema and nothing else:\n{format.Schema.Compact()}"
        : "When you answer without calling a tool, answer with one JSON object and nothing else.";

    /// <summary>Writes the members of <c>generationConfig</c>, for <see cref="GeminiFormat.Constrained"/>.</summary>
    public static void Write(OutputFormat format, Utf8JsonWriter writer)
    {
        writer.WriteString("responseMimeType", "application/json");
        if (!format.HasSchema)
            return;
        writer.WritePropertyName("responseJsonSchema");
        GeminiSchema.Write(format.Schema, writer);
    }
}
