using System.Text;
using System.Text.Json;
using Signalbox.Wire.Conversation;
using Signalbox.Wire.Json;

namespace Signalbox.Wire.OpenAIResponses;

/// <summary>
/// Reads the events of one streamed response (https://platform.openai.com/docs/api-reference/responses-streaming). The event's kind is the <c>type</c> in
/// its data; its name stands in where there is none. Unknown kinds are passed over. Pieces that never came are taken from the event that ends their part
/// or item, or the response.
/// </summary>
public sealed class ResponsesStreamReader : IAnswerStreamReader
{
    private readonly ResponsesBlockFeed _blocks = new();
    private bool _begun;
    private StopReason _reason;

    /// <inheritdoc/>
    public TokenUsage? Usage { get; private set; }

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
        // Nothing, as a sign of life; and servers of several dialects end like Chat, which here means nothing.
        var text = data.Trim(" \t\r\n"u8);
        if (text.IsEmpty || text.SequenceEqual("[DONE]"u8))
            return StreamStep.Continue;
        try
        {
            var reader = new Utf8JsonReader(data);
            using var document = JsonDocument.ParseValue(ref reader);
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object || reader.Read())
                return StreamStep.Malformed;
            var type = root.TextOf("type") ?? Encoding.UTF8.GetString(name);
            if (!IsError(type, name, root))
                return Read(type, root, sink);
            Error = ResponsesUpstreamWords.ErrorOf(data, name);
            return StreamStep.Error;
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
        _blocks.Complete(sink);
        sink.Finish(new AnswerEnd(_reason, null, Usage));
    }

    /// <summary>An error may carry its own type where the event's is expected.</summary>
    private static bool IsError(string type, ReadOnlySpan<byte> name, JsonElement root) =>
        type is "error" or "response.failed" || name.SequenceEqual("error"u8)
        || (!type.StartsWith("response.", StringComparison.Ordinal) && root.TryGet("error", out _));

    private StreamStep Read(string type, JsonElement data, IAnswerSink sink)
    {
        switch (type)
        {
            case "response.created" or "response.queued" or "response.in_progress":
                if (!data.TryGet("response", out var begun) || begun.ValueKind != JsonValueKind.Object)
                    return StreamStep.Malformed;
                Begin(begun, sink);
                return StreamStep.Continue;
            case "response.output_item.added" or "response.output_item.done":
                return ReadItem(data, type.EndsWith("done", StringComparison.Ordinal), sink);
            case "response.completed" or "response.incomplete":
                return ReadEnd(data, sink);
            default:
                return ResponsesTextEvent.Of(type) is { } carried ? ReadText(carried, data, sink) : StreamStep.Continue;
        }
    }

    private void Begin(JsonElement response, IAnswerSink sink)
    {
        if (_begun)
            return;
        _begun = true;
        sink.Begin(new AnswerStart(response.TextOf("id"), response.TextOf("model"), null));
    }

    private StreamStep ReadItem(JsonElement data, bool isDone, IAnswerSink sink)
    {
        if (!data.TryGet("item", out var item) || !TryReadIndex(data, "output_index", out var index))
            return StreamStep.Malformed;
        Begin(default, sink);
        return _blocks.Take(index, item, isDone, sink) ? StreamStep.Continue : StreamStep.Malformed;
    }

    private StreamStep ReadText(in ResponsesTextEvent carried, JsonElement data, IAnswerSink sink)
    {
        if (data.TextOf(carried.Member) is not { } text)
            return carried.IsWhole && !data.TryGet(carried.Member, out _) ? StreamStep.Continue : StreamStep.Malformed;
        long? part = 0;
        if (!TryReadIndex(data, "output_index", out var index) || (carried.PartName is { } name && !TryReadIndex(data, name, out part)))
            return StreamStep.Malformed;
        Begin(default, sink);
        return _blocks.Take(index, carried, part ?? 0, text, sink) ? StreamStep.Continue : StreamStep.Malformed;
    }

    private StreamStep ReadEnd(JsonElement data, IAnswerSink sink)
    {
        if (!data.TryGet("response", out var response) || response.ValueKind != JsonValueKind.Object)
            return StreamStep.Malformed;
        Begin(response, sink);
        Usage = ResponsesUpstreamWords.UsageOf(response);
        if (!_blocks.HasItems && response.TryGet("output", out var output) && output.ValueKind == JsonValueKind.Array)
        {
            var index = 0;
            foreach (var item in output.EnumerateArray())
                _blocks.Take(index++, item, isDone: true, sink);
        }

        _reason = ResponsesUpstreamWords.ReasonOf(response, _blocks);
        EndSeen = true;
        return StreamStep.Done;
    }

    /// <summary>Reads a place; null when it is not told.</summary>
    private static bool TryReadIndex(JsonElement data, string name, out long? index)
    {
        index = null;
        if (!data.TryGet(name, out var value))
            return true;
        if (value.ValueKind != JsonValueKind.Number || !RawElement.TryReadWhole(value, out var whole) || whole < 0)
            return false;
        index = whole;
        return true;
    }
}
