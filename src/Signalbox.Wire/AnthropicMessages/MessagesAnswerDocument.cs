using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Signalbox.Wire.Conversation;

namespace Signalbox.Wire.AnthropicMessages;

/// <summary>Gathers an answer and writes it as one message (https://docs.anthropic.com/en/api/messages#response-content).</summary>
/// <param name="id">The answer's id; null takes the provider's.</param>
/// <param name="model">The model as the caller is to see it; null takes the provider's.</param>
public sealed class MessagesAnswerDocument(string? id = null, string? model = null) : IAnswerDocument
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly List<Block> _blocks = [];
    private readonly StringBuilder _text = new();
    private string? _signature;
    private BlockStart _open;
    private AnswerStart _start;
    private AnswerEnd _end;

    /// <inheritdoc/>
    public void Begin(in AnswerStart start) => _start = start;

    /// <inheritdoc/>
    public void OpenBlock(in BlockStart block)
    {
        _open = block;
        _text.Clear();
        _signature = null;
    }

    /// <inheritdoc/>
    public void Append(string delta) => _text.Append(delta);

    /// <inheritdoc/>
    public void Sign(string signature) => _signature += signature;

    /// <inheritdoc/>
    public void CloseBlock()
    {
        // Text that is empty would be refused when the caller sends it back (R61), and so would withheld thoughts without their data.
        var isEmpty = _open.Kind switch
        {
            BlockKind.Text or BlockKind.Refusal => _text.Length == 0,
            BlockKind.RedactedReasoning => string.IsNullOrEmpty(_signature),
            _ => false,
        };
        if (!isEmpty)
            _blocks.Add(new Block(_open, _text.ToString(), _signature));
    }

    /// <inheritdoc/>
    public void Finish(in AnswerEnd end) => _end = end;

    /// <inheritdoc/>
    public void WriteTo(IBufferWriter<byte> output)
    {
        ArgumentNullException.ThrowIfNull(output);
        using var writer = new Utf8JsonWriter(output, Options);
        var answerId = id ?? _start.Id ?? "msg_unnamed";
        writer.WriteStartObject();
        writer.WriteString("id", answerId);
        writer.WriteString("type", "message");
        writer.WriteString("role", "assistant");
        writer.WriteString("model", model ?? _start.Model ?? "");
        writer.WriteStartArray("content");
        for (var i = 0; i < _blocks.Count; i++)
            WriteBlock(writer, _blocks[i], answerId, i);
        writer.WriteEndArray();
        var reason = MessagesWords.WordFor(_end.Reason, Has(IsCall), Has(kind => kind == BlockKind.Refusal));
        writer.WriteString("stop_reason", reason);
        writer.WriteString("stop_sequence", MessagesWords.SequenceFor(reason, _end));
        writer.WritePropertyName("usage");
        var usage = new ArrayBufferWriter<byte>(128);
        MessagesUsageWriter.Write(usage, _end.Usage ?? _start.Usage ?? default);
        writer.WriteRawValue(usage.WrittenSpan, skipInputValidation: true);
        writer.WriteEndObject();
    }

    private bool Has(Predicate<BlockKind> kind) => _blocks.Exists(block => kind(block.Start.Kind));

    private static bool IsCall(BlockKind kind) => kind is BlockKind.ToolCall or BlockKind.CustomToolCall;

    private static void WriteBlock(Utf8JsonWriter writer, Block block, string answerId, int index)
    {
        var kind = block.Start.Kind;
        writer.WriteStartObject();
        switch (kind)
        {
            case BlockKind.Reasoning:
                writer.WriteString("type", "thinking");
                writer.WriteString("thinking", block.Text);
                writer.WriteString("signature", block.Signature ?? "");
                break;
            case BlockKind.RedactedReasoning:
                writer.WriteString("type", "redacted_thinking");
                writer.WriteString("data", block.Signature);
                break;
            case BlockKind.ToolCall or BlockKind.CustomToolCall:
                writer.WriteString("type", "tool_use");
                writer.WriteString("id", block.Start.CallId is { } id ? CallerCallIds.Wrap(id) : ToolCallIds.Made(answerId, index));
                writer.WriteString("name", block.Start.Name ?? "");
                writer.WritePropertyName("input");
                ToolInput.Write(writer, block.Text, kind == BlockKind.CustomToolCall);
                writer.WriteStartObject("caller");
                writer.WriteString("type", "direct");
                writer.WriteEndObject();
                break;
            default:
                writer.WriteString("type", "text");
                writer.WriteString("text", block.Text);
                break;
        }

        writer.WriteEndObject();
    }

    private sealed record Block(BlockStart Start, string Text, string? Signature);
}
