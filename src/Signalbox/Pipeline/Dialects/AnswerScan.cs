using Signalbox.Wire;
using Signalbox.Wire.Json;

namespace Signalbox.Pipeline.Dialects;

/// <summary>What the gateway needs to know of a whole answer.</summary>
/// <param name="IsObject">Whether it is one JSON object; when not, nothing else here has meaning.</param>
/// <param name="IsError">Whether it is an error, whatever the status said.</param>
/// <param name="ErrorMessage">The error's words; null when it has none.</param>
/// <param name="ErrorClass">What the error amounts to.</param>
/// <param name="Usage">The tokens, when they are reported.</param>
internal readonly record struct AnswerScan(bool IsObject, bool IsError, string? ErrorMessage, ErrorClass ErrorClass, TokenUsage? Usage)
{
    /// <summary>What a dialect's scanner found in a body.</summary>
    public static AnswerScan Of(ReadOnlySpan<byte> body, bool isObject, bool isError, in ErrorScan error, TokenUsage? usage) =>
        new(isObject, isError, isError && error.Message.IsPresent ? JsonText.Decode(error.Message.Of(body)) : null, error.Class, usage);
}
