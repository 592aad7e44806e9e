using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Signalbox.Wire.Conversation;

namespace Signalbox.Wire.OpenAIChat;

/// <summary>
/// Gathers an answer and writes it as a chat completion (https://platform.openai.com/docs/api-reference/chat/object). Thoughts go into
/// <c>reasoning_content</c>, and signed ones into <c>thinking_blocks</c> as well, so that a client can hand them back (R57).
/// </summary>
/// <param name="id">The answer's id; null takes the provider's.</param>
/// <param name="created">When it was made, in seconds since 1970.</param>
/// <param name="model">The model as the caller is to see it; null takes the provider's word.</param>
public sealed class ChatAnswerDocument(string? id, long created, string? model) : IAnswerDocument
{
    private static readonly JsonWriterOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly StringBuilder _text = new();
    private readonly StringBuilder _reasoning = new();
    private readonly StringBuilder _refusal = new();
    private readonly List<ReasoningPart> _signed = [];
    private readonly List<(BlockStart Start, string Arguments)> _calls = [];
    private readonly StringBuilder _block = new();
    private BlockStart _open;
    private string? _signature;
    private AnswerStart _start;
    private AnswerEnd _end;

    private string AnswerId => id ?? _start.Id ?? "";

    /// <inheritdoc/>
    public void Begin(in AnswerStart start) => _start = start;

    /// <inheritdoc/>
    public void OpenBlock(in BlockStart block)
    {
        _open = block;
        _block.Clear();
        _signature = null;
    }

    /// <inheritdoc/>
    public void Append(string delta) => _block.Append(delta);

    /// <inheritdoc/>
    public void Sign(string signature) => _signature = signature;

    /// <inheritdoc/>
    public void CloseBlock()
    {
        switch (_open.Kind)
        {
            case BlockKind.Text:
                _text.Append(_block);
                break;
            case BlockKind.Refusal:
                _refusal.Append(_block);
                break;
            case BlockKind.Reasoning or BlockKind.RedactedReasoning:
                _reasoning.Append(_block);
                if (_signature is not null)
                    _signed.Add(new ReasoningPart(_block.ToString(), _signature) { IsRedacted = _open.Kind == BlockKind.RedactedReasoning });
                break;
            default:
                _calls.Add((_open, _block.ToString()));
                break;
        }
    }

    /// <inheritdoc/>
    public void Finish(in AnswerEnd end) => _end = end;

    /// <inheritdoc/>
    public void WriteTo(IBufferWriter<byte> output)
    {
        using var writer = new Utf8JsonWriter(output, Relaxed);
        writer.WriteStartObject();
        writer.WriteString("id"u8, AnswerId);
        writer.WriteString("object"u8, "chat.completion"u8);
        writer.WriteNumber("created"u8, created);
        writer.WriteString("model"u8, model ?? _start.Model ?? "");
        writer.WriteStartArray("choices"u8);
        writer.WriteStartObject();
        writer.WriteNumber("index"u8, 0);
        WriteMessage(writer);
        writer.WriteNull("logprobs"u8);
        writer.WriteString("finish_reason"u8, ChatStopReasons.Word(_end.Reason, _calls.Count > 0, _refusal.Length > 0));
        writer.WriteEndObject();
        writer.WriteEndArray();
        if (_end.Usage is { } usage)
        {
            writer.WritePropertyName("usage"u8);
            ChatUsageWriter.Write(usage, writer);
        }

        writer.WriteEndObject();
    }

    private void WriteMessage(Utf8JsonWriter writer)
    {
        writer.WriteStartObject("message"u8);
        writer.WriteString("role"u8, "assistant"u8);
        if (_text.Length == 0 && (_calls.Count > 0 || _refusal.Length > 0))
            writer.WriteNull("content"u8);
        else
            writer.WriteString("content"u8, _text.ToString());
        writer.WriteString("refusal"u8, _refusal.Length > 0 ? _refusal.ToString() : null);
        if (_reasoning.Length > 0)
            writer.WriteString("reasoning_content"u8, _reasoning.ToString());
        if (_signed.Count > 0)
        {
            writer.WriteStartArray("thinking_blocks"u8);
            foreach (var block in _signed)
                ChatThinkingWriter.Write(block, writer);
            writer.WriteEndArray();
        }

        if (_calls.Count > 0)
        {
            writer.WriteStartArray("tool_calls"u8);
            for (var i = 0; i < _calls.Count; i++)
                WriteCall(_calls[i].Start, _calls[i].Start.CallId ?? ChatCallIds.Made(AnswerId, i), _calls[i].Arguments, writer);
            writer.WriteEndArray();
        }

        writer.WriteEndObject();
    }

    private static void WriteCall(in BlockStart call, string callId, string arguments, Utf8JsonWriter writer)
    {
        var isCustom = call.Kind == BlockKind.CustomToolCall;
        var type = isCustom ? "custom"u8 : "function"u8;
        writer.WriteStartObject();
        writer.WriteString("id"u8, callId);
        writer.WriteString("type"u8, type);
        writer.WriteStartObject(type);
        writer.WriteString("name"u8, call.Name);
        if (isCustom)
            writer.WriteString("input"u8, arguments);
        else
            writer.WriteString("arguments"u8, arguments.Length > 0 ? arguments : "{}");
        writer.WriteEndObject();
        if (ChatCallSignature.Of(call) is { } signature)
        {
            writer.WriteStartObject("extra_content"u8);
            writer.WriteStartObject("google"u8);
            writer.WriteString("thought_signature"u8, signature);
            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }
}
