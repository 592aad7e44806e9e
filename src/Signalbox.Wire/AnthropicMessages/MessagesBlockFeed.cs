using System.Text;
using System.Text.Json;
using Signalbox.Wire.Conversation;
using Signalbox.Wire.Json;

namespace Signalbox.Wire.AnthropicMessages;

/// <summary>
/// Tells a sink the blocks of a stream. What servers get wrong is put right: a delta of text in a block of thoughts, or the other way round, or in none
/// opens the block it belongs to (R44), and a block that is left open is closed by the next.
/// </summary>
internal sealed class MessagesBlockFeed
{
    private readonly StringBuilder _signature = new();
    private State _state;
    private BlockKind _kind;
    private string? _wholeInput;

    private enum State
    {
        Closed,
        Open,

        /// <summary>A block of a kind we do not know: its deltas are passed over.</summary>
        Skipped,
    }

    /// <summary>Whether anything of the answer's content came.</summary>
    public bool ContentSeen { get; private set; }

    /// <summary>A block begins.</summary>
    public void Open(JsonElement block, IAnswerSink sink)
    {
        Close(sink);
        switch (block.TextOf("type"))
        {
            case "text":
                Open(new BlockStart(BlockKind.Text), sink);
                Append(block.TextOf("text"), sink);
                break;
            case "thinking":
                Open(new BlockStart(BlockKind.Reasoning), sink);
                Append(block.TextOf("thinking"), sink);
                _signature.Append(block.TextOf("signature"));
                break;
            case "redacted_thinking":
                Open(new BlockStart(BlockKind.RedactedReasoning), sink);
                _signature.Append(block.TextOf("data"));
                ContentSeen = true;
                break;
            case "tool_use":
                Open(BlockStart.Call(block.TextOf("id"), block.TextOf("name")), sink);
                // Anthropic starts with {} and sends the input in pieces; some servers send all of it here.
                _wholeInput = block.TryGet("input", out var input) && input.ValueKind == JsonValueKind.Object && input.Compact() is var whole
                    && whole != "{}" ? whole : null;
                ContentSeen = true;
                break;
            default:
                sink.LeftOut(block.TextOf("type") ?? "");
                _state = State.Skipped;
                break;
        }
    }

    /// <summary>More of a block.</summary>
    /// <returns>False when the delta has a wrong type.</returns>
    public bool Add(JsonElement delta, IAnswerSink sink)
    {
        if (_state == State.Skipped)
            return true;
        switch (delta.TextOf("type"))
        {
            case "text_delta":
                return AddProse(delta.TextOf("text"), BlockKind.Text, sink);
            case "thinking_delta":
                return AddProse(delta.TextOf("thinking"), BlockKind.Reasoning, sink);
            case "signature_delta":
                if (_state == State.Open && _kind == BlockKind.Reasoning)
                    _signature.Append(delta.TextOf("signature"));
                return delta.TextOf("signature") is not null;
            case "input_json_delta":
                var piece = delta.TextOf("partial_json");
                if (!string.IsNullOrEmpty(piece) && _state == State.Open && _kind == BlockKind.ToolCall)
                {
                    _wholeInput = null;
                    Append(piece, sink);
                }

                return piece is not null;
            default:
                return true;
        }
    }

    /// <summary>The open block ends, if there is one.</summary>
    public void Close(IAnswerSink sink)
    {
        if (_state == State.Open)
        {
            Append(_wholeInput, sink);
            if (_signature.Length > 0)
                sink.Sign(_signature.ToString());
            sink.CloseBlock();
        }

        _wholeInput = null;
        _signature.Clear();
        _state = State.Closed;
    }

    private bool AddProse(string? text, BlockKind kind, IAnswerSink sink)
    {
        if (text is null)
            return false;
        if (text.Length == 0)
            return true;
        if (_state == State.Closed || _kind != kind)
        {
            Close(sink);
            Open(new BlockStart(kind), sink);
        }

        Append(text, sink);
        return true;
    }

    private void Open(in BlockStart start, IAnswerSink sink)
    {
        _state = State.Open;
        _kind = start.Kind;
        sink.OpenBlock(start);
    }

    private void Append(string? text, IAnswerSink sink)
    {
        if (string.IsNullOrEmpty(text))
            return;
        ContentSeen = true;
        sink.Append(text);
    }
}
