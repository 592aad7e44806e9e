using Signalbox.Wire.Conversation;

namespace Wire.Tests.Fuzz;

/// <summary>Holds a reader to the order in which a sink must be told, and passes on.</summary>
internal sealed class SinkLaw(IAnswerSink sink) : IAnswerSink
{
    private bool _begun;
    private bool _open;
    private bool _finished;

    public bool Finished => _finished;

    public void Begin(in AnswerStart start)
    {
        Demand(!_begun, "It began twice.");
        _begun = true;
        sink.Begin(start);
    }

    public void OpenBlock(in BlockStart block)
    {
        Demand(_begun && !_open && !_finished, "A block opened before the beginning, within another or after the end.");
        Demand(block.Kind is not (BlockKind.ToolCall or BlockKind.CustomToolCall) || (!string.IsNullOrEmpty(block.CallId) && block.Name is not null), "A call had no id or no name.");
        _open = true;
        sink.OpenBlock(block);
    }

    public void Append(string delta)
    {
        Demand(_open && delta.Length > 0, "A delta was empty or came outside a block.");
        sink.Append(delta);
    }

    public void Sign(string signature)
    {
        Demand(_open, "A proof came outside a block.");
        sink.Sign(signature);
    }

    public void CloseBlock()
    {
        Demand(_open, "A block closed that was not open.");
        _open = false;
        sink.CloseBlock();
    }

    public void Finish(in AnswerEnd end)
    {
        Demand(_begun && !_open && !_finished, "It ended before its beginning, within a block or twice.");
        _finished = true;
        sink.Finish(end);
    }

    private static void Demand(bool holds, string otherwise)
    {
        if (!holds)
            throw new InvalidDataException(otherwise);
    }
}
