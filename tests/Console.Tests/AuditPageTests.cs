using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Testing.Gateway;

namespace Console.Tests;

/// <summary>The audit log in a real browser against a real gateway.</summary>
public sealed class AuditPageTests : IAsyncLifetime
{
    private ConsoleBrowser _console = null!;

    private GatewayProcess Gateway => _console.Gateway;

    public async ValueTask InitializeAsync() => _console = await ConsoleBrowser.StartAsync();

    [Fact]
    public async Task A_change_shows_field_by_field_what_it_was_and_became_and_leads_to_its_object()
    {
        var page = await OpenAsync();
        var organization = (await Gateway.Admin.PostAsync("organizations", new { name = "acme", description = "old words" })).Succeeded();
        (await Gateway.Admin.PatchAsync($"organizations/{organization.Id}", new { description = "new words", grants = new[] { "demo" } })).Succeeded();

        await page.GetByRole(AriaRole.Button, new() { Name = "Refresh" }).ClickAsync();
        var row = page.GetByRole(AriaRole.Row).Filter(new() { HasText = "acme" }).Filter(new() { HasText = "update" });
        await row.GetByRole(AriaRole.Button, new() { NameRegex = new Regex("^Details of event") }).ClickAsync();
        var fields = page.GetByRole(AriaRole.Region, new() { NameRegex = new Regex("^What event .* changed$") });

        await Assertions.Expect(fields.GetByRole(AriaRole.Row).Filter(new() { HasText = "description" })).ToContainTextAsync("old words");
        await Assertions.Expect(fields.GetByRole(AriaRole.Row).Filter(new() { HasText = "description" })).ToContainTextAsync("new words");
        await Assertions.Expect(fields.GetByRole(AriaRole.Row).Filter(new() { HasText = "access.grants" })).ToContainTextAsync("demo");
        await Assertions.Expect(fields.GetByRole(AriaRole.Row)).ToHaveCountAsync(3, new() { Timeout = 1_000 });
        await Assertions.Expect(row.Locator("time")).ToHaveAttributeAsync("title", new Regex(" UTC$"));
        await row.GetByRole(AriaRole.Link, new() { Name = "acme" }).ClickAsync();
        await Assertions.Expect(page).ToHaveURLAsync(new Regex($"/console/organizations/{organization.Id}"));
    }

    [Fact]
    public async Task Filters_stand_in_the_url_and_the_export_takes_them_along()
    {
        (await Gateway.Admin.PostAsync("organizations", new { name = "acme" })).Succeeded();
        var page = await OpenAsync();

        await page.GetByLabel("Kind").SelectOptionAsync("organization");
        await page.GetByLabel("Name contains").FillAsync("ACM");
        await page.GetByLabel("Name contains").PressAsync("Enter");
        await Assertions.Expect(page).ToHaveURLAsync(new Regex("object_kind=organization"));
        await Assertions.Expect(page).ToHaveURLAsync(new Regex("text=ACM"));
        await Assertions.Expect(Events(page)).ToHaveCountAsync(1);
        await page.ReloadAsync();
        await Assertions.Expect(Events(page)).ToHaveCountAsync(1);

        var download = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Link, new() { Name = "CSV" }).ClickAsync());
        var lines = (await File.ReadAllTextAsync((await download.PathAsync())!)).TrimEnd().Split("\r\n");

        download.SuggestedFilename.ShouldMatch(@"^audit-\d{8}T\d{6}Z\.csv$");
        lines.Length.ShouldBe(2);
        lines[1].ShouldContain("\"acme\"");
    }

    [Fact]
    public async Task The_chain_is_verified_on_request_and_against_a_head_noted_earlier()
    {
        var page = await OpenAsync();
        var chain = page.GetByRole(AriaRole.Region, new() { Name = "Hash chain" });

        await chain.GetByRole(AriaRole.Button, new() { Name = "Verify the chain" }).ClickAsync();
        await Assertions.Expect(chain).ToContainTextAsync("The chain holds: 6 events");
        await chain.GetByRole(AriaRole.Button, new() { Name = "Against a noted head" }).ClickAsync();
        await chain.GetByLabel("Head noted earlier").FillAsync($"2:{new string('a', 64)}");
        await chain.GetByRole(AriaRole.Button, new() { Name = "Verify the chain" }).ClickAsync();
        await Assertions.Expect(chain).ToContainTextAsync("The chain does not hold");
        await Assertions.Expect(chain).ToContainTextAsync("Event 2 is not the head that was noted");

        await chain.GetByLabel("Head noted earlier").FillAsync("no head");
        await chain.GetByRole(AriaRole.Button, new() { Name = "Verify the chain" }).ClickAsync();
        await Assertions.Expect(chain.GetByRole(AriaRole.Alert)).ToContainTextAsync("must be a head as it was shown", new() { IgnoreCase = true });
    }

    [Fact]
    public async Task A_filter_that_nothing_fits_says_so_and_can_be_cleared()
    {
        var page = await OpenAsync("?text=nothing-is-called-so");

        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "No event matches" })).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Clear the filters" }).ClickAsync();

        await Assertions.Expect(Events(page).First).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_list_that_cannot_be_loaded_says_why_and_can_be_tried_again()
    {
        var page = await _console.SignedInAsync();
        await page.RouteAsync("**/admin/api/audit-events?*", route => route.FulfillAsync(new()
        {
            Status = 503, ContentType = "application/problem+json", Body = """{"code":"database-unavailable","detail":"The database cannot be reached.","request_id":"r"}""",
        }));
        await page.GotoAsync($"{Gateway.Url}console/audit");
        await Assertions.Expect(page.GetByRole(AriaRole.Alert).First).ToContainTextAsync("The database cannot be reached.", new() { Timeout = 20_000 });

        await page.UnrouteAllAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Try again" }).ClickAsync();

        await Assertions.Expect(Events(page).First).ToBeVisibleAsync();
    }

    private static ILocator Events(IPage page) => page.GetByRole(AriaRole.Button, new() { NameRegex = new Regex("^Details of event") });

    private async Task<IPage> OpenAsync(string query = "")
    {
        var page = await _console.SignedInAsync();
        await page.GotoAsync($"{Gateway.Url}console/audit{query}");
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Audit log" })).ToBeVisibleAsync();
        return page;
    }

    public async ValueTask DisposeAsync() => await _console.DisposeAsync();
}
