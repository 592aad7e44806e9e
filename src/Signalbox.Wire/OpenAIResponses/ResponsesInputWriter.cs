using System.Text.Json;
using Signalbox.Wire.AnthropicMessages;
using Signalbox.Wire.Conversation;

namespace Signalbox.Wire.OpenAIResponses;

/// <summary>
/// Writes turns as <c>instructions</c> and <c>input</c>. Items are written without ids, which mean items that the provider keeps; only thoughts have one,
/// since their proof holds for it alone.
/// </summary>
internal sealed class ResponsesInputWriter
{
    private const string TextBreak = "\n\n";

    private readonly bool _takesReasoning;
    private readonly Utf8JsonWriter _writer;

    // OpenAI takes 64 characters, as Anthropic does.
    private readonly ToolCallIds _ids = new();
    private readonly HashSet<string> _customCalls = new(StringComparer.Ordinal);
    private readonly HashSet<string> _thoughts = new(StringComparer.Ordinal);

    private ResponsesInputWriter(bool takesReasoning, Utf8JsonWriter writer)
    {
        _takesReasoning = takesReasoning;
        _writer = writer;
    }

    /// <summary>Writes both.</summary>
    public static void Write(ConversationRequest request, bool takesReasoning, Utf8JsonWriter writer)
    {
        var turns = request.Turns;
        var leading = turns.TakeWhile(IsInstruction).Count();
        // JSON mode wants the word JSON in the input, where instructions do not count; and there must be some input.
        if (request.Format is { HasSchema: false } || leading == turns.Count)
            leading = 0;
        var instructions = string.Join(TextBreak, turns.Take(leading).SelectMany(turn => turn.Parts).OfType<TextPart>().Select(part => part.Text)
            .Where(text => text.Length > 0));
        if (instructions.Length > 0)
            writer.WriteString("instructions"u8, instructions);
        writer.WriteStartArray("input"u8);
        new ResponsesInputWriter(takesReasoning, writer).WriteTurns(turns, leading);
        writer.WriteEndArray();
    }

    private void WriteTurns(List<Turn> turns, int at)
    {
        while (at < turns.Count)
        {
            var first = at++;
            switch (turns[first].Role)
            {
                case TurnRole.Assistant:
                    while (at < turns.Count && turns[at].Role == TurnRole.Assistant)
                        at++;
                    WriteAnswer(at == first + 1 ? turns[first].Parts : [.. turns[first..at].SelectMany(turn => turn.Parts)]);
                    break;
                case TurnRole.Tool:
                    foreach (var part in turns[first].Parts)
                        if (part is ToolResultPart result)
                            WriteResult(result);
                    break;
                default:
                    WriteMessage(IsInstruction(turns[first]) ? "developer"u8 : "user"u8, turns[first].Parts, isAnswer: false);
                    break;
            }
        }
    }

    /// <summary>What the model did, in order. Thoughts that nothing follows are refused.</summary>
    private void WriteAnswer(List<ContentPart> all)
    {
        var parts = all.FindAll(part => part is ReasoningPart or ToolCallPart || (part is TextPart or RefusalPart && ResponsesContentWriter.IsWritable(part)));
        var last = parts.FindLastIndex(part => part is not ReasoningPart);
        for (var i = 0; i <= last;)
        {
            var first = i++;
            switch (parts[first])
            {
                case ReasoningPart thoughts:
                    WriteThoughts(thoughts);
                    break;
                case ToolCallPart call:
                    WriteCall(call);
                    break;
                default:
                    while (i <= last && parts[i] is not (ReasoningPart or ToolCallPart))
                        i++;
                    WriteMessage("assistant"u8, parts[first..i], isAnswer: true);
                    break;
            }
        }
    }

    private void WriteMessage(ReadOnlySpan<byte> role, List<ContentPart> parts, bool isAnswer)
    {
        if (!parts.Exists(ResponsesContentWriter.IsWritable))
            return;
        _writer.WriteStartObject();
        _writer.WriteString("type"u8, "message"u8);
        _writer.WriteString("role"u8, role);
        _writer.WriteStartArray("content"u8);
        foreach (var part in parts)
            ResponsesContentWriter.Write(part, isAnswer, _writer);
        _writer.WriteEndArray();
        _writer.WriteEndObject();
    }

    /// <summary>Thoughts whose proof is another provider's, or that have none, cannot be verified; the same item twice is refused.</summary>
    private void WriteThoughts(ReasoningPart thoughts)
    {
        if (!_takesReasoning || ResponsesProof.Read(thoughts.Signature) is not { } proof || !_thoughts.Add(proof.Id))
            return;
        _writer.WriteStartObject();
        _writer.WriteString("type"u8, "reasoning"u8);
        _writer.WriteString("id"u8, proof.Id);
        _writer.WriteStartArray("summary"u8);
        if (thoughts.Text.Length > 0)
        {
            _writer.WriteStartObject();
            _writer.WriteString("type"u8, "summary_text"u8);
            _writer.WriteString("text"u8, thoughts.Text);
            _writer.WriteEndObject();
        }

        _writer.WriteEndArray();
        _writer.WriteString("encrypted_content"u8, proof.EncryptedContent);
        _writer.WriteEndObject();
    }

    private void WriteCall(ToolCallPart call)
    {
        if (call.IsCustom)
            _customCalls.Add(call.Id);
        _writer.WriteStartObject();
        _writer.WriteString("type"u8, call.IsCustom ? "custom_tool_call"u8 : "function_call"u8);
        _writer.WriteString("call_id"u8, _ids[call.Id]);
        _writer.WriteString("name"u8, call.Name);
        _writer.WriteString(call.IsCustom ? "input"u8 : "arguments"u8, call.Arguments);
        _writer.WriteEndObject();
    }

    private void WriteResult(ToolResultPart result)
    {
        _writer.WriteStartObject();
        _writer.WriteString("type"u8, _customCalls.Contains(result.CallId) ? "custom_tool_call_output"u8 : "function_call_output"u8);
        _writer.WriteString("call_id"u8, _ids[result.CallId]);
        var parts = Marked(result);
        if (parts.TrueForAll(part => part is TextPart))
        {
            _writer.WriteString("output"u8, string.Join(TextBreak, parts.OfType<TextPart>().Select(part => part.Text)));
        }
        else
        {
            _writer.WriteStartArray("output"u8);
            foreach (var part in parts)
                ResponsesContentWriter.Write(part, isAnswer: false, _writer);
            _writer.WriteEndArray();
        }

        _writer.WriteEndObject();
    }

    /// <summary>The parts that can be written; those of a failure begin with the word.</summary>
    private static List<ContentPart> Marked(ToolResultPart result)
    {
        var parts = result.Parts.FindAll(ResponsesContentWriter.IsWritable);
        if (!result.IsError)
            return parts;
        if (parts is [TextPart first, ..])
            parts[0] = first.Text.StartsWith("Error", StringComparison.OrdinalIgnoreCase) ? first : new TextPart($"Error: {first.Text}");
        else
            parts.Insert(0, new TextPart("Error"));
        return parts;
    }

    private static bool IsInstruction(Turn turn) => turn.Role is TurnRole.System or TurnRole.Developer;
}
