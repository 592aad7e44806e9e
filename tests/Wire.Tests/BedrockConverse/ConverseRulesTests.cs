using Signalbox.Wire.BedrockConverse;
using Signalbox.Wire.Conversation;
using Wire.Tests.AnthropicMessages;

namespace Wire.Tests.BedrockConverse;

public sealed class ConverseRulesTests
{
    [Fact]
    public void Every_feature_has_one_rule_with_one_sentence()
    {
        ConverseRules.Table.All.Select(rule => rule.Feature).ShouldBe(Enum.GetValues<ConversationFeature>(), ignoreOrder: true);
        ConverseRules.Table.All.ShouldAllBe(rule => rule.Explanation.EndsWith('.') && !rule.Explanation.Contains(". ") && !rule.Explanation.Contains('|'));
    }

    [Fact]
    public void What_is_dropped_is_told_once_for_all_places_of_a_list_R64()
    {
        var request = Messages.Request(Messages.Body(
            """[{"role":"assistant","content":[{"type":"new"},{"type":"new"}]},{"role":"user","content":"Hi"}]""",
            "\"speed\":\"fast\",\"tools\":[{\"type\":\"bash_20250124\",\"name\":\"bash\"}]"));

        ConverseRules.Table.Judge(request, out var notes).ShouldBeNull();

        notes!.ToString().ShouldBe("dropped=tools,messages.content,speed");
    }

    [Theory]
    [InlineData(ConversationFeature.ImageUrl)]
    [InlineData(ConversationFeature.DocumentUrl)]
    [InlineData(ConversationFeature.AudioInput)]
    [InlineData(ConversationFeature.Logprobs)]
    public void What_would_change_the_answer_is_refused(ConversationFeature feature)
    {
        var request = new ConversationRequest();
        request.Note(feature, "field");

        ConverseRules.Table.Judge(request, out _)!.Param.ShouldBe("field");
    }
}
