using Signalbox.Wire;
using Signalbox.Wire.Conversation;

namespace Wire.Tests.AnthropicMessages;

/// <summary>A random answer such as Anthropic gives, told piece by piece; every telling is the same.</summary>
internal sealed class RandomAnswer(Random source)
{
    private static readonly string[] Texts = ["a", "北", "😀", " \n", "\"\\", "event: x\n\n", "{}", "\u2028"];
    private readonly int _seed = source.Next();

    public void Tell(IAnswerSink sink)
    {
        var random = new Random(_seed);
        var usage = new TokenUsage { Input = 100 + random.Next(100), Cached = random.Next(50), CacheWrite = random.Next(50), Output = random.Next(9) };
        sink.Begin(new AnswerStart("msg_" + random.Next(100), "claude", usage));
        var hasCalls = false;
        for (var i = random.Next(5); i > 0; i--)
        {
            var kind = (BlockKind)random.Next(4);
            hasCalls |= kind == BlockKind.ToolCall;
            sink.OpenBlock(kind == BlockKind.ToolCall ? new BlockStart(kind, "toolu_" + i, "f") : new BlockStart(kind));
            if (kind == BlockKind.ToolCall)
            {
                sink.Append("{\"a\":");
                sink.Append("[1, \"x y\"]}");
            }
            else if (kind != BlockKind.RedactedReasoning)
            {
                for (var j = random.Next(1, 4); j > 0; j--)
                    sink.Append(Texts[random.Next(Texts.Length)]);
            }

            if (kind == BlockKind.RedactedReasoning || (kind == BlockKind.Reasoning && random.Next(2) == 0))
                sink.Sign("sig/" + i + "==");
            sink.CloseBlock();
        }

        var reason = hasCalls ? StopReason.ToolCalls
            : new[] { StopReason.Complete, StopReason.StopSequence, StopReason.Length, StopReason.Refusal, StopReason.Paused }[random.Next(5)];
        sink.Finish(new AnswerEnd(reason, reason == StopReason.StopSequence ? "END" : null, usage with { Output = 10 + random.Next(90) }));
    }
}
