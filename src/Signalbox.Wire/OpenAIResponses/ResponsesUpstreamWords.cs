using System.Runtime.InteropServices;
using System.Text.Json;
using Signalbox.Wire.Conversation;
using Signalbox.Wire.Json;
using Signalbox.Wire.OpenAIChat;

namespace Signalbox.Wire.OpenAIResponses;

/// <summary>What an upstream's response says of its end, its tokens and its failure (https://platform.openai.com/docs/api-reference/responses/object).</summary>
internal static class ResponsesUpstreamWords
{
    /// <summary>Why an answer ended; one that calls tools says so nowhere but in its output.</summary>
    public static StopReason ReasonOf(JsonElement response, ResponsesBlockFeed blocks)
    {
        if (response.TextOf("status") == "incomplete")
        {
            response.TryGet("incomplete_details", out var details);
            return details.TextOf("reason") == "content_filter" ? StopReason.ContentFilter : StopReason.Length;
        }

        if (blocks.HasCalls)
            return StopReason.ToolCalls;
        return blocks.HasRefusal ? StopReason.Refusal : StopReason.Complete;
    }

    /// <summary>The counts; null when none were reported.</summary>
    public static TokenUsage? UsageOf(JsonElement response)
    {
        if (!response.TryGet("usage", out var usage) || usage.ValueKind != JsonValueKind.Object)
            return null;
        var json = JsonMarshal.GetRawUtf8Value(usage);
        var cursor = new JsonCursor(json);
        return ResponsesUsageScanner.Read(json, ref cursor);
    }

    /// <summary>The error that an event or a whole response tells.</summary>
    public static AnswerError ErrorOf(ReadOnlySpan<byte> json, ReadOnlySpan<byte> eventName)
    {
        var walk = new ResponsesPayloadWalk(json);
        walk.Run(eventName);
        return ChatAnswerErrors.From(json, walk.Error);
    }
}
