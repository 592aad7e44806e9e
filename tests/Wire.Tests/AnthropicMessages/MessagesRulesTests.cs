using Signalbox.Wire.AnthropicMessages;
using Signalbox.Wire.Conversation;

namespace Wire.Tests.AnthropicMessages;

public sealed class MessagesRulesTests
{
    [Fact]
    public void Every_feature_has_one_rule_with_one_sentence()
    {
        MessagesRules.Table.All.Select(rule => rule.Feature).ShouldBe(Enum.GetValues<ConversationFeature>(), ignoreOrder: true);
        MessagesRules.Table.All.ShouldAllBe(rule => rule.Explanation.EndsWith('.') && !rule.Explanation.Contains(". "));
    }

    [Fact]
    public void What_is_dropped_is_told_once_for_all_places_of_a_list_R64()
    {
        var request = Messages.Request(Messages.Body(
            """[{"role":"assistant","content":[{"type":"new"},{"type":"new"}]},{"role":"user","content":"Ho"},{"role":"system","content":"A"},{"role":"user","content":"Hi"}]""",
            "\"speed\":\"fast\",\"tools\":[{\"type\":\"bash_20250124\",\"name\":\"bash\"}]"));
        request.Note(ConversationFeature.Seed, "seed");

        MessagesRules.Table.Judge(request, out var notes).ShouldBeNull();

        notes!.ToString().ShouldBe("dropped=tools,messages.content,speed,seed; emulated=messages");
    }

    [Fact]
    public void What_would_change_the_answer_is_refused()
    {
        var request = new ConversationRequest();
        request.Note(ConversationFeature.Logprobs, "logprobs");

        MessagesRules.Table.Judge(request, out _)!.Param.ShouldBe("logprobs");
    }
}
