using System.Text.Json;
using Signalbox.Wire.Conversation;
using Signalbox.Wire.Json;

namespace Signalbox.Wire.AnthropicMessages;

/// <summary>Anthropic's words for how an answer ended and what went wrong, both ways.</summary>
internal static class MessagesWords
{
    /// <summary>What a <c>stop_reason</c> means (https://docs.anthropic.com/en/api/handling-stop-reasons); an unknown one is an end like any other.</summary>
    public static StopReason ReasonOf(string? word) => word switch
    {
        "max_tokens" or "model_context_window_exceeded" => StopReason.Length,
        "stop_sequence" => StopReason.StopSequence,
        "tool_use" => StopReason.ToolCalls,
        "pause_turn" => StopReason.Paused,
        "refusal" => StopReason.Refusal,
        _ => StopReason.Complete,
    };

    /// <summary>
    /// The <c>stop_reason</c> for an end. An answer that calls tools says so whatever the upstream said: clients act on it (R40); one that calls none
    /// must not have them wait for a call.
    /// </summary>
    public static string WordFor(StopReason reason, bool hasCalls, bool hasRefusal) => reason switch
    {
        StopReason.Length => "max_tokens",
        StopReason.ContentFilter or StopReason.Refusal => "refusal",
        StopReason.Paused => "pause_turn",
        _ when hasCalls => "tool_use",
        _ when hasRefusal => "refusal",
        StopReason.StopSequence => "stop_sequence",
        _ => "end_turn",
    };

    /// <summary>The <c>stop_sequence</c> beside a <c>stop_reason</c>: told only where that says that one ended the answer.</summary>
    public static string? SequenceFor(string word, in AnswerEnd end) => word == "stop_sequence" ? end.StopSequence : null;

    /// <summary>Reads the <c>error</c> of an error body or event (https://docs.anthropic.com/en/api/errors); wrong types are left out.</summary>
    public static AnswerError ReadError(JsonElement root)
    {
        root.TryGet("error", out var error);
        var type = error.TextOf("type");
        var message = error.TextOf("message") ?? (error.ValueKind == JsonValueKind.String ? error.Text() : "The provider told an error without a message.");
        return new AnswerError(message, type, type switch
        {
            "overloaded_error" => ErrorClass.Overloaded,
            "rate_limit_error" => ErrorClass.RateLimited,
            _ => ErrorClass.Other,
        });
    }
}
