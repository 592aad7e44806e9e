using System.Text.Json;
using Signalbox.Wire.Json;

namespace Signalbox.Wire.Gemini;

/// <summary>The first candidate of an answer, or of an event, which is an answer in part (https://ai.google.dev/api/generate-content#candidate).</summary>
/// <param name="Parts">The list of its parts; undefined when it has none.</param>
/// <param name="FinishReason">Why it ended; null when it has not.</param>
/// <param name="FinishMessage">More about that; null when there is none.</param>
internal readonly record struct GeminiCandidate(JsonElement Parts, string? FinishReason, string? FinishMessage)
{
    /// <summary>Reads it.</summary>
    /// <param name="answer">An object.</param>
    /// <param name="candidate">Null when there is none.</param>
    /// <returns>False when something has a wrong type, so that it is not what the API sends.</returns>
    public static bool TryRead(JsonElement answer, out GeminiCandidate? candidate)
    {
        candidate = null;
        if (!answer.TryGet("candidates", out var list))
            return true;
        if (list.ValueKind != JsonValueKind.Array)
            return false;
        if (list.GetArrayLength() == 0)
            return true;
        var first = list[0];
        if (first.ValueKind != JsonValueKind.Object || !TryReadParts(first, out var parts))
            return false;
        if (first.TryGet("finishReason", out var reason) && reason.ValueKind != JsonValueKind.String)
            return false;
        var word = first.TextOf("finishReason");
        candidate = new GeminiCandidate(parts, word is "" or "FINISH_REASON_UNSPECIFIED" ? null : word, first.TextOf("finishMessage"));
        return true;
    }

    private static bool TryReadParts(JsonElement candidate, out JsonElement parts)
    {
        parts = default;
        if (!candidate.TryGet("content", out var content))
            return true;
        if (content.ValueKind != JsonValueKind.Object)
            return false;
        if (!content.TryGet("parts", out parts))
            return true;
        if (parts.ValueKind != JsonValueKind.Array)
            return false;
        foreach (var part in parts.EnumerateArray())
            if (!IsPart(part))
                return false;
        return true;
    }

    private static bool IsPart(JsonElement part)
    {
        if (part.ValueKind != JsonValueKind.Object)
            return false;
        if (part.TryGet("text", out var text) && text.ValueKind != JsonValueKind.String)
            return false;
        if (part.TryGet("thoughtSignature", out var signature) && signature.ValueKind != JsonValueKind.String)
            return false;
        return !part.TryGet("functionCall", out var call)
            || (!string.IsNullOrEmpty(call.TextOf("name")) && (!call.TryGet("args", out var args) || args.ValueKind == JsonValueKind.Object));
    }
}
