using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Testing.Gateway;
using Testing.Time;

namespace Console.Tests;

/// <summary>Usage and cost in a real browser against a real gateway.</summary>
public sealed class UsagePageTests : IAsyncLifetime
{
    private ConsoleBrowser _console = null!;

    private GatewayProcess Gateway => _console.Gateway;

    public async ValueTask InitializeAsync() => _console = await ConsoleBrowser.StartAsync();

    [Fact]
    public async Task What_was_used_is_plotted_broken_down_narrowed_by_a_click_and_exported()
    {
        await CallAsync(2);
        var page = await OpenAsync();
        var table = page.GetByRole(AriaRole.Region, new() { NameRegex = new Regex("^Usage by") });

        await Assertions.Expect(page.GetByRole(AriaRole.Figure, new() { Name = "Cost over time" })).ToBeVisibleAsync();
        await Assertions.Expect(table.GetByRole(AriaRole.Row).Filter(new() { HasText = "demo" })).ToContainTextAsync("2");

        await page.GetByLabel("Break down by").SelectOptionAsync("status");
        await Assertions.Expect(page).ToHaveURLAsync(new Regex("by=status"));
        await table.GetByRole(AriaRole.Button, new() { Name = "success" }).ClickAsync();
        await Assertions.Expect(page).ToHaveURLAsync(new Regex("status=success"));
        await page.ReloadAsync();
        await Assertions.Expect(page.GetByText("Outcome success")).ToBeVisibleAsync();

        var download = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Link, new() { Name = "CSV" }).ClickAsync());
        download.SuggestedFilename.ShouldMatch(@"^by-target-\d{8}T\d{4}-\d{8}T\d{4}\.csv$");
        (await File.ReadAllTextAsync((await download.PathAsync())!)).ShouldContain("\"demo\"");

        await table.GetByRole(AriaRole.Link, new() { Name = "Calls" }).First.ClickAsync();
        await Assertions.Expect(page).ToHaveURLAsync(new Regex("/console/requests\\?.*model=demo"));
    }

    [Fact]
    public async Task Nothing_used_and_nothing_that_fits_say_what_to_do()
    {
        var page = await OpenAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Nothing was used" })).ToBeVisibleAsync();

        await page.GotoAsync($"{Gateway.Url}console/usage?model=none-such");
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "No call matches" })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Reports_that_cannot_be_read_say_why()
    {
        var page = await _console.SignedInAsync();
        await page.RouteAsync("**/admin/reports/api/*", route => route.FulfillAsync(new()
        {
            Status = 503, ContentType = "application/problem+json", Body = """{"code":"database-unavailable","detail":"The database cannot be reached.","request_id":"r"}""",
        }));
        await page.GotoAsync($"{Gateway.Url}console/usage");

        await Assertions.Expect(page.GetByRole(AriaRole.Alert).First).ToContainTextAsync("The database cannot be reached.", new() { Timeout = 20_000 });
    }

    private async Task CallAsync(int calls)
    {
        var key = await File.ReadAllTextAsync(Path.Combine(Gateway.DataDirectory, "demo.key"));
        for (var i = 0; i < calls; i++) (await Gateway.Caller(key.Trim()).ChatAsync("demo")).Dispose();
        await Eventually.TrueAsync(async () => (await Gateway.Admin.ListAsync("requests?model=demo")).Count == calls, TimeSpan.FromSeconds(10));
    }

    private async Task<IPage> OpenAsync()
    {
        var page = await _console.SignedInAsync();
        await page.GotoAsync($"{Gateway.Url}console/usage");
        return page;
    }

    public async ValueTask DisposeAsync() => await _console.DisposeAsync();
}
