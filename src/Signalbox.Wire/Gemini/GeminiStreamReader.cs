using System.Text.Json;
using Signalbox.Wire.Conversation;
using Signalbox.Wire.Json;

namespace Signalbox.Wire.Gemini;

/// <summary>
/// Reads the events of one answer of <c>models.streamGenerateContent?alt=sse</c>
/// (https://ai.google.dev/api/generate-content#method:-models.streamgeneratecontent). Each is an answer in part, without a name; after the last the
/// stream just ends.
/// </summary>
/// <param name="answerId">What the ids of calls are made from where Google gives none.</param>
public sealed class GeminiStreamReader(string answerId) : IAnswerStreamReader
{
    private readonly GeminiPartFeed _parts = new(answerId);
    private GeminiCounts _counts;
    private bool _begun;
    private bool _isBlocked;
    private bool _isEmpty = true;
    private string? _reason;

    /// <inheritdoc/>
    public TokenUsage? Usage => _counts.Usage;

    /// <inheritdoc/>
    public bool EndSeen => _reason is not null || _isBlocked;

    /// <inheritdoc/>
    public bool ContentSeen => _parts.ContentSeen;

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
            return reader.Read() ? StreamStep.Malformed : Read(GeminiWords.ObjectOf(document.RootElement), sink);
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
        _parts.Close(sink);
        var reason = _reason is null && _isBlocked ? StopReason.ContentFilter : GeminiWords.ReasonOf(_reason, _parts.HasCalls);
        sink.Finish(new AnswerEnd(reason, null, _counts.Usage));
    }

    private StreamStep Read(JsonElement answer, IAnswerSink sink)
    {
        if (answer.TryGet("error", out _))
        {
            Error = GeminiWords.ReadError(answer);
            return StreamStep.Error;
        }

        if (answer.ValueKind != JsonValueKind.Object || !GeminiCandidate.TryRead(answer, out var candidate))
            return StreamStep.Malformed;
        _counts.Read(answer);
        Begin(answer, sink);
        if (candidate is not { } part)
        {
            _isBlocked |= GeminiWords.IsBlocked(answer);
            return StreamStep.Continue;
        }

        _parts.Add(part, sink);
        _isEmpty &= !GeminiPartFeed.HasContent(part);
        if (part.FinishReason is not { } word)
            return StreamStep.Continue;
        if (GeminiWords.IsFault(word, _isEmpty))
        {
            Error = GeminiWords.Fault(word, part.FinishMessage);
            return StreamStep.Error;
        }

        _reason = word;
        return StreamStep.Continue;
    }

    private void Begin(JsonElement answer, IAnswerSink sink)
    {
        if (_begun)
            return;
        _begun = true;
        sink.Begin(new AnswerStart(answer.TextOf("responseId") ?? answerId, answer.TextOf("modelVersion"), _counts.Usage));
    }
}
