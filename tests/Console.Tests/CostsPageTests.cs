using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Testing.Gateway;
using Testing.Time;

namespace Console.Tests;

/// <summary>The ledger, a provider's own count and prices in a real browser against a real gateway.</summary>
public sealed class CostsPageTests : IAsyncLifetime
{
    private ConsoleBrowser _console = null!;

    private GatewayProcess Gateway => _console.Gateway;

    public async ValueTask InitializeAsync() => _console = await ConsoleBrowser.StartAsync();

    [Fact]
    public async Task The_ledger_adds_up_and_leads_to_the_hours_and_the_calls()
    {
        await CallAsync(2);
        var page = await OpenAsync("costs");

        await Assertions.Expect(page.GetByText("balanced")).ToBeVisibleAsync();
        var line = page.GetByRole(AriaRole.Region, new() { Name = "Calls by provider" }).GetByRole(AriaRole.Row).Filter(new() { HasText = "demo" });
        (await line.GetByRole(AriaRole.Cell).AllInnerTextsAsync()).Take(4).ShouldBe(["demo", "2", "2", "–"]);
        await line.GetByRole(AriaRole.Button, new() { Name = "Hours" }).ClickAsync();
        await Assertions.Expect(page).ToHaveURLAsync(new Regex("provider=demo"));
        await page.GetByRole(AriaRole.Region, new() { Name = "Calls of demo by hour" }).GetByRole(AriaRole.Link, new() { Name = "Usage" }).First.ClickAsync();
        await Assertions.Expect(page).ToHaveURLAsync(new Regex("/console/usage\\?.*provider=demo"));
        await Assertions.Expect(page.GetByRole(AriaRole.Region, new() { Name = "Usage by deployment" })).ToContainTextAsync("demo/demo");
    }

    [Fact]
    public async Task A_provider_s_export_is_compared_and_what_differs_leads_to_what_is_on_record()
    {
        await CallAsync(2);
        var page = await OpenAsync("costs?tab=reconciliation");
        await page.GetByLabel("Provider", new() { Exact = true }).SelectOptionAsync("demo");

        await CompareAsync(page, "date,model,requests\nyesterday,demo,3\n");
        await Assertions.Expect(page.GetByRole(AriaRole.Alert).First).ToBeVisibleAsync();

        await CompareAsync(page, $"date,model,requests\n{DateTime.UtcNow:yyyy-MM-dd},demo,3\n");
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "The counts differ" })).ToBeVisibleAsync();
        var differences = page.GetByRole(AriaRole.Region, new() { Name = "Differences" });
        await Assertions.Expect(differences.GetByRole(AriaRole.Row).Nth(2)).ToContainTextAsync("+1");
        await Assertions.Expect(differences).Not.ToContainTextAsync("Tokens in");

        await CompareAsync(page, $"date,model,requests\n{DateTime.UtcNow:yyyy-MM-dd},demo,2\n");
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Both count the same" })).ToBeVisibleAsync();
        await differences.GetByRole(AriaRole.Link, new() { NameRegex = new Regex("^What is on record") }).First.ClickAsync();
        await Assertions.Expect(page).ToHaveURLAsync(new Regex("/console/usage\\?.*by=deployment"));
    }

    [Fact]
    public async Task Prices_follow_each_other_without_gaps_and_calls_are_priced_anew_after_a_look()
    {
        await CallAsync(2);
        var page = await OpenAsync("costs?tab=prices");
        await page.GetByRole(AriaRole.Button, new() { Name = "Prices of demo/demo", Exact = true }).ClickAsync();
        var sheet = page.GetByRole(AriaRole.Dialog);

        await AddAsync(sheet, null, null, "2", "8");
        await AddAsync(sheet, "2100-01-01T00:00", "2100-02-01T00:00", "1", "4");
        await Assertions.Expect(sheet.GetByRole(AriaRole.Alert).First).ToContainTextAsync("Gap: nothing follows the price that ends at");
        await sheet.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Assertions.Expect(sheet.GetByRole(AriaRole.Alert).First).ToContainTextAsync("prices[1].until");
        await sheet.GetByRole(AriaRole.Button, new() { NameRegex = new Regex("^Remove the price from .*2100") }).ClickAsync();
        await AddAsync(sheet, "2100-01-01T00:00", null, "1", "4");
        await Assertions.Expect(sheet.GetByRole(AriaRole.Row).Nth(2)).ToContainTextAsync("to come");
        await sheet.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Row).Filter(new() { HasText = "demo/demo" }).First).ToContainTextAsync("2 periods");

        await page.GetByRole(AriaRole.Button, new() { Name = "Prices of demo/demo", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Price calls anew…" }).Last.ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Show what would change" }).ClickAsync();
        await Assertions.Expect(page.GetByText("Nothing is changed yet")).ToBeVisibleAsync();
        ((long?)(await Gateway.Admin.ListAsync("requests?model=demo"))[0]["cost_micros"]).ShouldNotBe(0);
        await page.GetByRole(AriaRole.Button, new() { Name = "Change 2 calls" }).ClickAsync();

        await Assertions.Expect(page.GetByRole(AriaRole.Dialog).GetByText("Cost now")).ToBeVisibleAsync();
        (await Gateway.Admin.ListAsync("requests?model=demo")).ShouldAllBe(call => (long)call["cost_micros"]! == (2 * (long)call["tokens_input"]!) + (8 * (long)call["tokens_output"]!));
    }

    private static async Task AddAsync(ILocator sheet, string? from, string? until, string input, string output)
    {
        if (from is not null) await sheet.GetByLabel("Holds from").FillAsync(from);
        if (until is not null) await sheet.GetByLabel("Until").FillAsync(until);
        await sheet.GetByLabel("Input, $ per 1M").FillAsync(input);
        await sheet.GetByLabel("Output, $ per 1M").FillAsync(output);
        await sheet.GetByRole(AriaRole.Button, new() { Name = "Add this price" }).ClickAsync();
    }

    private static async Task CompareAsync(IPage page, string csv)
    {
        await page.GetByLabel("Export, CSV").SetInputFilesAsync(new FilePayload { Name = "export.csv", MimeType = "text/csv", Buffer = Encoding.UTF8.GetBytes(csv) });
        await page.GetByRole(AriaRole.Button, new() { Name = "Compare" }).ClickAsync();
    }

    private async Task CallAsync(int calls)
    {
        var key = await File.ReadAllTextAsync(Path.Combine(Gateway.DataDirectory, "demo.key"));
        for (var i = 0; i < calls; i++) (await Gateway.Caller(key.Trim()).ChatAsync("demo")).Dispose();
        await Eventually.TrueAsync(async () => (await Gateway.Admin.ListAsync("requests?model=demo")).Count == calls, TimeSpan.FromSeconds(10));
    }

    private async Task<IPage> OpenAsync(string path)
    {
        var page = await _console.SignedInAsync();
        await page.GotoAsync($"{Gateway.Url}console/{path}");
        return page;
    }

    public async ValueTask DisposeAsync() => await _console.DisposeAsync();
}
