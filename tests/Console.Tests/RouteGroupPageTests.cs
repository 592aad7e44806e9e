using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Testing.Gateway;

namespace Console.Tests;

/// <summary>A route group's registry in a real browser: promotion, rollback and what they leave behind.</summary>
public sealed class RouteGroupPageTests : IAsyncLifetime
{
    private ConsoleBrowser _console = null!;
    private string _group = "";

    private GatewayProcess Gateway => _console.Gateway;

    public async ValueTask InitializeAsync()
    {
        _console = await ConsoleBrowser.StartAsync();
        _group = (await Gateway.Admin.PostAsync("route-groups", new
        {
            key = "support", strategy = "primary", members = new[] { new { model = "demo", status = "primary" }, new { model = "demo-slow", status = "shadow" } },
        })).Succeeded().Id;
    }

    [Fact]
    public async Task A_shadow_is_promoted_and_taken_back_behind_dialogs_that_say_what_will_happen()
    {
        var page = await OpenAsync();
        await Assertions.Expect(Row(page, "demo-slow")).ToContainTextAsync("shadow");

        await Row(page, "demo-slow").GetByRole(AriaRole.Button, new() { Name = "Promote demo-slow…" }).ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog, new() { Name = "Promote demo-slow?" });
        await Assertions.Expect(dialog).ToContainTextAsync("serves everyone who calls support");
        await Assertions.Expect(dialog).ToContainTextAsync("in place of demo, which becomes a shadow");
        await dialog.GetByLabel("Reason").FillAsync("slower, but kinder");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Promote", Exact = true }).ClickAsync();

        await Assertions.Expect(Row(page, "demo-slow")).ToContainTextAsync("primary");
        await Assertions.Expect(dialog).ToBeHiddenAsync();
        await Assertions.Expect(History(page).Nth(1)).ToContainTextAsync("slower, but kinder");

        await page.GetByRole(AriaRole.Button, new() { Name = "Roll back to demo…" }).ClickAsync();
        dialog = page.GetByRole(AriaRole.Dialog, new() { Name = "Roll back to demo?" });
        await Assertions.Expect(dialog).ToContainTextAsync("This undoes the change from demo to demo-slow");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Roll back", Exact = true }).ClickAsync();

        await Assertions.Expect(History(page)).ToHaveCountAsync(3);
        await Assertions.Expect(History(page).Nth(2)).ToContainTextAsync("undone");
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { NameRegex = new Regex("^Roll back") })).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Whoever_was_second_is_told_in_the_dialog()
    {
        var page = await OpenAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Promote demo-slow…" }).ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog, new() { Name = "Promote demo-slow?" });
        (await Gateway.Admin.PatchAsync($"route-groups/{_group}", new { description = "changed meanwhile" })).Succeeded();

        await dialog.GetByRole(AriaRole.Button, new() { Name = "Promote", Exact = true }).ClickAsync();

        await Assertions.Expect(dialog.GetByRole(AriaRole.Alert)).ToContainTextAsync("Someone changed this since it was read");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Cancel" }).ClickAsync();
        await Assertions.Expect(Row(page, "demo-slow")).ToContainTextAsync("shadow");
    }

    [Fact]
    public async Task The_page_works_from_the_keyboard()
    {
        var page = await OpenAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Promote demo-slow…" }).FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        var dialog = page.GetByRole(AriaRole.Dialog, new() { Name = "Promote demo-slow?" });
        await Assertions.Expect(dialog).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(dialog).ToBeHiddenAsync();

        await page.GetByRole(AriaRole.Button, new() { Name = "Promote demo-slow…" }).FocusAsync();
        await page.Keyboard.PressAsync("Space");
        for (var i = 0; i < 6 && !await dialog.GetByRole(AriaRole.Button, new() { Name = "Promote", Exact = true }).EvaluateAsync<bool>("b => b === document.activeElement"); i++)
            await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("Enter");

        await Assertions.Expect(Row(page, "demo-slow")).ToContainTextAsync("primary");
    }

    [Fact]
    public async Task A_second_member_is_asked_as_the_form_says_and_not_under_strategies_that_judge_by_who_serves()
    {
        var id = (await Gateway.Admin.PostAsync("route-groups", new { key = "hedged", strategy = "static", members = new[] { new { model = "demo" }, new { model = "demo-slow" } } })).Succeeded().Id;
        var page = await OpenAsync();
        await page.GotoAsync($"{Gateway.Url}console/route-groups/{id}?edit={id}");
        var after = page.GetByLabel("Ask a second member after, ms");
        await after.FillAsync("5");
        await page.GetByLabel("At most, % of the calls").FillAsync("25");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true }).ClickAsync();
        // The browser says so, and nothing is sent.
        (await after.EvaluateAsync<bool>("field => field.validity.rangeUnderflow")).ShouldBeTrue();
        await Assertions.Expect(after).ToBeVisibleAsync();
        await after.FillAsync("1500");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true }).ClickAsync();
        await Assertions.Expect(after).ToBeHiddenAsync();

        var group = (await Gateway.Admin.GetAsync($"route-groups/{id}")).Succeeded().Json;
        ((int)group["hedge"]!["after_ms"]!, (int)group["hedge"]!["max_percent"]!).ShouldBe((1500, 25));

        await page.GotoAsync($"{Gateway.Url}console/route-groups/{_group}?edit={_group}");
        await Assertions.Expect(page.GetByLabel("Every member must have")).ToBeVisibleAsync();
        await Assertions.Expect(after).ToBeHiddenAsync();
    }

    [Fact]
    public async Task Where_a_call_would_go_also_says_whether_a_second_member_would_be_asked()
    {
        var id = (await Gateway.Admin.PostAsync("route-groups", new
        {
            key = "hedged", strategy = "static", hedge = new { after_ms = 1500, max_percent = 100 }, members = new[] { new { model = "demo" }, new { model = "demo-slow" } },
        })).Succeeded().Id;
        (await Gateway.Admin.PostAsync("organizations", new { name = "callers", grants = new[] { "hedged" } })).Succeeded();
        var page = await OpenAsync();
        await page.GotoAsync($"{Gateway.Url}console/route-groups/{id}");
        await page.PickAsync("Organization", "callers");
        await Assertions.Expect(page.GetByText("may be sent twice")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByText("If the first has no content after 1,500 ms, 'demo-slow' (")).ToBeVisibleAsync();

        await page.GetByLabel("API", new() { Exact = true }).SelectOptionAsync("responses");

        await Assertions.Expect(page.GetByText("sent once", new() { Exact = true })).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByText("two of one call must not be")).ToBeVisibleAsync();
    }

    public ValueTask DisposeAsync() => _console.DisposeAsync();

    private async Task<IPage> OpenAsync()
    {
        var page = await _console.SignedInAsync();
        await page.GotoAsync($"{Gateway.Url}console/route-groups/{_group}");
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "support" })).ToBeVisibleAsync();
        return page;
    }

    private static ILocator Row(IPage page, string model) =>
        page.GetByRole(AriaRole.Region, new() { Name = "Registry" }).GetByRole(AriaRole.Row).Filter(new() { Has = page.GetByText(model, new() { Exact = true }) });

    private static ILocator History(IPage page) => page.GetByRole(AriaRole.Region, new() { Name = "History of the primary" }).GetByRole(AriaRole.Row);
}
