using Signalbox.Wire.Conversation;

namespace Signalbox.Wire.OpenAIChat;

/// <summary>
/// Puts the blocks of an answer one after another. The first that is not closed is open and told as it comes; those behind it are gathered
/// until it is whole, or until the end: servers may write several calls of tools in turns.
/// </summary>
internal sealed class ChatAnswerBlocks
{
    private readonly Queue<ChatAnswerBlock> _blocks = new();
    private ChatAnswerBlock? _last;

    /// <summary>Whether the model declined in so many words.</summary>
    public bool HasRefusal { get; private set; }

    /// <summary>Whether thoughts were told in words.</summary>
    public bool HasReasoning { get; private set; }

    /// <summary>Adds text, thoughts or a refusal.</summary>
    public void Append(BlockKind kind, string delta, IAnswerSink sink)
    {
        if (delta.Length == 0)
            return;
        HasRefusal |= kind == BlockKind.Refusal;
        HasReasoning |= kind == BlockKind.Reasoning;
        // What is signed is ended.
        if (_last is not { IsClosed: false, Signature: null } last || last.Kind != kind)
            Add(last = new ChatAnswerBlock(kind), sink);
        last.Append(delta, sink);
    }

    /// <summary>Signs the thoughts told last, or thoughts of which only the signature came.</summary>
    public void Sign(string signature, IAnswerSink sink)
    {
        if (_last is not { IsClosed: false, Kind: BlockKind.Reasoning, Signature: null } last)
            Add(last = new ChatAnswerBlock(BlockKind.Reasoning), sink);
        last.Signature = signature;
    }

    /// <summary>Adds thoughts that are withheld.</summary>
    public void AddRedacted(string data, IAnswerSink sink) =>
        Add(new ChatAnswerBlock(BlockKind.RedactedReasoning) { Signature = data }, sink);

    public void Add(ChatAnswerBlock block, IAnswerSink sink)
    {
        _last = block;
        _blocks.Enqueue(block);
        Advance(sink);
    }

    /// <summary>Adds to a call. False when it is closed already, so that the addition has no place any more.</summary>
    public bool AppendTo(ChatAnswerBlock call, string delta, IAnswerSink sink)
    {
        if (call.IsClosed)
            return string.IsNullOrWhiteSpace(delta);
        call.Append(delta, sink);
        Advance(sink);
        return true;
    }

    /// <summary>Tells what was held back.</summary>
    public void Complete(IAnswerSink sink)
    {
        while (_blocks.TryDequeue(out var block))
        {
            if (!block.IsOpen)
                block.Open(sink);
            block.Close(sink);
        }
    }

    private void Advance(IAnswerSink sink)
    {
        while (_blocks.TryPeek(out var first))
        {
            // A call cannot be told without its tool's name.
            if (!first.IsOpen && (!first.IsCall || first.Name is not null))
                first.Open(sink);
            if (!first.IsOpen || _blocks.Count == 1 || !first.IsWhole)
                return;
            first.Close(sink);
            _blocks.Dequeue();
        }
    }
}
