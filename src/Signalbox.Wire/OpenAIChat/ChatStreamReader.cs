using Signalbox.Wire.Conversation;
using Signalbox.Wire.Json;

namespace Signalbox.Wire.OpenAIChat;

/// <summary>Reads the chunks of a streamed chat completion (https://platform.openai.com/docs/api-reference/chat-streaming).</summary>
public sealed class ChatStreamReader : IAnswerStreamReader
{
    private readonly ChatAnswerBlocks _blocks = new();
    private readonly ChatAnswerCalls _calls;
    private bool _begun;
    private bool _doneSeen;
    private bool _thoughtsSeen;
    private string? _finishReason;
    private string? _stopSequence;
    private string? _id;
    private string? _model;

    /// <summary>Makes a reader for one stream.</summary>
    /// <param name="callIdSeed">
    /// What makes ids for calls of tools that the server gave none unlike those of other answers: letters and digits, few.
    /// </param>
    public ChatStreamReader(string callIdSeed) => _calls = new ChatAnswerCalls(_blocks, callIdSeed);

    /// <inheritdoc/>
    public TokenUsage? Usage { get; private set; }

    /// <summary>
    /// Whether a choice has ended or <c>[DONE]</c> came. Either will do: there are servers that send no <c>[DONE]</c> (R42) and such that give
    /// no reason.
    /// </summary>
    public bool EndSeen => _doneSeen || _finishReason is not null;

    /// <inheritdoc/>
    public bool ContentSeen { get; private set; }

    /// <inheritdoc/>
    public AnswerError? Error { get; private set; }

    /// <summary>Whether a message or a part of one came.</summary>
    internal bool DeltaSeen { get; private set; }

    /// <inheritdoc/>
    public StreamStep Read(ReadOnlySpan<byte> name, ReadOnlySpan<byte> data, IAnswerSink sink)
    {
        ArgumentNullException.ThrowIfNull(sink);
        var isErrorEvent = name.SequenceEqual("error"u8);
        var text = data.Trim(" \t\r\n"u8);
        if (!isErrorEvent && text.SequenceEqual("[DONE]"u8))
        {
            _doneSeen = true;
            return StreamStep.Done;
        }

        // Nothing, as a sign of life.
        if (!isErrorEvent && text.IsEmpty)
            return StreamStep.Continue;

        return ReadPayload(data, isErrorEvent, isWhole: false, sink);
    }

    /// <inheritdoc/>
    public void Complete(IAnswerSink sink)
    {
        ArgumentNullException.ThrowIfNull(sink);
        Begin(sink);
        _blocks.Complete(sink);
        var reason = Reason();
        sink.Finish(new AnswerEnd(reason, reason == StopReason.StopSequence ? _stopSequence : null, Usage));
    }

    /// <summary>Reads a chunk, or a whole answer.</summary>
    internal StreamStep ReadPayload(ReadOnlySpan<byte> json, bool isErrorEvent, bool isWhole, IAnswerSink sink)
    {
        var payload = new ChatPayloadWalk(json);
        payload.Run(isErrorEvent);
        if (payload.IsError || (isErrorEvent && !payload.IsObject))
        {
            Error = ChatAnswerErrors.From(json, payload.Error);
            return StreamStep.Error;
        }

        if (!payload.IsObject)
            return StreamStep.Malformed;
        Usage = payload.Usage ?? Usage;
        if (payload.ChoiceCount == 0)
            return StreamStep.Continue;
        _id ??= Word(json, payload.Id);
        _model ??= Word(json, payload.Model);
        Begin(sink);
        ContentSeen |= payload.HasContent;
        var delta = new ChatDeltaWalk(json);
        delta.Run();
        DeltaSeen |= delta.HasDelta;
        return Tell(json, delta, isWhole, sink);
    }

