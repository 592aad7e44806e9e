using System.Buffers;
using Signalbox.Wire.Conversation;
using Signalbox.Wire.Json;

namespace Signalbox.Wire.AnthropicMessages;

/// <summary>
/// Writes an answer as the events of a stream (https://docs.anthropic.com/en/api/messages-streaming). Each call adds whole events, so that what was
/// written may be sent after any of them.
/// </summary>
/// <param name="output">Receives the events.</param>
/// <param name="id">The answer's id; null takes the provider's.</param>
/// <param name="model">The model as the caller is to see it; null takes the provider's.</param>
/// <param name="inputEstimate">
/// Input tokens to tell where the provider has not told them: most do at the end only, and there are clients that look at the beginning only (R47).
/// </param>
public sealed class MessagesStreamWriter(IBufferWriter<byte> output, string? id = null, string? model = null, long? inputEstimate = null) : IAnswerSink
{
    private readonly JsonPieces _piece = new();
    private string _id = "";
    private BlockKind _kind;
    private string _redacted = "";
    private int _index;
    private bool _isStartDue;
    private bool _hasCalls;
    private bool _hasRefusal;
    private TokenUsage _usage;

    /// <inheritdoc/>
    public void Begin(in AnswerStart start)
    {
        _id = id ?? start.Id ?? "msg_unnamed";
        _usage = start.Usage ?? default;
        if (_usage.Input is null)
            _usage = _usage with { Input = inputEstimate };
        output.Write("event: message_start\ndata: {\"type\":\"message_start\",\"message\":{\"id\":"u8);
        JsonText.Write(output, _id);
        output.Write(",\"type\":\"message\",\"role\":\"assistant\",\"model\":"u8);
        JsonText.Write(output, model ?? start.Model ?? "");
        output.Write(",\"content\":[],\"stop_reason\":null,\"stop_sequence\":null,\"usage\":"u8);
        MessagesUsageWriter.Write(output, _usage);
        output.Write("}}\n\n"u8);
    }

    /// <inheritdoc/>
    public void OpenBlock(in BlockStart block)
    {
        _kind = block.Kind;
        switch (_kind)
        {
            case BlockKind.RedactedReasoning:
                // Its data belongs into the start, which so waits for it.
                _redacted = "";
                return;
            case BlockKind.Reasoning:
                WriteStart("{\"type\":\"thinking\",\"thinking\":\"\",\"signature\":\"\"}"u8);
                return;
            case BlockKind.ToolCall or BlockKind.CustomToolCall:
                WriteCallStart(block);
                return;
            default:
                // A block without text would be refused when the caller sends it back (R61): it starts with its first piece.
                _isStartDue = true;
                return;
        }
    }

    /// <inheritdoc/>
    public void Append(string delta)
    {
        switch (_kind)
        {
            case BlockKind.RedactedReasoning:
                return;
            case BlockKind.Reasoning:
                WriteDelta("thinking_delta\",\"thinking\":"u8, delta);
                return;
            case BlockKind.ToolCall:
                WriteDelta("input_json_delta\",\"partial_json\":"u8, delta);
                return;
            case BlockKind.CustomToolCall:
                WriteDelta("input_json_delta\",\"partial_json\":"u8, _piece.Next(delta));
                return;
            default:
                StartText();
                WriteDelta("text_delta\",\"text\":"u8, delta);
                return;
        }
    }

    /// <inheritdoc/>
    public void Sign(string signature)
    {
        if (_kind == BlockKind.RedactedReasoning)
            _redacted += signature;
        else if (_kind == BlockKind.Reasoning)
            WriteDelta("signature_delta\",\"signature\":"u8, signature);
    }

    /// <inheritdoc/>
    public void CloseBlock()
    {
        if (_kind == BlockKind.RedactedReasoning)
        {
            if (_redacted.Length == 0)
                return;
            WriteStartHead();
            output.Write("{\"type\":\"redacted_thinking\",\"data\":"u8);
            JsonText.Write(output, _redacted);
            output.Write("}}\n\n"u8);
        }
        else if (_isStartDue)
        {
            _isStartDue = false;
            return;
        }
        else if (_kind == BlockKind.CustomToolCall)
        {
            WriteDelta("input_json_delta\",\"partial_json\":"u8, _piece.End());
        }

        output.Write("event: content_block_stop\ndata: {\"type\":\"content_block_stop\",\"index\":"u8);
        MessagesUsageWriter.Write(output, _index++);
        output.Write("}\n\n"u8);
    }

    /// <inheritdoc/>
    public void Finish(in AnswerEnd end)
    {
        output.Write("event: message_delta\ndata: {\"type\":\"message_delta\",\"delta\":{\"stop_reason\":"u8);
        var reason = MessagesWords.WordFor(end.Reason, _hasCalls, _hasRefusal);
        JsonText.Write(output, reason);
        output.Write(",\"stop_sequence\":"u8);
        if (MessagesWords.SequenceFor(reason, end) is { } sequence)
            JsonText.Write(output, sequence);
        else
            output.Write("null"u8);
        output.Write("},\"usage\":"u8);
        MessagesUsageWriter.Write(output, end.Usage ?? _usage);
        output.Write("}\n\nevent: message_stop\ndata: {\"type\":\"message_stop\"}\n\n"u8);
    }

    private void StartText()
    {
        if (!_isStartDue)
            return;
        _isStartDue = false;
        _hasRefusal |= _kind == BlockKind.Refusal;
        WriteStart("{\"type\":\"text\",\"text\":\"\"}"u8);
    }

    private void WriteStart(ReadOnlySpan<byte> block)
    {
        WriteStartHead();
        output.Write(block);
        output.Write("}\n\n"u8);
    }

    private void WriteStartHead()
    {
        output.Write("event: content_block_start\ndata: {\"type\":\"content_block_start\",\"index\":"u8);
        MessagesUsageWriter.Write(output, _index);
        output.Write(",\"content_block\":"u8);
    }

    private void WriteCallStart(in BlockStart block)
    {
        _hasCalls = true;
        WriteStartHead();
        output.Write("{\"type\":\"tool_use\",\"id\":"u8);
        JsonText.Write(output, block.CallId is { } id ? CallerCallIds.Wrap(id) : ToolCallIds.Made(_id, _index));
        output.Write(",\"name\":"u8);
        JsonText.Write(output, block.Name ?? "");
        output.Write(",\"input\":{},\"caller\":{\"type\":\"direct\"}}}\n\n"u8);
        if (_kind == BlockKind.CustomToolCall)
            WriteDelta("input_json_delta\",\"partial_json\":"u8, _piece.Start());
    }

    private void WriteDelta(ReadOnlySpan<byte> kind, string text)
    {
        if (text.Length == 0)
            return;
        output.Write("event: content_block_delta\ndata: {\"type\":\"content_block_delta\",\"index\":"u8);
        MessagesUsageWriter.Write(output, _index);
        output.Write(",\"delta\":{\"type\":\""u8);
        output.Write(kind);
        JsonText.Write(output, text);
        output.Write("}}\n\n"u8);
    }
}
