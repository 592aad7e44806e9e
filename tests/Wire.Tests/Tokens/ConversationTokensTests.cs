using System.Text.Json;
using Signalbox.Wire.Conversation;
using Signalbox.Wire.Tokens;

namespace Wire.Tests.Tokens;

public sealed class ConversationTokensTests
{
    private static readonly TokenFamily Gpt = TokenFamily.For("gpt-4o");

    [Fact]
    public void A_message_costs_three_tokens_beside_its_text_and_the_answer_three_more()
    {
        var request = new ConversationRequest();
        request.Turns.Add(new Turn(TurnRole.System, [new TextPart("Be brief.")]));
        request.Turns.Add(new Turn(TurnRole.User, [new TextPart("Hello there"), new RefusalPart("No")]) { Name = "ada" });
        Assert.Equal(3 + 3 + Gpt.Count("Be brief.") + 3 + 1 + Gpt.Count("ada") + Gpt.Count("Hello there") + Gpt.Count("No"), ConversationTokens.Count(request, Gpt));
    }

    [Fact]
    public void Tools_calls_results_and_schemas_are_counted()
    {
        const string Schema = """{"type":"object","properties":{"city":{"type":"string"}}}""";
        using var json = JsonDocument.Parse(Schema);
        var request = new ConversationRequest { Format = new OutputFormat("answer", json.RootElement, true) };
        request.Tools.Add(new ToolDefinition("weather", "Tells the weather", json.RootElement));
        request.Turns.Add(new Turn(TurnRole.Assistant, [new ReasoningPart("Look it up", null), new ToolCallPart("c1", "weather", """{"city":"Bern"}""")]));
        request.Turns.Add(new Turn(TurnRole.Tool, [new ToolResultPart("c1", [new TextPart("rain")], false)]));
        Assert.Equal(
            3 + 8 + Gpt.Count("weather") + Gpt.Count("Tells the weather") + (2 * Gpt.Count(Schema))
            + 3 + Gpt.Count("Look it up") + 8 + Gpt.Count("weather") + Gpt.Count("""{"city":"Bern"}""")
            + 3 + 3 + Gpt.Count("rain"),
            ConversationTokens.Count(request, Gpt));
    }

    [Theory]
    [InlineData(1024, 1024, 765)]
    [InlineData(2048, 4096, 1105)]
    [InlineData(4096, 8192, 1105)]
    [InlineData(512, 512, 255)]
    [InlineData(1, 1, 255)]
    [InlineData(100_000, 1, 765)]
    public void Images_cost_what_the_rule_for_tiles_says(int width, int height, long tokens) => Assert.Equal(tokens, MediaTokens.Of(new ImageSize(width, height)));

    [Fact]
    public void Media_cost_by_what_is_known_of_them()
    {
        Assert.Equal(85, MediaTokens.Of(new ImagePart(MediaSource.AtUrl("https://example.com/a.png"), "low")));
        Assert.Equal(1445, MediaTokens.Of(new ImagePart(MediaSource.AtUrl("https://example.com/a.png"), null)));
        Assert.Equal(6000, MediaTokens.Of(new DocumentPart(MediaSource.File("file-1"), null), Gpt));
        Assert.Equal(2000, MediaTokens.Of(new DocumentPart(MediaSource.Inline("application/pdf", new string('A', 400)), null), Gpt));
        Assert.Equal(4000, MediaTokens.Of(new DocumentPart(MediaSource.Inline("application/pdf", new string('A', 100_000)), null), Gpt));
        Assert.Equal(75, MediaTokens.Of(new DocumentPart(MediaSource.Inline("text/plain", new string('A', 400)), null), Gpt));
        Assert.Equal(11, MediaTokens.Of(new AudioPart(new string('A', 32_004 / 3 * 4), "wav")));
    }

    [Fact]
    public void What_is_longer_than_is_counted_is_taken_to_go_on_as_it_began()
    {
        const string Sentence = "The gateway stands between those who call models and those who run them. ";
        var request = new ConversationRequest();
        var text = string.Concat(Enumerable.Repeat(Sentence, 6 * 1024 * 1024 / Sentence.Length));
        request.Turns.Add(new Turn(TurnRole.User, [new TextPart(text), new TextPart(text)]));
        var expected = 2.0 * text.Length / Sentence.Length * 14;
        Assert.InRange(ConversationTokens.Count(request, Gpt), expected * 0.98, expected * 1.05);
    }

    [Fact]
    public void An_empty_request_is_a_few_tokens() => Assert.Equal(3, ConversationTokens.Count(new ConversationRequest(), TokenFamily.For("claude-opus-4-7")));
}
