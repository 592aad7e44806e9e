using System.Text.Json;
using Signalbox.Wire.AnthropicMessages;
using Signalbox.Wire.Conversation;
using Signalbox.Wire.Json;

namespace Signalbox.Wire.BedrockConverse;

/// <summary>
/// Writes turns as <c>system</c> and <c>messages</c>. The first message must be the user's, and messages of user and assistant alternate, so turns of one
/// side become one message; the results of tools come first in it; instructions that come late are text of the user that is marked as a reminder. Where
/// the model does not go on from a turn of the assistant, one of the user asks it to.
/// </summary>
internal static class ConverseTurnWriter
{
    private const string JsonInstruction = "Answer with one JSON object and nothing else.";
    private const string SchemaInstruction = "Answer with JSON of this schema and nothing else:\n";
    private const string NoCallsInstruction = "Do not call any tool; answer in words.";
    private const string DocumentsOnly = "(see the document)";

    /// <summary>Writes <c>system</c>: the instructions before the first other turn, and our own.</summary>
    public static void WriteSystem(ConversationRequest request, ConverseModel model, ConversePartWriter parts, Utf8JsonWriter writer)
    {
        var blocks = request.Turns.TakeWhile(IsInstruction).SelectMany(turn => turn.Parts).OfType<TextPart>().Where(parts.IsWritable).ToList();
        if (request.Format is { HasSchema: false })
            blocks.Add(new TextPart(JsonInstruction));
        else if (request.Format is { HasSchema: true } format && !model.HasStructuredOutputs)
            blocks.Add(new TextPart(SchemaInstruction + format.Schema.Compact()));
        if (ConverseToolWriter.AreForHistoryOnly(request))
            blocks.Add(new TextPart(NoCallsInstruction));
        if (blocks.Count == 0)
            return;
        writer.WriteStartArray("system");
        foreach (var block in blocks)
            parts.Write(block);
        writer.WriteEndArray();
    }

    /// <summary>Writes <c>messages</c>.</summary>
    public static void WriteMessages(ConversationRequest request, ConverseModel model, ConversePartWriter parts, Utf8JsonWriter writer)
    {
        var turns = request.Turns;
        writer.WriteStartArray("messages");
        var at = turns.TakeWhile(IsInstruction).Count();
        var isFirst = true;
        var endsWithAssistant = false;
        while (at < turns.Count)
        {
            var isAssistant = turns[at].Role == TurnRole.Assistant;
            var said = new List<ContentPart>();
            for (; at < turns.Count; at++)
            {
                if ((turns[at].Role == TurnRole.Assistant) == isAssistant || !turns[at].Parts.Exists(parts.IsWritable))
                    said.AddRange(turns[at].Parts.Where(parts.IsWritable).Select(part => Said(turns[at], part)));
                else
                    break;
            }

            if (said.Count == 0)
                continue;
            if (isFirst && isAssistant)
                WriteMessage(isAssistant: false, [new TextPart(MessagesTurnWriter.NoMessage)], isLast: false, parts, writer);
            isFirst = false;
            WriteMessage(isAssistant, said, at == turns.Count, parts, writer);
            endsWithAssistant = isAssistant;
        }

        if (endsWithAssistant && !model.TakesPrefill)
            WriteMessage(isAssistant: false, [new TextPart(MessagesTurnWriter.GoOn)], isLast: true, parts, writer);
        if (isFirst)
            WriteMessage(isAssistant: false, [new TextPart(MessagesTurnWriter.NoMessage)], isLast: true, parts, writer);
        writer.WriteEndArray();
    }

    private static void WriteMessage(bool isAssistant, List<ContentPart> said, bool isLast, ConversePartWriter parts, Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("role", isAssistant ? "assistant" : "user");
        writer.WriteStartArray("content");
        foreach (var part in said)
            if (part is ToolResultPart)
                parts.Write(part);
        for (var i = 0; i < said.Count; i++)
        {
            if (said[i] is ToolResultPart)
                continue;
            // A prefill that ends with white space is refused.
            var isPrefillEnd = isAssistant && isLast && i == said.Count - 1;
            parts.Write(isPrefillEnd && said[i] is TextPart text ? text with { Text = text.Text.TrimEnd() } : said[i]);
        }

        // A document without text beside it is refused.
        if (said.Exists(part => part is DocumentPart) && !said.Exists(part => part is TextPart))
            parts.WriteText(DocumentsOnly);
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static ContentPart Said(Turn turn, ContentPart part) =>
        IsInstruction(turn) && part is TextPart text ? text with { Text = $"<system-reminder>\n{text.Text}\n</system-reminder>" } : part;

    private static bool IsInstruction(Turn turn) => turn.Role is TurnRole.System or TurnRole.Developer;
}
