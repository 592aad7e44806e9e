using System.Text.Json;
using Signalbox.Wire.Conversation;

namespace Signalbox.Wire.Gemini;

/// <summary>
/// Writes turns as <c>systemInstruction</c> and <c>contents</c> (https://ai.google.dev/api/caching#Content). Turns of one side become one content;
/// instructions that come late are text of the user that is marked as a reminder.
/// </summary>
internal sealed class GeminiTurnWriter(ConversationRequest request, GeminiGeneration model, Utf8JsonWriter writer)
{
    private readonly GeminiPartWriter _parts = new(model, writer);

    /// <summary>Writes both. Where there are instructions and nothing else they are what the user says, since contents must not be empty.</summary>
    /// <param name="instruction">One more instruction of our own; null when there is none.</param>
    public void Write(string? instruction)
    {
        var leading = request.Turns.TakeWhile(IsInstruction).SelectMany(turn => turn.Parts)
            .Where(part => part is TextPart && GeminiPartWriter.IsWritable(part)).ToList();
        if (instruction is not null)
            leading.Add(new TextPart(instruction));
        var contents = Contents();
        if (contents.Count == 0 && leading.Count > 0)
        {
            contents.Add((false, leading));
            leading = [];
        }

        if (leading.Count > 0)
        {
            writer.WriteStartObject("systemInstruction");
            writer.WriteStartArray("parts");
            foreach (var part in leading)
                _parts.WriteText(((TextPart)part).Text, null);
            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        writer.WriteStartArray("contents");
        foreach (var (isModel, parts) in contents)
            WriteContent(isModel, parts);
        if (model.HasFixedSampling && contents is [.., (true, _)])
            WriteContent(false, [new TextPart("Go on.")]);
        writer.WriteEndArray();
    }

    private List<(bool IsModel, List<ContentPart> Parts)> Contents()
    {
        var contents = new List<(bool IsModel, List<ContentPart> Parts)>();
        foreach (var turn in request.Turns.SkipWhile(IsInstruction))
        {
            var isModel = turn.Role == TurnRole.Assistant;
            var parts = turn.Parts.Where(part => GeminiPartWriter.IsWritable(part)).Select(part => Said(turn, part)).ToList();
            if (parts.Count == 0)
                continue;
            if (contents is [.., var last] && last.IsModel == isModel)
                last.Parts.AddRange(parts);
            else
                contents.Add((isModel, parts));
        }

        return contents;
    }

    private void WriteContent(bool isModel, List<ContentPart> parts)
    {
        writer.WriteStartObject();
        writer.WriteString("role", isModel ? "model" : "user");
        writer.WriteStartArray("parts");
        if (isModel)
            _parts.WriteModel(parts);
        else
            _parts.WriteUser(parts);
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static ContentPart Said(Turn turn, ContentPart part) =>
        IsInstruction(turn) && part is TextPart text ? text with { Text = $"<system-reminder>\n{text.Text}\n</system-reminder>" } : part;

    private static bool IsInstruction(Turn turn) => turn.Role is TurnRole.System or TurnRole.Developer;
}
