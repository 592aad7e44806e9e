using System.Text.Json;
using Signalbox.Wire.Conversation;

namespace Signalbox.Wire.AnthropicMessages;

/// <summary>
/// Writes turns as <c>system</c> and <c>messages</c>. Messages of user and assistant alternate, so turns of one side become one message; the results
/// of tools come first in it, as Anthropic demands; instructions that come late are text of the user that is marked as a reminder. Where the model does not
/// go on from a turn of the assistant, one of the user asks it to. Messages must not be empty: where there are instructions and nothing else they are what
/// the user says.
/// </summary>
internal static class MessagesTurnWriter
{
    /// <summary>Asks a model to go on from its last turn that refuses to do so unasked.</summary>
    public const string GoOn = "Go on exactly where your last message breaks off, without repeating any of it.";

    /// <summary>What the user says where nothing is said at all.</summary>
    public const string NoMessage = "(no message)";

    private const string JsonInstruction = "Answer with one JSON object and nothing else.";

    /// <summary>Writes <c>system</c>: the instructions before the first other turn.</summary>
    public static void WriteSystem(ConversationRequest request, Utf8JsonWriter writer)
    {
        var blocks = IsSilent(request) ? [] : Instructions(request);
        if (request.Format is { HasSchema: false })
            blocks.Add(new TextPart(JsonInstruction));
        if (blocks.Count == 0)
            return;
        writer.WriteStartArray("system");
        foreach (var block in blocks)
            MessagesPartWriter.WriteText(block.Text, block.Cache, writer);
        writer.WriteEndArray();
    }

    /// <summary>Writes <c>messages</c>.</summary>
    public static void WriteMessages(ConversationRequest request, in ClaudeGeneration generation, Utf8JsonWriter writer)
    {
        var endsWithAssistant = false;
        var ids = new ToolCallIds();
        var turns = request.Turns;
        writer.WriteStartArray("messages");
        if (IsSilent(request))
            WriteMessage(isAssistant: false, [.. Instructions(request).DefaultIfEmpty(new TextPart(NoMessage))], isLast: true, ids, writer);
        var at = turns.TakeWhile(IsInstruction).Count();
        while (at < turns.Count)
        {
            var isAssistant = turns[at].Role == TurnRole.Assistant;
            var parts = new List<ContentPart>();
            for (; at < turns.Count; at++)
            {
                if ((turns[at].Role == TurnRole.Assistant) == isAssistant || !turns[at].Parts.Exists(MessagesPartWriter.IsWritable))
                    parts.AddRange(turns[at].Parts.Where(MessagesPartWriter.IsWritable).Select(part => Said(turns[at], part)));
                else
                    break;
            }

            if (parts.Count == 0)
                continue;
            WriteMessage(isAssistant, parts, at == turns.Count, ids, writer);
            endsWithAssistant = isAssistant;
        }

        if (endsWithAssistant && !generation.TakesPrefill)
            WriteMessage(isAssistant: false, [new TextPart(GoOn)], isLast: true, ids, writer);
        writer.WriteEndArray();
    }

    /// <summary>Whether nothing is said but instructions.</summary>
    private static bool IsSilent(ConversationRequest request) =>
        !request.Turns.SkipWhile(IsInstruction).Any(turn => turn.Parts.Exists(MessagesPartWriter.IsWritable));

    private static List<TextPart> Instructions(ConversationRequest request) =>
        [.. request.Turns.TakeWhile(IsInstruction).SelectMany(turn => turn.Parts).OfType<TextPart>().Where(MessagesPartWriter.IsWritable)];

    private static void WriteMessage(bool isAssistant, List<ContentPart> parts, bool isLast, ToolCallIds ids, Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("role", isAssistant ? "assistant" : "user");
        writer.WriteStartArray("content");
        foreach (var part in parts)
            if (part is ToolResultPart)
                MessagesPartWriter.Write(part, ids, writer);
        for (var i = 0; i < parts.Count; i++)
        {
            if (parts[i] is ToolResultPart)
                continue;
            // A prefill that ends with white space is refused.
            var isPrefillEnd = isAssistant && isLast && i == parts.Count - 1;
            MessagesPartWriter.Write(isPrefillEnd && parts[i] is TextPart text ? text with { Text = text.Text.TrimEnd() } : parts[i], ids, writer);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static ContentPart Said(Turn turn, ContentPart part) =>
        IsInstruction(turn) && part is TextPart text ? text with { Text = $"<system-reminder>\n{text.Text}\n</system-reminder>" } : part;

    private static bool IsInstruction(Turn turn) => turn.Role is TurnRole.System or TurnRole.Developer;
}
