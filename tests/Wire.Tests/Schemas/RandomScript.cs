using System.Text.Json;
using Signalbox.Wire;
using Signalbox.Wire.Conversation;

namespace Wire.Tests.Schemas;

/// <summary>Makes random answers of every kind of block and end, with and without what a provider may leave out.</summary>
internal static class RandomScript
{
    private static readonly string[] Pieces = ["a", " ", "é", "北京", "😀", "\n", "\"", "\\", "\u2028", "data: x\n\n", "[DONE]", "{}", "null"];
    private static readonly BlockKind[] Kinds = Enum.GetValues<BlockKind>();
    private static readonly StopReason[] Reasons = Enum.GetValues<StopReason>();

    public static AnswerScript Make(Random random)
    {
        var script = new AnswerScript();
        script.Begin(new AnswerStart(Maybe(random, "id_1"), Maybe(random, "upstream-model"), MaybeUsage(random)));
        for (var i = random.Next(6); i > 0; i--)
            TellBlock(script, random, i);
        var reason = Reasons[random.Next(Reasons.Length)];
        script.Finish(new AnswerEnd(reason, reason == StopReason.StopSequence ? "END" : null, MaybeUsage(random)));
        return script;
    }

    private static void TellBlock(AnswerScript script, Random random, int number)
    {
        var kind = Kinds[random.Next(Kinds.Length)];
        var isCall = kind is BlockKind.ToolCall or BlockKind.CustomToolCall;
        script.OpenBlock(isCall ? new BlockStart(kind, Maybe(random, $"call_{number}"), "tool") : new BlockStart(kind));
        foreach (var piece in kind switch
        {
            BlockKind.RedactedReasoning => [],
            BlockKind.ToolCall => Arguments(random),
            _ => Text(random),
        })
            script.Append(piece);
        if (kind is BlockKind.Reasoning or BlockKind.RedactedReasoning && random.Next(3) > 0)
            script.Sign("c2lnbmVk");
        script.CloseBlock();
    }

    private static List<string> Text(Random random) => [.. Enumerable.Range(0, random.Next(4)).Select(_ => Pieces[random.Next(Pieces.Length)])];

    /// <summary>The pieces of a JSON object; none where the function takes nothing.</summary>
    private static List<string> Arguments(Random random)
    {
        if (random.Next(4) == 0)
            return [];
        var json = JsonSerializer.Serialize(new { text = string.Concat(Text(random)), numbers = new[] { 1, 2.5 } });
        var cut = random.Next(1, json.Length);
        return [json[..cut], json[cut..]];
    }

    private static string? Maybe(Random random, string text) => random.Next(3) == 0 ? null : text;

    private static TokenUsage? MaybeUsage(Random random) => random.Next(4) == 0 ? null : new TokenUsage
    {
        Input = MaybeCount(random, 1000),
        Output = MaybeCount(random, 1000),
        Total = MaybeCount(random, 3000),
        Cached = MaybeCount(random, 100),
        CacheWrite = MaybeCount(random, 100),
        Reasoning = MaybeCount(random, 100),
        AudioInput = MaybeCount(random, 10),
        AudioOutput = MaybeCount(random, 10),
    };

    private static long? MaybeCount(Random random, int most) => random.Next(3) == 0 ? null : random.Next(most);
}