    private StreamStep Tell(ReadOnlySpan<byte> json, in ChatDeltaWalk delta, bool isWhole, IAnswerSink sink)
    {
        if (delta.Other is { } other)
            sink.LeftOut(other);
        TellThoughts(json, delta, isWhole, sink);
        if (delta.Content.Length > 0 && json[delta.Content.Start] == (byte)'[')
            ChatContentList.Read(json, delta.Content, BlockKind.Text, _blocks, sink);
        else
            _blocks.Append(BlockKind.Text, ChatDeltaWalk.Text(json, delta.Content) ?? "", sink);
        _blocks.Append(BlockKind.Refusal, ChatDeltaWalk.Text(json, delta.Refusal) ?? "", sink);
        if (!TellCalls(json, delta, isWhole, sink))
            return StreamStep.Malformed;
        if (ChatDeltaWalk.Text(json, delta.FinishReason) is { Length: > 0 } reason)
            _finishReason = reason;
        _stopSequence = ChatDeltaWalk.Text(json, delta.StopReason) ?? _stopSequence;
        if (_finishReason != "error")
            return StreamStep.Continue;
        Error = new AnswerError("The upstream ended its answer with an error that it did not describe.", null, ErrorClass.Other);
        return StreamStep.Error;
    }

    /// <summary>
    /// The plain string, and the lists that carry signatures and repeat its text: beside it, later in the stream, or not at all. A whole
    /// message tells by <c>thinking_blocks</c> which signature belongs to what.
    /// </summary>
    private void TellThoughts(ReadOnlySpan<byte> json, in ChatDeltaWalk delta, bool isWhole, IAnswerSink sink)
    {
        var text = ChatDeltaWalk.Text(json, delta.Reasoning) ?? "";
        var isInBlocks = isWhole && delta.ThinkingBlocks.Length > 2;
        if (!isInBlocks)
        {
            _blocks.Append(BlockKind.Reasoning, text, sink);
            _thoughtsSeen |= text.Length > 0;
        }

        ChatReasoningDetails.Read(json, delta.ThinkingBlocks.Length > 2 ? delta.ThinkingBlocks : delta.ReasoningDetails, _thoughtsSeen, _blocks, sink);
        if (isInBlocks && !_blocks.HasReasoning)
            _blocks.Append(BlockKind.Reasoning, text, sink);
    }

    private bool TellCalls(ReadOnlySpan<byte> json, in ChatDeltaWalk delta, bool isWhole, IAnswerSink sink)
    {
        if (delta.FunctionCall.Length > 0 && json[delta.FunctionCall.Start] == (byte)'{')
        {
            var function = JsonCursor.At(json, delta.FunctionCall.Start);
            if (!_calls.Add(ChatCallDelta.ReadFunction(json, ref function), isWhole, sink))
                return false;
        }

        if (delta.ToolCalls.Length == 0 || json[delta.ToolCalls.Start] != (byte)'[')
            return true;
        var cursor = JsonCursor.At(json, delta.ToolCalls.Start);
        cursor.BeginArray();
        while (cursor.NextElement())
        {
            if (cursor.Peek() != JsonKind.Object)
                cursor.Skip();
            else if (!_calls.Add(ChatCallDelta.Read(json, ref cursor), isWhole, sink))
                return false;
        }

        return true;
    }

    /// <summary>
    /// Servers say "stop" after calls of tools (R40), and a client that is told so does not run them; "tool_calls" without a call would make it
    /// wait for nothing.
    /// </summary>
    private StopReason Reason() => ChatStopReasons.Read(_finishReason) switch
    {
        StopReason.Complete or StopReason.ToolCalls when _calls.Count > 0 => StopReason.ToolCalls,
        StopReason.Complete or StopReason.ToolCalls when _blocks.HasRefusal => StopReason.Refusal,
        StopReason.Complete or StopReason.ToolCalls => string.IsNullOrEmpty(_stopSequence) ? StopReason.Complete : StopReason.StopSequence,
        var reason => reason,
    };

    private void Begin(IAnswerSink sink)
    {
        if (_begun)
            return;
        _begun = true;
        sink.Begin(new AnswerStart(_id, _model, Usage));
    }

    private static string? Word(ReadOnlySpan<byte> json, ByteRange content) =>
        content.Length > 0 ? JsonText.Decode(content.Of(json)) : null;
}
