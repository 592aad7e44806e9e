using System.Text.Json;
using Signalbox.Wire.Conversation;
using Signalbox.Wire.Json;

namespace Signalbox.Wire.AnthropicMessages;

/// <summary>Reads a whole answer of <c>POST /v1/messages</c> (https://docs.anthropic.com/en/api/messages#response-content).</summary>
public static class MessagesAnswerReader
{
    /// <summary>Tells the answer to a sink. Blocks of unknown kinds are left out, which is told.</summary>
    /// <param name="root">The whole body, whatever its status.</param>
    /// <param name="sink">Who is told; of an error nothing.</param>
    /// <returns>The error that the body tells, or that it is no message; null when an answer was told.</returns>
    public static AnswerError? Read(JsonElement root, IAnswerSink sink)
    {
        ArgumentNullException.ThrowIfNull(sink);
        if (root.TextOf("type") == "error" || (root.TryGet("error", out _) && !root.TryGet("content", out _)))
            return MessagesWords.ReadError(root);
        if (!root.TryGet("content", out var content) || content.ValueKind != JsonValueKind.Array)
            return new AnswerError("The provider's answer is not a message: it has no list \"content\".", null, ErrorClass.Other);
        foreach (var block in content.EnumerateArray())
            if (block.TextOf("type") == "tool_use" && !BlockStart.IsCall(block.TextOf("id"), block.TextOf("name")))
                return AnswerError.CallWithoutName;
        var usage = new MessagesUsageReader();
        usage.Read(root);
        sink.Begin(new AnswerStart(root.TextOf("id"), root.TextOf("model"), usage.Usage));
        foreach (var block in content.EnumerateArray())
            ReadBlock(block, sink);
        sink.Finish(new AnswerEnd(MessagesWords.ReasonOf(root.TextOf("stop_reason")), root.TextOf("stop_sequence"), usage.Usage));
        return null;
    }

    private static void ReadBlock(JsonElement block, IAnswerSink sink)
    {
        switch (block.TextOf("type"))
        {
            case "text":
                sink.TellBlock(new BlockStart(BlockKind.Text), block.TextOf("text"), null);
                break;
            case "thinking":
                sink.TellBlock(new BlockStart(BlockKind.Reasoning), block.TextOf("thinking"), block.TextOf("signature"));
                break;
            case "redacted_thinking":
                sink.TellBlock(new BlockStart(BlockKind.RedactedReasoning), null, block.TextOf("data"));
                break;
            case "tool_use":
                var input = block.TryGet("input", out var value) ? value.Compact() : "{}";
                sink.TellBlock(BlockStart.Call(block.TextOf("id"), block.TextOf("name")), input, null);
                break;
            default:
                sink.LeftOut(block.TextOf("type") ?? "");
                break;
        }
    }
}
