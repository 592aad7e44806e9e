using Microsoft.Playwright;

namespace Console.Tests;

/// <summary>The page of one model.</summary>
public sealed class ModelPageTests : IAsyncLifetime
{
    private ConsoleBrowser _console = null!;

    public async ValueTask InitializeAsync() => _console = await ConsoleBrowser.StartAsync();

    [Fact]
    public async Task It_shows_how_each_deployment_serves_each_api_and_what_is_set_otherwise_than_the_catalog_knows()
    {
        var admin = _console.Gateway.Admin;
        (await admin.PostAsync("providers", new { name = "claude", kind = "anthropic", api_key = "key" })).Succeeded();
        (await admin.PostAsync("providers", new { name = "openai", kind = "openai", api_key = "key" })).Succeeded();
        (await admin.PostAsync("models", new
        {
            name = "large",
            deployments = new object[]
            {
                new { provider = "claude", upstream_model = "claude-sonnet-4-5" },
                new { provider = "openai", upstream_model = "gpt-4o-mini", capabilities = new[] { "chat", "audio" }, price = new { input = 0.2, output = 0.7 }, priority = 1 },
            },
        })).Succeeded();
        var page = await _console.SignedInAsync();

        await page.GetByRole(AriaRole.Link, new() { Name = "Models" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "large", Exact = true }).ClickAsync();

        var rows = page.GetByRole(AriaRole.Region, new() { Name = "How calls are served" }).Or(page.Locator("table")).GetByRole(AriaRole.Row);
        await Assertions.Expect(rows.Nth(1)).ToContainTextAsync("claude/claude-sonnet-4-5translatedinto Messagestranslatedinto Messagesas they arenot served");
        await Assertions.Expect(rows.Nth(2)).ToContainTextAsync("openai/gpt-4o-minias they areas they aretranslatedinto Chat completionsnot served");
        var deployments = page.GetByRole(AriaRole.Region, new() { Name = "Deployments" });
        await Assertions.Expect(deployments).ToContainTextAsync("Set here, otherwise than the catalog knows it.");
        await Assertions.Expect(deployments).ToContainTextAsync("the catalog’s is $0.15 in and $0.60 out");
        await Assertions.Expect(deployments.GetByTitle("Set here; the catalog does not know it to")).ToHaveTextAsync("audio +");
    }

    public async ValueTask DisposeAsync() => await _console.DisposeAsync();
}
