using Signalbox.Wire.Conversation;

namespace Signalbox.Wire.BedrockConverse;

/// <summary>What Bedrock's <c>stopReason</c> means (https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_MessageStopEvent.html).</summary>
internal static class ConverseStopReasons
{
    /// <summary>
    /// Reads the word; an unknown one is an end like any other. An answer that Bedrock calls malformed broke off in the midst, so that a call in it must
    /// not be made: that is what clients take a reached bound for.
    /// </summary>
    public static StopReason Of(string? word) => word switch
    {
        "tool_use" => StopReason.ToolCalls,
        "max_tokens" or "model_context_window_exceeded" or "malformed_model_output" or "malformed_tool_use" => StopReason.Length,
        "stop_sequence" => StopReason.StopSequence,
        "guardrail_intervened" or "content_filtered" => StopReason.ContentFilter,
        "refusal" => StopReason.Refusal,
        _ => StopReason.Complete,
    };
}
