using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Signalbox.Wire.Conversation;
using Signalbox.Wire.Json;

namespace Signalbox.Wire.Gemini;

/// <summary>Google's words for how an answer ended and what went wrong.</summary>
internal static class GeminiWords
{
    /// <summary>
    /// What a <c>finishReason</c> means (https://ai.google.dev/api/generate-content#FinishReason); an unknown one is an end like any other. Google has no
    /// word of its own for an answer that calls tools.
    /// </summary>
    public static StopReason ReasonOf(string? word, bool hasCalls) => word switch
    {
        "MAX_TOKENS" => StopReason.Length,
        "SAFETY" or "RECITATION" or "LANGUAGE" or "BLOCKLIST" or "PROHIBITED_CONTENT" or "SPII" or "MODEL_ARMOR" => StopReason.ContentFilter,
        "IMAGE_SAFETY" or "IMAGE_PROHIBITED_CONTENT" or "IMAGE_RECITATION" => StopReason.ContentFilter,
        _ => hasCalls ? StopReason.ToolCalls : StopReason.Complete,
    };

    /// <summary>
    /// Whether the model failed at what it was to write, so that there is no answer: passed on as an end it would stop an agent in silence. So would an
    /// end for another or an unknown reason that nothing came before.
    /// </summary>
    public static bool IsFault(string word, bool isEmpty) => word switch
    {
        "MALFORMED_FUNCTION_CALL" or "UNEXPECTED_TOOL_CALL" or "TOO_MANY_TOOL_CALLS" or "MISSING_THOUGHT_SIGNATURE" or "MALFORMED_RESPONSE" => true,
        "STOP" => false,
        _ => isEmpty && ReasonOf(word, hasCalls: false) == StopReason.Complete,
    };

    /// <summary>The error for such an end.</summary>
    public static AnswerError Fault(string word, string? message) =>
        new(string.IsNullOrEmpty(message) ? $"The model's answer broke off: {word}." : message, word, ErrorClass.Other);

    /// <summary>Whether the prompt was held back by a filter (https://ai.google.dev/api/generate-content#BlockReason): then there is no candidate.</summary>
    public static bool IsBlocked(JsonElement answer) =>
        answer.TryGet("promptFeedback", out var feedback) && feedback.TextOf("blockReason") is { Length: > 0 } reason && reason != "BLOCK_REASON_UNSPECIFIED";

    /// <summary>
    /// The object that tells what happened: the value itself, or the one in a list, as errors of streaming methods come. Undefined when it is neither.
    /// </summary>
    public static JsonElement ObjectOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => value,
        JsonValueKind.Array when value.GetArrayLength() > 0 && value[0].TryGet("error", out _) => value[0],
        _ => default,
    };

    /// <summary>Reads the <c>error</c> of a body or event (https://ai.google.dev/gemini-api/docs/troubleshooting); wrong types are left out.</summary>
    public static AnswerError ReadError(JsonElement root)
    {
        root.TryGet("error", out var error);
        var status = error.TextOf("status");
        var code = error.TryGet("code", out var number) && number.ValueKind == JsonValueKind.Number ? JsonMarshal.GetRawUtf8Value(number) : default;
        var message = error.TextOf("message") ?? (error.ValueKind == JsonValueKind.String ? error.Text() : "The provider told an error without a message.");
        return new AnswerError(message, status, ClassOf(Encoding.UTF8.GetBytes(status ?? ""), code));
    }

    /// <summary>What an error amounts to, by its <c>status</c>, or where there is none by its <c>code</c>.</summary>
    public static ErrorClass ClassOf(ReadOnlySpan<byte> status, ReadOnlySpan<byte> code)
    {
        if (status.SequenceEqual("RESOURCE_EXHAUSTED"u8) || (status.IsEmpty && code.SequenceEqual("429"u8)))
            return ErrorClass.RateLimited;
        return status.SequenceEqual("UNAVAILABLE"u8) || (status.IsEmpty && (code.SequenceEqual("503"u8) || code.SequenceEqual("529"u8)))
            ? ErrorClass.Overloaded
            : ErrorClass.Other;
    }
}
