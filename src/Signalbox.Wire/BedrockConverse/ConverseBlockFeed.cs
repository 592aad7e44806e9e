using System.Text.Json;
using Signalbox.Wire.Conversation;
using Signalbox.Wire.Json;

namespace Signalbox.Wire.BedrockConverse;

/// <summary>
/// Puts the blocks of a stream in order: Bedrock numbers them and may interleave them, a sink takes one after the other. The one that came first is told
/// as it comes, the others wait until it has ended. Only calls have a start; other blocks begin with their first delta.
/// </summary>
internal sealed class ConverseBlockFeed
{
    private readonly Dictionary<long, ConverseBlock> _byIndex = [];
    private readonly Queue<ConverseBlock> _waiting = [];
    private readonly HashSet<long> _skipped = [];

    /// <summary>Whether anything of the answer's content came.</summary>
    public bool ContentSeen { get; private set; }

    /// <summary>A block begins.</summary>
    /// <returns>False when the event has a wrong form.</returns>
    public bool Start(JsonElement data, IAnswerSink sink)
    {
        if (!TryIndex(data, out var index) || !data.TryGet("start", out var start) || start.ValueKind != JsonValueKind.Object)
            return false;
        if (!start.TryGet("toolUse", out var call) || call.TextOf("type") == "server_tool_use")
        {
            // Blocks that have a start and are no calls are tools and media of Bedrock's own.
            sink.LeftOut(ConverseWords.KindOf(start));
            _skipped.Add(index);
            return true;
        }

        ContentSeen = true;
        End(index, sink);
        Block(index, sink).BeginCall(BlockStart.Call(call.TextOf("toolUseId"), call.TextOf("name")), sink);
        return true;
    }

    /// <summary>More of a block. Deltas of unknown kinds are left out, which is told.</summary>
    /// <returns>False when the event has a wrong form.</returns>
    public bool Add(JsonElement data, IAnswerSink sink)
    {
        if (!TryIndex(data, out var index) || !data.TryGet("delta", out var delta) || delta.ValueKind != JsonValueKind.Object)
            return false;
        if (_skipped.Contains(index))
            return true;
        if (delta.TryGet("text", out var text))
            return Add(index, BlockKind.Text, text, isSignature: false, sink);
        if (delta.TryGet("toolUse", out var call))
            return call.TryGet("input", out var input) && AddInput(index, input, sink);
        if (!delta.TryGet("reasoningContent", out var reasoning))
        {
            sink.LeftOut(ConverseWords.KindOf(delta));
            return true;
        }

        if (reasoning.TryGet("text", out var thought))
            return Add(index, BlockKind.Reasoning, thought, isSignature: false, sink);
        if (reasoning.TryGet("signature", out var signature))
            return Add(index, BlockKind.Reasoning, signature, isSignature: true, sink);
        return !reasoning.TryGet("redactedContent", out var withheld) || Add(index, BlockKind.RedactedReasoning, withheld, isSignature: true, sink);
    }

    /// <summary>A block ends.</summary>
    /// <returns>False when the event has a wrong form.</returns>
    public bool Stop(JsonElement data, IAnswerSink sink)
    {
        if (!TryIndex(data, out var index))
            return false;
        End(index, sink);
        return true;
    }

    /// <summary>Nothing more comes: tells what waits and ends what is open.</summary>
    public void Complete(IAnswerSink sink)
    {
        foreach (var block in _waiting)
        {
            block.Tell(sink);
            block.Close(sink);
        }

        _waiting.Clear();
        _byIndex.Clear();
    }

    private bool Add(long index, BlockKind kind, JsonElement value, bool isSignature, IAnswerSink sink)
    {
        if (value.ValueKind != JsonValueKind.String)
            return false;
        var text = value.Text();
        if (text.Length == 0)
            return true;
        var block = Block(index, sink);
        // A call cannot hold prose: what a server mistakes for it is left out, or the call would break in two.
        if (block.IsCall)
            return true;
        ContentSeen = true;
        block.Add(kind, isSignature ? "" : text, isSignature ? text : "", sink);
        return true;
    }

    private bool AddInput(long index, JsonElement input, IAnswerSink sink)
    {
        if (input.ValueKind != JsonValueKind.String)
            return false;
        if (input.Text() is { Length: > 0 } piece && _byIndex.TryGetValue(index, out var block) && block.IsCall)
            block.Add(BlockKind.ToolCall, piece, "", sink);
        return true;
    }

    private ConverseBlock Block(long index, IAnswerSink sink)
    {
        if (_byIndex.TryGetValue(index, out var block))
            return block;
        _byIndex[index] = block = new ConverseBlock();
        _waiting.Enqueue(block);
        if (_waiting.Count == 1)
            block.Tell(sink);
        return block;
    }

    private void End(long index, IAnswerSink sink)
    {
        if (!_byIndex.Remove(index, out var block))
            return;
        block.HasEnded = true;
        Advance(sink);
    }

    private void Advance(IAnswerSink sink)
    {
        while (_waiting.TryPeek(out var block))
        {
            block.Tell(sink);
            if (!block.HasEnded)
                return;
            block.Close(sink);
            _waiting.Dequeue();
        }
    }

    private static bool TryIndex(JsonElement data, out long index)
    {
        index = 0;
        return !data.TryGet("contentBlockIndex", out var value) || (value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out index));
    }
}
