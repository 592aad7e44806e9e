using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Signalbox.Wire.Conversation;
using Signalbox.Wire.Json;

namespace Signalbox.Wire.OpenAIChat;

/// <summary>
/// Writes an answer as the events of a streamed chat completion (https://platform.openai.com/docs/api-reference/chat-streaming). All chunks
/// bear the same id, time and model. When usage was asked for, every chunk has <c>"usage":null</c> but the one with the counts (R36), which
/// has no choices (R32).
/// </summary>
/// <param name="output">Receives whole events only.</param>
/// <param name="id">The answer's id; null takes the provider's.</param>
/// <param name="created">When it was made, in seconds since 1970.</param>
/// <param name="model">The model as the caller is to see it; null takes the provider's word.</param>
/// <param name="includeUsage">Whether the caller asked for usage.</param>
public sealed class ChatStreamWriter(IBufferWriter<byte> output, string? id, long created, string? model, bool includeUsage) : IAnswerSink
{
    private static readonly JsonWriterOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly ArrayBufferWriter<byte> _head = new(256);
    private readonly StringBuilder _thoughts = new();
    private string _id = "";
    private BlockStart _open;
    private string? _signature;
    private int _calls;
    private bool _argumentsSeen;
    private bool _refusalSeen;

    /// <inheritdoc/>
    public void Begin(in AnswerStart start)
    {
        _head.Write("data: {\"id\":"u8);
        _id = id ?? start.Id ?? "";
        JsonText.Write(_head, _id);
        _head.Write(",\"object\":\"chat.completion.chunk\",\"created\":"u8);
        WriteNumber(_head, created);
        _head.Write(",\"model\":"u8);
        JsonText.Write(_head, model ?? start.Model ?? "");
        _head.Write(",\"choices\":["u8);
        BeginDelta();
        output.Write("\"role\":\"assistant\",\"content\":\"\""u8);
        EndDelta();
    }

    /// <inheritdoc/>
    public void OpenBlock(in BlockStart block)
    {
        _open = block;
        _signature = null;
        _thoughts.Clear();
        _argumentsSeen = false;
        if (block.Kind is not (BlockKind.ToolCall or BlockKind.CustomToolCall))
            return;
        var isCustom = block.Kind == BlockKind.CustomToolCall;
        BeginCall();
        output.Write(",\"id\":"u8);
        JsonText.Write(output, block.CallId ?? ChatCallIds.Made(_id, _calls));
        output.Write(isCustom ? ",\"type\":\"custom\",\"custom\":{\"name\":"u8 : ",\"type\":\"function\",\"function\":{\"name\":"u8);
        JsonText.Write(output, block.Name);
        output.Write(isCustom ? ",\"input\":\"\"}"u8 : ",\"arguments\":\"\"}"u8);
        if (ChatCallSignature.Of(block) is { } signature)
        {
            output.Write(",\"extra_content\":{\"google\":{\"thought_signature\":"u8);
            JsonText.Write(output, signature);
            output.Write("}}"u8);
        }

        output.Write("}]"u8);
        EndDelta();
    }

    /// <inheritdoc/>
    public void Append(string delta)
    {
        switch (_open.Kind)
        {
            case BlockKind.Text:
                WriteText("\"content\":"u8, delta);
                break;
            case BlockKind.Reasoning:
                _thoughts.Append(delta);
                WriteText("\"reasoning_content\":"u8, delta);
                break;
            case BlockKind.Refusal:
                _refusalSeen = true;
                WriteText("\"refusal\":"u8, delta);
                break;
            case BlockKind.ToolCall or BlockKind.CustomToolCall:
                WriteArguments(delta);
                break;
        }
    }

    /// <inheritdoc/>
    public void Sign(string signature) => _signature = signature;

    /// <inheritdoc/>
    public void CloseBlock()
    {
        switch (_open.Kind)
        {
            case BlockKind.ToolCall or BlockKind.CustomToolCall:
                // Clients parse what they have gathered, and nothing is not JSON.
                if (!_argumentsSeen && _open.Kind == BlockKind.ToolCall)
                    WriteArguments("{}");
                _calls++;
                break;
            case BlockKind.Reasoning or BlockKind.RedactedReasoning when _signature is not null:
                WriteSigned(new ReasoningPart(_thoughts.ToString(), _signature) { IsRedacted = _open.Kind == BlockKind.RedactedReasoning });
                break;
        }
    }

    /// <inheritdoc/>
    public void Finish(in AnswerEnd end)
    {
        BeginDelta();
        EndDelta(ChatStopReasons.Word(end.Reason, _calls > 0, _refusalSeen));
        if (includeUsage && end.Usage is { } usage)
        {
            output.Write(_head.WrittenSpan);
            output.Write("],\"usage\":"u8);
            using (var writer = new Utf8JsonWriter(output, Relaxed))
                ChatUsageWriter.Write(usage, writer);
            output.Write("}\n\n"u8);
        }

        output.Write("data: [DONE]\n\n"u8);
    }

    private void WriteText(ReadOnlySpan<byte> member, string delta)
    {
        BeginDelta();
        output.Write(member);
        JsonText.Write(output, delta);
        EndDelta();
    }

    private void WriteArguments(string delta)
    {
        _argumentsSeen = true;
        BeginCall();
        output.Write(_open.Kind == BlockKind.CustomToolCall ? ",\"custom\":{\"input\":"u8 : ",\"function\":{\"arguments\":"u8);
        JsonText.Write(output, delta);
        output.Write("}}]"u8);
        EndDelta();
    }

    /// <summary>The whole block once more, at its end: the form in which it can be handed back.</summary>
    private void WriteSigned(ReasoningPart block)
    {
        BeginDelta();
        output.Write("\"thinking_blocks\":["u8);
        using (var writer = new Utf8JsonWriter(output, Relaxed))
            ChatThinkingWriter.Write(block, writer);
        output.Write("]"u8);
        EndDelta();
    }

    private void BeginCall()
    {
        BeginDelta();
        output.Write("\"tool_calls\":[{\"index\":"u8);
        WriteNumber(output, _calls);
    }

    private void BeginDelta()
    {
        output.Write(_head.WrittenSpan);
        output.Write("{\"index\":0,\"delta\":{"u8);
    }

    private void EndDelta(string? finishReason = null)
    {
        output.Write("},\"logprobs\":null,\"finish_reason\":"u8);
        if (finishReason is null)
            output.Write("null"u8);
        else
            JsonText.Write(output, finishReason);
        output.Write(includeUsage ? "}],\"usage\":null}\n\n"u8 : "}]}\n\n"u8);
    }

    private static void WriteNumber(IBufferWriter<byte> target, long number)
    {
        var span = target.GetSpan(20);
        number.TryFormat(span, out var written, default, CultureInfo.InvariantCulture);
        target.Advance(written);
    }
}
