using Signalbox.Wire.Conversation;
using Signalbox.Wire.Json;

namespace Signalbox.Wire.OpenAIChat;

/// <summary>Reads an answer's <c>content</c> where it is a list of parts, as Mistral's reasoning models send it: <c>text</c> and <c>thinking</c>.</summary>
internal static class ChatContentList
{
    public static void Read(ReadOnlySpan<byte> json, ByteRange list, BlockKind kind, ChatAnswerBlocks blocks, IAnswerSink sink)
    {
        var cursor = JsonCursor.At(json, list.Start);
        cursor.BeginArray();
        while (cursor.NextElement())
        {
            if (cursor.Peek() != JsonKind.Object)
            {
                cursor.Skip();
                continue;
            }

            cursor.BeginObject();
            while (cursor.NextMember(out var name))
            {
                cursor.Skip(out var value);
                if (name.Is(json, "text"u8))
                    blocks.Append(kind, ChatDeltaWalk.Text(json, value) ?? "", sink);
                else if (kind == BlockKind.Text && name.Is(json, "thinking"u8))
                    ReadThinking(json, value, blocks, sink);
            }
        }
    }

    private static void ReadThinking(ReadOnlySpan<byte> json, ByteRange value, ChatAnswerBlocks blocks, IAnswerSink sink)
    {
        if (json[value.Start] == (byte)'[')
            Read(json, value, BlockKind.Reasoning, blocks, sink);
        else
            blocks.Append(BlockKind.Reasoning, ChatDeltaWalk.Text(json, value) ?? "", sink);
    }
}
