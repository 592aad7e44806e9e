using System.Text;
using System.Text.Json;
using Signalbox.Wire.Conversation;
using Signalbox.Wire.Json;

namespace Signalbox.Wire.AnthropicMessages;

/// <summary>
/// Reads the events of one streamed answer (https://docs.anthropic.com/en/api/messages-streaming). The event's kind is the <c>type</c> in its data;
/// its name stands in where there is none. Unknown kinds are passed over, as the documentation demands of clients.
/// </summary>
public sealed class MessagesStreamReader : IAnswerStreamReader
{
    private readonly MessagesUsageReader _usage = new();
    private readonly MessagesBlockFeed _blocks = new();
    private bool _begun;
    private StopReason _reason;
    private string? _stopSequence;

    /// <inheritdoc/>
    public TokenUsage? Usage => _usage.Usage;

    /// <inheritdoc/>
    public bool EndSeen { get; private set; }

    /// <inheritdoc/>
    public bool ContentSeen => _blocks.ContentSeen;

    /// <inheritdoc/>
    public AnswerError? Error { get; private set; }

    /// <inheritdoc/>
    public StreamStep Read(ReadOnlySpan<byte> name, ReadOnlySpan<byte> data, IAnswerSink sink)
    {
        ArgumentNullException.ThrowIfNull(sink);
        // Servers that merely resemble Anthropic end like OpenAI.
        if (data.SequenceEqual("[DONE]"u8))
            return StreamStep.Done;
        try
        {
            var reader = new Utf8JsonReader(data);
            using var document = JsonDocument.ParseValue(ref reader);
            return document.RootElement.ValueKind == JsonValueKind.Object && !reader.Read() ? Read(name, document.RootElement, sink) : StreamStep.Malformed;
        }
        catch (JsonException)
        {
            return StreamStep.Malformed;
        }
    }

    /// <inheritdoc/>
    public void Complete(IAnswerSink sink)
    {
        ArgumentNullException.ThrowIfNull(sink);
        Begin(default, sink);
        _blocks.Close(sink);
        sink.Finish(new AnswerEnd(_reason, _stopSequence, _usage.Usage));
    }

    private StreamStep Read(ReadOnlySpan<byte> name, JsonElement data, IAnswerSink sink)
    {
        switch (data.TextOf("type") ?? Encoding.UTF8.GetString(name))
        {
            case "message_start":
                if (!data.TryGet("message", out var message) || message.ValueKind != JsonValueKind.Object)
                    return StreamStep.Malformed;
                _usage.Read(message);
                Begin(message, sink);
                return StreamStep.Continue;
            case "content_block_start":
                if (!data.TryGet("content_block", out var block) || block.TextOf("type") is null)
                    return StreamStep.Malformed;
                Begin(default, sink);
                _blocks.Open(block, sink);
                return StreamStep.Continue;
            case "content_block_delta":
                if (!data.TryGet("delta", out var delta) || delta.TextOf("type") is null)
                    return StreamStep.Malformed;
                Begin(default, sink);
                return _blocks.Add(delta, sink) ? StreamStep.Continue : StreamStep.Malformed;
            case "content_block_stop":
                _blocks.Close(sink);
                return StreamStep.Continue;
            case "message_delta":
                return ReadEnd(data);
            case "message_stop":
                EndSeen = true;
                return StreamStep.Done;
            case "error":
                Error = MessagesWords.ReadError(data);
                return StreamStep.Error;
            default:
                return StreamStep.Continue;
        }
    }

    /// <summary>Begins the answer, once: a second <c>message_start</c> only brings its counts (R43).</summary>
    private void Begin(JsonElement message, IAnswerSink sink)
    {
        if (_begun)
            return;
        _begun = true;
        sink.Begin(new AnswerStart(message.TextOf("id"), message.TextOf("model"), _usage.Usage));
    }

    private StreamStep ReadEnd(JsonElement data)
    {
        _usage.Read(data);
        if (!data.TryGet("delta", out var delta))
            return StreamStep.Continue;
        if (delta.ValueKind != JsonValueKind.Object)
            return StreamStep.Malformed;
        if (delta.TextOf("stop_reason") is not { } reason)
            return StreamStep.Continue;
        _reason = MessagesWords.ReasonOf(reason);
        _stopSequence = delta.TextOf("stop_sequence");
        EndSeen = true;
        return StreamStep.Continue;
    }
}
