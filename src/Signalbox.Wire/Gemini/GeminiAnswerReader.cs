using System.Text.Json;
using Signalbox.Wire.Conversation;
using Signalbox.Wire.Json;

namespace Signalbox.Wire.Gemini;

/// <summary>Reads a whole answer of <c>models.generateContent</c> (https://ai.google.dev/api/generate-content#generatecontentresponse).</summary>
public static class GeminiAnswerReader
{
    /// <summary>Tells the answer to a sink. A prompt that a filter held back is an answer without content.</summary>
    /// <param name="root">The whole body, whatever its status.</param>
    /// <param name="fallbackId">The answer's id where it has none, and what the ids of its calls are made from.</param>
    /// <param name="sink">Who is told; of an error nothing.</param>
    /// <returns>The error that the body tells, that the model failed, or that it is no answer; null when an answer was told.</returns>
    public static AnswerError? Read(JsonElement root, string fallbackId, IAnswerSink sink)
    {
        ArgumentNullException.ThrowIfNull(sink);
        var answer = GeminiWords.ObjectOf(root);
        if (answer.TryGet("error", out _))
            return GeminiWords.ReadError(answer);
        var isBlocked = GeminiWords.IsBlocked(answer);
        if (answer.ValueKind != JsonValueKind.Object || !GeminiCandidate.TryRead(answer, out var candidate) || (candidate is null && !isBlocked))
            return new AnswerError("The provider's answer has no candidate that can be read.", null, ErrorClass.Other);
        if (candidate is { FinishReason: { } word } ended && GeminiWords.IsFault(word, isEmpty: !GeminiPartFeed.HasContent(ended)))
            return GeminiWords.Fault(word, ended.FinishMessage);
        var counts = default(GeminiCounts);
        counts.Read(answer);
        sink.Begin(new AnswerStart(answer.TextOf("responseId") ?? fallbackId, answer.TextOf("modelVersion"), counts.Usage));
        var parts = new GeminiPartFeed(fallbackId);
        if (candidate is { } told)
            parts.Add(told, sink);
        parts.Close(sink);
        var reason = candidate?.FinishReason is null && isBlocked ? StopReason.ContentFilter : GeminiWords.ReasonOf(candidate?.FinishReason, parts.HasCalls);
        sink.Finish(new AnswerEnd(reason, null, counts.Usage));
        return null;
    }
}
