using System.Runtime.InteropServices;
using System.Text.Json;
using Signalbox.Wire.Conversation;
using Signalbox.Wire.Json;

namespace Signalbox.Wire.BedrockConverse;

/// <summary>
/// Reads a whole answer of <c>POST /model/{modelId}/converse</c>
/// (https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_Converse.html#API_runtime_Converse_ResponseSyntax). It names neither itself nor
/// its model.
/// </summary>
public static class ConverseAnswerReader
{
    /// <summary>Tells the answer to a sink. Blocks of unknown kinds, and calls of tools that Bedrock runs itself, are left out, which is told.</summary>
    /// <param name="root">The whole body, whatever its status.</param>
    /// <param name="sink">Who is told; of an error nothing.</param>
    /// <returns>The error that the body tells, or that it is no answer; null when an answer was told.</returns>
    public static AnswerError? Read(JsonElement root, IAnswerSink sink)
    {
        ArgumentNullException.ThrowIfNull(sink);
        if (!root.TryGet("output", out var output))
        {
            return root.TryGet("message", out _) || root.TryGet("Message", out _) || root.TryGet("__type", out _)
                ? ConverseErrors.Read(root, null)
                : NoAnswer("\"output\"");
        }

        if (!output.TryGet("message", out var message) || !message.TryGet("content", out var content) || content.ValueKind != JsonValueKind.Array)
            return NoAnswer("list \"output.message.content\"");
        foreach (var block in content.EnumerateArray())
            if (IsToolCall(block, out var call) && !BlockStart.IsCall(call.TextOf("toolUseId"), call.TextOf("name")))
                return AnswerError.CallWithoutName;
        var usage = UsageOf(root);
        sink.Begin(new AnswerStart(null, null, usage));
        foreach (var block in content.EnumerateArray())
            ReadBlock(block, sink);
        sink.Finish(new AnswerEnd(ConverseStopReasons.Of(root.TextOf("stopReason")), null, usage));
        return null;
    }

    private static AnswerError NoAnswer(string lacks) => new($"The provider's answer is not one of Converse: it has no {lacks}.", null, ErrorClass.Other);

    private static TokenUsage? UsageOf(JsonElement root)
    {
        if (!root.TryGet("usage", out var usage))
            return null;
        var counts = default(ConverseCounts);
        var json = JsonMarshal.GetRawUtf8Value(usage);
        var cursor = new JsonCursor(json);
        counts.Read(json, ref cursor);
        return counts.Usage;
    }

    private static void ReadBlock(JsonElement block, IAnswerSink sink)
    {
        if (block.TextOf("text") is { } text)
        {
            sink.TellBlock(new BlockStart(BlockKind.Text), text, null);
        }
        else if (block.TryGet("reasoningContent", out var reasoning))
        {
            if (reasoning.TextOf("redactedContent") is { } withheld)
                sink.TellBlock(new BlockStart(BlockKind.RedactedReasoning), null, withheld);
            else if (reasoning.TryGet("reasoningText", out var shown))
                sink.TellBlock(new BlockStart(BlockKind.Reasoning), shown.TextOf("text"), shown.TextOf("signature"));
        }
        else if (IsToolCall(block, out var call))
        {
            var input = call.TryGet("input", out var value) && value.ValueKind == JsonValueKind.Object ? value.Compact() : "{}";
            sink.TellBlock(BlockStart.Call(call.TextOf("toolUseId"), call.TextOf("name")), input, null);
        }
        else if (block.TryGet("citationsContent", out var cited) && cited.TryGet("content", out var pieces) && pieces.ValueKind == JsonValueKind.Array)
        {
            sink.TellBlock(new BlockStart(BlockKind.Text), string.Concat(pieces.EnumerateArray().Select(piece => piece.TextOf("text"))), null);
        }
        else
        {
            sink.LeftOut(ConverseWords.KindOf(block));
        }
    }

    private static bool IsToolCall(JsonElement block, out JsonElement call) => block.TryGet("toolUse", out call) && call.TextOf("type") != "server_tool_use";
}
