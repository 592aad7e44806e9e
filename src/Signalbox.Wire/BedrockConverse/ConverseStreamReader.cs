using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Signalbox.Wire.Conversation;
using Signalbox.Wire.Json;

namespace Signalbox.Wire.BedrockConverse;

/// <summary>
/// Reads the events of one streamed answer (https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_ConverseStream.html): the event's name is
/// the frame's type, its data the payload. <c>messageStop</c> ends the answer; the counts come after it, in <c>metadata</c>. Unknown events are passed
/// over, errors are known by their names' end.
/// </summary>
public sealed class ConverseStreamReader : IAnswerStreamReader
{
    private readonly ConverseBlockFeed _blocks = new();
    private ConverseCounts _counts;
    private bool _begun;
    private StopReason _reason;

    /// <inheritdoc/>
    public TokenUsage? Usage => _counts.Usage;

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
        try
        {
            var reader = new Utf8JsonReader(data);
            using var document = JsonDocument.ParseValue(ref reader);
            return document.RootElement.ValueKind == JsonValueKind.Object && !reader.Read()
                ? Read(Encoding.UTF8.GetString(name), document.RootElement, sink)
                : StreamStep.Malformed;
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
        Begin(sink);
        _blocks.Complete(sink);
        sink.Finish(new AnswerEnd(_reason, null, Usage));
    }

    private StreamStep Read(string name, JsonElement data, IAnswerSink sink)
    {
        switch (name)
        {
            case "messageStart":
                Begin(sink);
                return StreamStep.Continue;
            case "contentBlockStart":
                Begin(sink);
                return Step(_blocks.Start(data, sink));
            case "contentBlockDelta":
                Begin(sink);
                return Step(_blocks.Add(data, sink));
            case "contentBlockStop":
                return Step(_blocks.Stop(data, sink));
            case "messageStop":
                if (data.TextOf("stopReason") is not { } reason)
                    return StreamStep.Malformed;
                _reason = ConverseStopReasons.Of(reason);
                EndSeen = true;
                return StreamStep.Continue;
            case "metadata":
                ReadUsage(data);
                return EndSeen ? StreamStep.Done : StreamStep.Continue;
            default:
                if (!ConverseErrors.IsError(name))
                    return StreamStep.Continue;
                Error = ConverseErrors.Read(data, name);
                return StreamStep.Error;
        }
    }

    private static StreamStep Step(bool isWellFormed) => isWellFormed ? StreamStep.Continue : StreamStep.Malformed;

    private void Begin(IAnswerSink sink)
    {
        if (_begun)
            return;
        _begun = true;
        sink.Begin(new AnswerStart(null, null, Usage));
    }

    private void ReadUsage(JsonElement data)
    {
        if (!data.TryGet("usage", out var usage))
            return;
        var json = JsonMarshal.GetRawUtf8Value(usage);
        var cursor = new JsonCursor(json);
        _counts.Read(json, ref cursor);
    }
}
