using System.Text.Json;
using Signalbox.Wire.Conversation;

namespace Wire.Tests.AnthropicMessages;

/// <summary>Random requests that make use only of what Messages keep or map, with values that need no bending.</summary>
internal static class RandomConversation
{
    private static readonly string[] Texts = ["Hi", "北京 😀", "a \"b\"\\\n", "<x>", "null"];

    public static ConversationRequest Make(Random random)
    {
        var request = new ConversationRequest();
        if (random.Next(2) == 0)
            request.Turns.Add(Messages.Turn(TurnRole.System, Text(random), Text(random)));
        var calls = 0;
        for (var i = random.Next(1, 4); i > 0; i--)
        {
            request.Turns.Add(Messages.Turn(TurnRole.User, Prose(random), Prose(random)));
            var assistant = Messages.Turn(TurnRole.Assistant, new ReasoningPart(Word(random), "sig" + i), Text(random));
            if (random.Next(3) == 0)
                assistant.Parts.Insert(0, new ReasoningPart("", "data" + i) { IsRedacted = true });
            var results = Messages.Turn(TurnRole.Tool);
            for (var j = random.Next(3); j > 0; j--)
            {
                var id = $"toolu_{calls++}";
                assistant.Parts.Add(new ToolCallPart(id, "f", """{"a":[1,{"b":"c d"}]}""") { Cache = Cache(random) });
                results.Parts.Insert(0, new ToolResultPart(id, [Prose(random)], random.Next(2) == 0) { Cache = Cache(random) });
            }

            request.Turns.Add(assistant);
            if (results.Parts.Count > 0)
                request.Turns.Add(results);
        }

        request.Turns.Add(Messages.Turn(TurnRole.User, Prose(random)));
        Set(request, random);
        return request;
    }

    private static void Set(ConversationRequest request, Random random)
    {
        request.MaxOutputTokens = random.Next(10_000, 20_000);
        request.Stream = random.Next(2) == 0;
        request.User = Maybe(random, "user");
        if (random.Next(2) == 0)
            request.StopSequences.AddRange(["END", "\n\nHuman:"]);
        if (random.Next(2) == 0)
            request.Format = new OutputFormat(null, Schema(random), true);
        for (var i = random.Next(3); i > 0; i--)
            request.Tools.Add(new ToolDefinition("f" + i, Maybe(random, "d"), Schema(random)) { Strict = random.Next(2) == 0 ? true : null, Cache = Cache(random) });
        if (request.Tools.Count > 0)
        {
            request.ToolChoice = new[] { ToolChoice.Auto, ToolChoice.None, ToolChoice.Required, ToolChoice.Named("f1") }[random.Next(4)];
            request.ParallelToolCalls = request.ToolChoice == ToolChoice.None ? null : new bool?[] { null, true, false }[random.Next(3)];
        }

        if (random.Next(2) == 0)
        {
            (request.Temperature, request.TopP, request.TopK) = (random.Next(5) / 4.0, 0.5, random.Next(1, 50));
            request.Reasoning = random.Next(2) == 0 ? null : new ReasoningRequest { IsOff = true };
        }
        else if (request.ToolChoice.Mode is ToolChoiceMode.Auto or ToolChoiceMode.None)
        {
            request.Reasoning = random.Next(2) == 0
                ? new ReasoningRequest { BudgetTokens = random.Next(1024, 9_000), Show = new bool?[] { null, true, false }[random.Next(3)] }
                : new ReasoningRequest { IsAdaptive = true, Effort = Maybe(random, "high") };
        }
    }

    private static JsonElement Schema(Random random) =>
        Messages.Json(random.Next(2) == 0 ? """{"type":"object"}""" : """{ "type":"object", "properties":{"a":{"type":"string"}} }""");

    private static string Word(Random random) => Texts[random.Next(Texts.Length)];

    private static string? Maybe(Random random, string text) => random.Next(2) == 0 ? text : null;

    private static CacheBreakpoint? Cache(Random random) => random.Next(4) switch { 0 => new CacheBreakpoint(null), 1 => new CacheBreakpoint("1h"), _ => null };

    private static TextPart Text(Random random) => new(Word(random)) { Cache = Cache(random) };

    private static ContentPart Prose(Random random) => random.Next(7) switch
    {
        0 => new ImagePart(MediaSource.AtUrl("https://a/b.png"), null) { Cache = Cache(random) },
        1 => new ImagePart(MediaSource.Inline("image/png", "AAAA"), null),
        2 => new DocumentPart(MediaSource.Inline("application/pdf", "JVBE"), Maybe(random, "T")) { Cache = Cache(random) },
        3 => new DocumentPart(MediaSource.Inline("text/plain", "w6k="), null),
        4 => new DocumentPart(MediaSource.AtUrl("https://a/b.pdf"), null),
        _ => Text(random),
    };
}
