using Signalbox.Wire.Json;

namespace Signalbox.Wire.OpenAIChat;

/// <summary>
/// Finds what the first choice of a chunk or of a whole answer adds. The JSON has been found well-formed before. What compatible servers add
/// to OpenAI's members is named in <see cref="ChatPayloadField.Content"/>.
/// </summary>
internal ref struct ChatDeltaWalk
{
    private readonly ReadOnlySpan<byte> _json;

    public ChatDeltaWalk(ReadOnlySpan<byte> json) => _json = json;

    /// <summary>Whether there is a <c>delta</c> or a <c>message</c>.</summary>
    public bool HasDelta { get; private set; }

    public ByteRange Content { get; private set; }

    public ByteRange Refusal { get; private set; }

    /// <summary><c>reasoning_content</c>, or <c>reasoning</c> where that says nothing: some servers send both, with the same text.</summary>
    public ByteRange Reasoning { get; private set; }

    /// <summary>OpenRouter's list of thoughts with their signatures.</summary>
    public ByteRange ReasoningDetails { get; private set; }

    /// <summary>LiteLLM's list of the same.</summary>
    public ByteRange ThinkingBlocks { get; private set; }

    public ByteRange ToolCalls { get; private set; }

    public ByteRange FunctionCall { get; private set; }

    /// <summary>A part of the answer that no block is for: images and sound, and where the text is taken from. Null when there is none.</summary>
    public string? Other { get; private set; }

    public ByteRange FinishReason { get; private set; }

    /// <summary>vLLM's <c>stop_reason</c>: the stop sequence, where it is a string.</summary>
    public ByteRange StopReason { get; private set; }

    /// <summary>Walks the text.</summary>
    public void Run()
    {
        var cursor = new JsonCursor(_json);
        cursor.BeginObject();
        while (cursor.NextMember(out var name))
        {
            if (name.Is(_json, "choices"u8) && cursor.Peek() == JsonKind.Array)
                ReadChoices(ref cursor);
            else
                cursor.Skip();
        }
    }

    /// <summary>Reads the string at a place; null when there is none.</summary>
    public static string? Text(ReadOnlySpan<byte> json, ByteRange value) =>
        value.Length >= 2 && json[value.Start] == (byte)'"' ? JsonText.Decode(json.Slice(value.Start + 1, value.Length - 2)) : null;

    private void ReadChoices(ref JsonCursor cursor)
    {
        cursor.BeginArray();
        while (cursor.NextElement())
        {
            if (cursor.Peek() == JsonKind.Object)
                ReadChoice(ref cursor);
            else
                cursor.Skip();
        }
    }

    private void ReadChoice(ref JsonCursor cursor)
    {
        ByteRange delta = default, finish = default, stop = default;
        var isFirst = true;
        cursor.BeginObject();
        while (cursor.NextMember(out var name))
        {
            cursor.Skip(out var value);
            if (name.Is(_json, "delta"u8) || name.Is(_json, "message"u8))
                delta = value;
            else if (name.Is(_json, "finish_reason"u8))
                finish = value;
            else if (name.Is(_json, "stop_reason"u8))
                stop = value;
            else if (name.Is(_json, "index"u8))
                isFirst = !JsonText.TryReadWhole(value.Of(_json), out var index) || index == 0;
        }

        // One answer is asked for; another choice would be mixed into it.
        if (!isFirst)
            return;
        FinishReason = finish;
        StopReason = stop;
        if (delta.Length > 0 && _json[delta.Start] == (byte)'{')
            ReadDelta(delta);
    }

    private void ReadDelta(ByteRange delta)
    {
        HasDelta = true;
        ByteRange reasoning = default, reasoningContent = default;
        var cursor = JsonCursor.At(_json, delta.Start);
        cursor.BeginObject();
        while (cursor.NextMember(out var name))
        {
            cursor.Skip(out var value);
            if (name.Is(_json, "content"u8))
                Content = value;
            else if (name.Is(_json, "refusal"u8))
                Refusal = value;
            else if (name.Is(_json, "reasoning_content"u8))
                reasoningContent = value;
            else if (name.Is(_json, "reasoning"u8))
                reasoning = value;
            else if (name.Is(_json, "reasoning_details"u8))
                ReasoningDetails = value;
            else if (name.Is(_json, "thinking_blocks"u8))
                ThinkingBlocks = value;
            else if (name.Is(_json, "tool_calls"u8))
                ToolCalls = value;
            else if (name.Is(_json, "function_call"u8))
                FunctionCall = value;
            else if (name.Is(_json, "images"u8))
                NoteOther("images", value);
            else if (name.Is(_json, "audio"u8))
                NoteOther("audio", value);
            else if (name.Is(_json, "annotations"u8))
                NoteOther("annotations", value);
        }

        Reasoning = SaysSomething(reasoningContent) ? reasoningContent : SaysSomething(reasoning) ? reasoning : default;
    }

    /// <summary>Notes it unless it is null, or empty as OpenAI sends it.</summary>
    private void NoteOther(string name, ByteRange value)
    {
        if (value.Length > 2 && _json[value.Start] is (byte)'{' or (byte)'[')
            Other = name;
    }

    private readonly bool SaysSomething(ByteRange value) => value.Length > 2 && _json[value.Start] == (byte)'"';
}
