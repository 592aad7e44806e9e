namespace Wire.Tests.OpenAIChat;

public sealed class ChatServersPageTests
{
    [Fact]
    public void The_page_shows_the_data_that_is_in_force()
    {
        var fresh = ChatServersPage.Render();
        if (Environment.GetEnvironmentVariable("SIGNALBOX_WRITE_TRANSLATION") == "1") File.WriteAllText(ChatServersPage.Path, fresh);

        File.ReadAllText(ChatServersPage.Path).ShouldBe(fresh, "the page is stale: run eng/translation.sh");
    }
}
