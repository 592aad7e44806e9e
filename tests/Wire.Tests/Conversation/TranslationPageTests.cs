namespace Wire.Tests.Conversation;

public sealed class TranslationPageTests
{
    [Fact]
    public void The_page_shows_the_rules_that_are_in_force()
    {
        var fresh = TranslationPage.Render();
        if (Environment.GetEnvironmentVariable("SIGNALBOX_WRITE_TRANSLATION") == "1") File.WriteAllText(TranslationPage.Path, fresh);

        File.ReadAllText(TranslationPage.Path).ShouldBe(fresh, "the page is stale: run eng/translation.sh");
    }
}
