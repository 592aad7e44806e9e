using System.Text.Json;
using Signalbox.Wire.Conversation;

namespace Wire.Tests.OpenAIChat;

/// <summary>Random conversations of what the chat dialect says itself (rules Kept and Mapped), so that nothing may be lost by writing them.</summary>
internal sealed class RandomConversation(RandomJson json)
{
    private readonly Random _random = json.Random;
    private int _calls;

    public ConversationRequest Make()
    {
        var request = new ConversationRequest();
        if (Maybe())
            request.Turns.Add(new Turn(Maybe() ? TurnRole.System : TurnRole.Developer, [Text()]));
        for (var i = _random.Next(4); i >= 0; i--)
            AddExchange(request.Turns);
        for (var i = _random.Next(3); i > 0; i--)
            request.Tools.Add(Tool(i));
        if (request.Tools.Count > 0)
        {
            request.ToolChoice = Pick(ToolChoice.Auto, ToolChoice.None, ToolChoice.Required, ToolChoice.Named("t1"));
            request.ParallelToolCalls = Pick<bool?>(null, true, false);
        }

        request.Format = Pick(null, new OutputFormat(null, default, null), new OutputFormat("s", Schema(), Pick<bool?>(null, true, false)) { Description = Pick(null, "d") });
        request.Reasoning = Pick(null, new ReasoningRequest { Effort = Pick("minimal", "low", "medium", "high", "xhigh") });
        request.MaxOutputTokens = Pick<long?>(null, 1, 100_000);
        request.Temperature = Pick<double?>(null, 0, 0.7, 2);
        request.TopP = Pick<double?>(null, 0.1, 1);
        request.FrequencyPenalty = Pick<double?>(null, -2, 0.5);
        request.PresencePenalty = Pick<double?>(null, 1);
        request.Seed = Pick<long?>(null, 0, long.MinValue, long.MaxValue);
        for (var i = _random.Next(3); i > 0; i--)
            request.StopSequences.Add(String());
        request.User = Pick(null, String());
        request.PromptCacheKey = Pick(null, String());
        request.Verbosity = Pick(null, "low");
        request.ServiceTier = Pick(null, "default", "flex", "priority");
        request.Stream = Maybe();
        return request;
    }

    private void AddExchange(List<Turn> turns)
    {
        turns.Add(new Turn(TurnRole.User, [.. Enumerable.Range(0, _random.Next(1, 4)).Select(_ => Spoken())]) { Name = Pick(null, "ann") });
        if (_random.Next(4) == 0)
            turns.Add(new Turn(TurnRole.System, [Text()]));
        var answer = new List<ContentPart>();
        if (Maybe())
            answer.Add(new ReasoningPart(String(), null));
        if (Maybe())
            answer.Add(Text());
        if (_random.Next(5) == 0)
            answer.Add(new RefusalPart(String()));
        var calls = Enumerable.Range(0, _random.Next(3)).Select(_ => new ToolCallPart($"call_{_calls++}", "t1", Pick("{}", "{\"x\":\"é\\n\"}"))).ToList();
        answer.AddRange(calls);
        if (answer.Count == 0)
            answer.Add(Text());
        turns.Add(new Turn(TurnRole.Assistant, answer));
        if (calls.Count > 0)
            turns.Add(new Turn(TurnRole.Tool, [.. calls.Select(call => new ToolResultPart(call.Id, [.. Maybe() ? [Text()] : Array.Empty<ContentPart>()], false))]));
    }

    private ContentPart Spoken() => _random.Next(6) switch
    {
        0 => new ImagePart(MediaSource.AtUrl("https://e.test/" + _random.Next()), Pick(null, "low", "auto")),
        1 => new ImagePart(MediaSource.Inline("image/png", "AAAA"), null),
        2 => new DocumentPart(MediaSource.Inline("application/pdf", "AAAA"), String()),
        3 => new AudioPart("AAAA", "wav"),
        _ => Text(),
    };

    private ToolDefinition Tool(int number) => new("t" + number, Pick(null, String()), Schema()) { Strict = Pick<bool?>(null, true, false) };

    private TextPart Text() => new(String());

    private string String() => "x" + JsonSerializer.Deserialize<string>(json.String());

    private JsonElement Schema() => JsonDocument.Parse(json.Object([("\"type\"", "\"object\""), ("\"x\"", json.Value())])).RootElement;

    private bool Maybe() => _random.Next(2) == 0;

    private T Pick<T>(params T[] values) => values[_random.Next(values.Length)];
}
