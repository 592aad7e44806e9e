using Signalbox.Core.Reports;

namespace Core.Tests.Reports;

public sealed class ClientFamilyTests
{
    [Theory]
    [InlineData("OpenAI/Python 2.15.0", "openai-python")]
    [InlineData("AsyncOpenAI/Python 1.0", "openai-python")]
    [InlineData("Anthropic/JS 0.70.0", "anthropic-js")]
    [InlineData("claude-cli/2.0.1 (external, cli)", "claude-code")]
    [InlineData("codex_cli_rs/0.60.0", "codex")]
    [InlineData("curl/8.5.0", "curl")]
    [InlineData("acme-bot/1.0", "other")]
    [InlineData("", "none")]
    [InlineData(null, "none")]
    public void A_program_counts_to_its_family(string? userAgent, string family) => ClientFamily.Of(userAgent).ShouldBe(family);
}
