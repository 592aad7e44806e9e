using System.Text;
using Signalbox.Wire.Conversation;

namespace Signalbox.Wire.OpenAIChat;

/// <summary>A block of an answer as it comes in: told at once while it is its turn, gathered while another one is open.</summary>
internal sealed class ChatAnswerBlock(BlockKind kind)
{
    private StringBuilder? _gathered;
    private JsonNesting _nesting;
    private char _heldBack;

    public BlockKind Kind => kind;

    public bool IsCall => kind is BlockKind.ToolCall or BlockKind.CustomToolCall;

    public string? CallId { get; init; }

    /// <summary>The tool; a server may tell it after the call's id.</summary>
    public string? Name { get; set; }

    public string? Signature { get; set; }

    public bool IsOpen { get; private set; }

    public bool IsClosed { get; private set; }

    /// <summary>Whether all of it seems to have come: arguments are whole when their JSON is, anything else ends when something else begins.</summary>
    public bool IsWhole => kind switch
    {
        BlockKind.ToolCall => _nesting.IsWhole,
        BlockKind.CustomToolCall => false,
        _ => true,
    };

    public void Append(string delta, IAnswerSink sink)
    {
        if (kind == BlockKind.ToolCall)
            _nesting.Feed(delta);
        // Half of a surrogate pair means nothing alone: it waits for the other half (R52).
        if (_heldBack != '\0')
            delta = _heldBack + delta;
        _heldBack = delta.Length > 0 && char.IsHighSurrogate(delta[^1]) ? delta[^1] : '\0';
        if (_heldBack != '\0')
            delta = delta[..^1];
        Tell(delta, sink);
    }

    public void Open(IAnswerSink sink)
    {
        IsOpen = true;
        sink.OpenBlock(new BlockStart(kind, CallId, IsCall ? Name ?? "" : null));
        if (_gathered is { Length: > 0 } gathered)
            sink.Append(gathered.ToString());
        _gathered = null;
    }

    public void Close(IAnswerSink sink)
    {
        if (_heldBack != '\0')
            sink.Append("\uFFFD");
        if (Signature is { } signature)
            sink.Sign(signature);
        sink.CloseBlock();
        IsOpen = false;
        IsClosed = true;
    }

    private void Tell(string delta, IAnswerSink sink)
    {
        if (delta.Length == 0)
            return;
        if (IsOpen)
            sink.Append(delta);
        else
            (_gathered ??= new StringBuilder()).Append(delta);
    }
}
