using System.Runtime.InteropServices;
using System.Text.Json;
using Signalbox.Wire.Conversation;
using Signalbox.Wire.Json;

namespace Signalbox.Wire.OpenAIResponses;

/// <summary>Reads a whole answer of <c>POST /v1/responses</c> (https://platform.openai.com/docs/api-reference/responses/object).</summary>
public static class ResponsesAnswerReader
{
    /// <summary>Tells the answer to a sink. Items of tools that the provider runs, and of unknown kinds, are left out, which is told.</summary>
    /// <param name="root">The whole body, whatever its status.</param>
    /// <param name="sink">Who is told; of an error nothing.</param>
    /// <returns>The error that the body tells, or that it is no finished response; null when an answer was told.</returns>
    public static AnswerError? Read(JsonElement root, IAnswerSink sink)
    {
        ArgumentNullException.ThrowIfNull(sink);
        var hasOutput = root.TryGet("output", out var output) && output.ValueKind == JsonValueKind.Array;
        var status = root.TextOf("status");
        if (status == "failed" || (root.TryGet("error", out _) && !hasOutput))
            return ResponsesUpstreamWords.ErrorOf(JsonMarshal.GetRawUtf8Value(root), default);
        if (!hasOutput)
            return new AnswerError("The provider's answer is not a response: it has no list \"output\".", null, ErrorClass.Other);
        if (status is "queued" or "in_progress" or "cancelled")
            return new AnswerError($"The provider's answer is not finished: its status is {status}.", null, ErrorClass.Other);
        foreach (var item in output.EnumerateArray())
            if (item.TextOf("type") is "function_call" or "custom_tool_call" && !BlockStart.IsCall(item.TextOf("call_id"), item.TextOf("name")))
                return AnswerError.CallWithoutName;
        var usage = ResponsesUpstreamWords.UsageOf(root);
        var blocks = new ResponsesBlockFeed();
        sink.Begin(new AnswerStart(root.TextOf("id"), root.TextOf("model"), usage));
        var index = 0;
        foreach (var item in output.EnumerateArray())
            blocks.Take(index++, item, isDone: true, sink);
        blocks.Complete(sink);
        sink.Finish(new AnswerEnd(ResponsesUpstreamWords.ReasonOf(root, blocks), null, usage));
        return null;
    }
}
