using Signalbox.Wire.Conversation;
using Signalbox.Wire.Json;

namespace Signalbox.Wire.OpenAIChat;

/// <summary>
/// Reads <c>reasoning_details</c> (OpenRouter) and <c>thinking_blocks</c> (LiteLLM) of an answer: the same thoughts as in the plain string
/// beside them, with the signatures that the provider wants back (R57, R58).
/// </summary>
internal static class ChatReasoningDetails
{
    /// <summary>Reads a list.</summary>
    /// <param name="json">The payload.</param>
    /// <param name="list">Where the list is.</param>
    /// <param name="hasText">Whether the text was read from the string beside it.</param>
    /// <param name="blocks">Where it goes.</param>
    /// <param name="sink">Who is told.</param>
    public static void Read(ReadOnlySpan<byte> json, ByteRange list, bool hasText, ChatAnswerBlocks blocks, IAnswerSink sink)
    {
        if (list.Length == 0 || json[list.Start] != (byte)'[')
            return;
        var cursor = JsonCursor.At(json, list.Start);
        cursor.BeginArray();
        while (cursor.NextElement())
        {
            if (cursor.Peek() == JsonKind.Object)
                ReadEntry(json, ref cursor, hasText, blocks, sink);
            else
                cursor.Skip();
        }
    }

    private static void ReadEntry(ReadOnlySpan<byte> json, ref JsonCursor cursor, bool hasText, ChatAnswerBlocks blocks, IAnswerSink sink)
    {
        string? text = null, signature = null, data = null;
        cursor.BeginObject();
        while (cursor.NextMember(out var name))
        {
            cursor.Skip(out var value);
            if (name.Is(json, "text"u8) || name.Is(json, "summary"u8) || name.Is(json, "thinking"u8))
                text = ChatDeltaWalk.Text(json, value) ?? text;
            else if (name.Is(json, "signature"u8))
                signature = ChatDeltaWalk.Text(json, value);
            else if (name.Is(json, "data"u8))
                data = ChatDeltaWalk.Text(json, value);
        }

        if (!string.IsNullOrEmpty(data))
        {
            blocks.AddRedacted(data, sink);
            return;
        }

        if (!hasText)
            blocks.Append(BlockKind.Reasoning, text ?? "", sink);
        if (!string.IsNullOrEmpty(signature))
            blocks.Sign(signature, sink);
    }
}
