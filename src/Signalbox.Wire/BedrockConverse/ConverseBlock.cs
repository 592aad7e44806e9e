using System.Text;
using Signalbox.Wire.Conversation;

namespace Signalbox.Wire.BedrockConverse;

/// <summary>
/// One block of a stream. As long as another is being told, what comes of it is held; then it is told as it comes. A block of prose whose deltas change
/// their kind is told as several (R44).
/// </summary>
internal sealed class ConverseBlock
{
    private readonly List<(BlockStart Start, string Text, string Signature)> _held = [];
    private readonly StringBuilder _signature = new();
    private BlockKind _kind;
    private bool _isOpen;
    private bool _isTold;

    /// <summary>Whether it is a call, which text and thoughts do not belong to.</summary>
    public bool IsCall { get; private set; }

    /// <summary>Whether the stream has ended it.</summary>
    public bool HasEnded { get; set; }

    /// <summary>The call that the block is.</summary>
    public void BeginCall(in BlockStart start, IAnswerSink sink)
    {
        IsCall = true;
        Take(start, "", "", sink);
    }

    /// <summary>More of it: text for a block of that kind, or its signature.</summary>
    public void Add(BlockKind kind, string text, string signature, IAnswerSink sink) => Take(new BlockStart(kind), text, signature, sink);

    /// <summary>From now on what comes is told at once, after what was held.</summary>
    public void Tell(IAnswerSink sink)
    {
        _isTold = true;
        foreach (var (start, text, signature) in _held)
            TakeNow(start, text, signature, sink);
        _held.Clear();
    }

    /// <summary>Ends what is open.</summary>
    public void Close(IAnswerSink sink)
    {
        if (!_isOpen)
            return;
        if (_signature.Length > 0)
            sink.Sign(_signature.ToString());
        _signature.Clear();
        sink.CloseBlock();
        _isOpen = false;
    }

    private void Take(in BlockStart start, string text, string signature, IAnswerSink sink)
    {
        if (_isTold)
            TakeNow(start, text, signature, sink);
        else
            _held.Add((start, text, signature));
    }

    private void TakeNow(in BlockStart start, string text, string signature, IAnswerSink sink)
    {
        if (!_isOpen || _kind != start.Kind)
        {
            Close(sink);
            sink.OpenBlock(start);
            _isOpen = true;
            _kind = start.Kind;
        }

        if (text.Length > 0)
            sink.Append(text);
        _signature.Append(signature);
    }
}
