using Signalbox.Wire.AnthropicMessages;
using Signalbox.Wire.Conversation;
using Signalbox.Wire.OpenAIChat;

namespace Wire.Tests.Conversation;

public sealed class DialectRulesTests
{
    private static readonly DialectRules Rules = new("Test", [.. Enum.GetValues<ConversationFeature>().Select(feature => new FeatureRule(feature, feature switch
    {
        ConversationFeature.Choices => FeatureTreatment.Rejected,
        ConversationFeature.Seed or ConversationFeature.LogitBias => FeatureTreatment.Dropped,
        ConversationFeature.JsonMode => FeatureTreatment.Emulated,
        _ => FeatureTreatment.Kept,
    }, "Because."))]);

    [Fact]
    public void A_table_that_leaves_a_feature_out_does_not_exist() =>
        Should.Throw<ArgumentException>(() => new DialectRules("Test", Rules.All.Skip(1).ToList())).Message.ShouldContain(nameof(ConversationFeature.LateInstructions));

    [Fact]
    public void What_is_dropped_or_emulated_is_noted_by_the_caller_s_names()
    {
        var request = new ConversationRequest();
        request.Note(ConversationFeature.Seed, "seed");
        request.Note(ConversationFeature.JsonMode, "response_format");
        request.Note(ConversationFeature.LogitBias, "logit_bias");
        request.Note(ConversationFeature.TopP, "top_p");

        Rules.Judge(request, out var notes).ShouldBeNull();

        notes!.ToString().ShouldBe("dropped=seed,logit_bias; emulated=response_format");
    }

    [Fact]
    public void What_is_rejected_names_the_field_and_the_remedy()
    {
        var request = new ConversationRequest();
        request.Note(ConversationFeature.Choices, "n");

        var defect = Rules.Judge(request, out _);

        (defect!.Param, defect.Message).ShouldBe(("n", "\"n\" cannot be sent to this model, which speaks Test: Because. Leave it out, or call a model that takes it."));
    }

    [Fact]
    public void A_hundred_places_of_one_field_are_one_note_and_no_name_breaks_the_header()
    {
        var request = new ConversationRequest();
        for (var i = 0; i < 100; i++) request.Note(ConversationFeature.Seed, $"messages[{i}].x");
        request.Note(ConversationFeature.Seed, "a,b;c\r\nü");

        Rules.Judge(request, out var notes);

        notes!.ToString().ShouldBe("dropped=messages[].x,a?b?c???");
    }

    [Theory]
    [InlineData("data:image/png;base64,AAAA", "image/png", "AAAA", null)]
    [InlineData("data:image/png;charset=x;base64,AAAA", "image/png", "AAAA", null)]
    [InlineData("https://example.org/a.png", null, null, "https://example.org/a.png")]
    [InlineData("HTTP://example.org/a.png", null, null, "HTTP://example.org/a.png")]
    [InlineData("gs://bucket/a.png", null, null, "gs://bucket/a.png")]
    public void An_address_is_told_from_content(string url, string? type, string? data, string? address)
    {
        var source = MediaSource.Parse(url)!;

        (source.MediaType, source.Data, source.Url).ShouldBe((type, data, address));
    }

    [Theory]
    [InlineData("data:image/png,AAAA")]
    [InlineData("data:;base64,AAAA")]
    [InlineData("data:")]
    [InlineData("file:///etc/passwd")]
    [InlineData("ftp://example.org/a.png")]
    [InlineData("AAAA")]
    [InlineData("")]
    public void A_data_url_without_type_or_base64_is_none_nor_is_an_address_that_nobody_fetches(string url) => MediaSource.Parse(url).ShouldBeNull();

    [Fact]
    public void Every_rule_of_every_dialect_says_why_in_a_sentence()
    {
        foreach (var rule in ChatRules.Table.All.Concat(MessagesRules.Table.All))
        {
            rule.Explanation.ShouldEndWith(".", customMessage: rule.Feature.ToString());
            rule.Explanation.ShouldNotContain("|");
        }
    }
}
