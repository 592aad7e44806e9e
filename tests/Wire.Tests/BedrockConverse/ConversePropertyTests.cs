using System.Text.Json;
using Signalbox.Wire.BedrockConverse;
using Signalbox.Wire.Conversation;
using Wire.Tests.AnthropicMessages;

namespace Wire.Tests.BedrockConverse;

public sealed class ConversePropertyTests
{
    private static readonly string[] Models = [Converse.Claude, Converse.Claude47, Converse.Nova, Converse.Nova2, Converse.GptOss, Converse.Other];

    private static readonly string[] Known =
        ["additionalModelRequestFields", "inferenceConfig", "outputConfig", "serviceTier", "requestMetadata", "toolConfig", "system", "messages"];

    [Fact]
    public void Any_conversation_becomes_a_body_that_Converse_takes() => Property.Holds(json =>
    {
        var request = RandomConversation.Make(json.Random);
        Disturb(request, json.Random);
        var model = Models[json.Random.Next(Models.Length)];

        var body = Messages.Json(Converse.Write(request, model, json.Random.Next(2) == 0 ? null : 4096));

        body.EnumerateObject().Select(member => member.Name).ShouldBeSubsetOf(Known);
        var messages = body.GetProperty("messages").EnumerateArray().ToList();
        messages.Select(message => message.GetProperty("role").GetString()).ShouldBe(messages.Select((_, i) => i % 2 == 0 ? "user" : "assistant"));
        messages.ShouldAllBe(message => message.GetProperty("content").GetArrayLength() > 0);
        var blocks = messages.SelectMany(message => message.GetProperty("content").EnumerateArray()).ToList();
        blocks.ShouldAllBe(block => block.EnumerateObject().Count() == 1);
        blocks.Where(block => block.TryGetProperty("text", out _)).ShouldAllBe(block => !string.IsNullOrWhiteSpace(block.GetProperty("text").GetString()));
        var names = blocks.Where(block => block.TryGetProperty("document", out _)).Select(block => block.GetProperty("document").GetProperty("name").GetString()).ToList();
        names.ShouldBeUnique();
        CheckTools(body, blocks);
        CheckFamily(body.GetRawText(), model);
    });

    [Fact]
    public void The_same_conversation_is_written_the_same_each_time_and_only_grows() => Property.Holds(json =>
    {
        var seed = json.Random.Next();
        var request = RandomConversation.Make(new Random(seed));
        var model = Models[json.Random.Next(Models.Length)];

        Converse.Write(RandomConversation.Make(new Random(seed)), model).ShouldBe(Converse.Write(request, model));

        request.Turns.Add(Messages.Say(TurnRole.User, "Go"));
        var before = Converse.Written(request, "messages", model)!;
        request.Turns.Add(Messages.Say(TurnRole.Assistant, "Yes"));
        request.Turns.Add(Messages.Turn(TurnRole.User, new TextPart("And"), new DocumentPart(MediaSource.Inline("application/pdf", "JVBE"), null)));
        Converse.Written(request, "messages", model)!.ShouldStartWith(before[..^1]);
    });

    /// <summary>Puts in what must be left out or put right.</summary>
    private static void Disturb(ConversationRequest request, Random random)
    {
        for (var i = random.Next(4); i > 0; i--)
            request.Turns.Insert(random.Next(request.Turns.Count + 1), random.Next(5) switch
            {
                0 => Messages.Say(TurnRole.Assistant, ""),
                1 => Messages.Say(TurnRole.User, " \n"),
                2 => Messages.Say(TurnRole.Developer, "Late"),
                3 => Messages.Turn(TurnRole.Assistant, new ReasoningPart("t", null), new RefusalPart("No")),
                _ => Messages.Turn(TurnRole.User, new AudioPart("AAAA", "wav"), new ImagePart(MediaSource.AtUrl("https://a/b"), null)),
            });
        if (random.Next(3) == 0)
            request.Tools.Clear();
        (request.Seed, request.FrequencyPenalty, request.PromptCacheKey, request.Verbosity) = (1, 1, "k", "low");
    }

    private static void CheckTools(JsonElement body, List<JsonElement> blocks)
    {
        var hasTools = body.TryGetProperty("toolConfig", out var config);
        if (blocks.Exists(block => block.TryGetProperty("toolUse", out _) || block.TryGetProperty("toolResult", out _)))
            hasTools.ShouldBeTrue();
        if (hasTools)
            config.GetProperty("tools").GetArrayLength().ShouldBeGreaterThan(0);
        foreach (var block in blocks)
            if (block.TryGetProperty("toolResult", out var result))
                result.GetProperty("content").GetArrayLength().ShouldBeGreaterThan(0);
    }

    private static void CheckFamily(string body, string model)
    {
        var isClaude = model.Contains("claude", StringComparison.Ordinal);
        if (!isClaude)
            body.ShouldNotContain("\"reasoningContent\"");
        if (!isClaude && !model.Contains("nova", StringComparison.Ordinal))
            body.ShouldNotContain("\"cachePoint\"");
        body.ShouldNotContain("\"seed\"");
        body.ShouldNotContain("https://a/b");
    }
}
