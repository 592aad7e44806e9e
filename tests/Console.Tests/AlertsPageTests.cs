using Microsoft.Playwright;
using Testing.Gateway;
using Testing.Net;

namespace Console.Tests;

/// <summary>Rules, destinations, what fires, and objectives, in a real browser.</summary>
public sealed class AlertsPageTests : IAsyncLifetime
{
    private ConsoleBrowser _console = null!;

    private GatewayProcess Gateway => _console.Gateway;

    public async ValueTask InitializeAsync() => _console = await ConsoleBrowser.StartAsync();

    [Fact]
    public async Task A_destination_is_added_and_tested_and_a_usual_rule_switched_on_that_fires_and_is_taken_in_hand()
    {
        await using var receiver = await LoopbackServer.StartAsync(context => Task.CompletedTask);
        var page = await _console.SignedInAsync();
        await page.GotoAsync($"{Gateway.Url}console/alerts");
        await Assertions.Expect(page.GetByText("Nothing fires")).ToBeVisibleAsync();

        await page.GetByRole(AriaRole.Tab, new() { Name = "Destinations" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Add a destination" }).ClickAsync();
        var form = page.GetByRole(AriaRole.Dialog);
        await form.GetByLabel("Name").FillAsync("on-call");
        await form.GetByLabel("URL").FillAsync(receiver.Url.AbsoluteUri);
        await form.GetByRole(AriaRole.Button, new() { Name = "Add destination" }).ClickAsync();
        await Assertions.Expect(form.GetByRole(AriaRole.Alert).First).ToContainTextAsync("http");
        await form.GetByLabel("May be inside the network").CheckAsync();
        await form.GetByLabel("May be spoken to without TLS").CheckAsync();
        await form.GetByRole(AriaRole.Button, new() { Name = "Add destination" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Send a test to on-call" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Status).Filter(new() { HasText = "taken" })).ToBeVisibleAsync();

        await SpendAsync(1);
        await page.GetByRole(AriaRole.Tab, new() { Name = "Rules" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Use quotas near their end" }).ClickAsync();
        form = page.GetByRole(AriaRole.Dialog);
        await form.GetByRole(AriaRole.Button, new() { Name = "Would it fire now?" }).ClickAsync();
        await Assertions.Expect(form.GetByRole(AriaRole.Region, new() { Name = "What was read" })).ToContainTextAsync("requests-per-day", new() { Timeout = 30_000 });
        await form.GetByText("on-call").ClickAsync();
        await form.GetByRole(AriaRole.Button, new() { Name = "Add rule" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Region, new() { Name = "Alert rules" })).ToContainTextAsync("quotas near their end");

        await page.GetByRole(AriaRole.Tab, new() { Name = "Now" }).ClickAsync();
        var open = page.GetByRole(AriaRole.Region, new() { Name = "Open alerts" });
        await Assertions.Expect(open).ToContainTextAsync("requests are used", new() { Timeout = 60_000 });
        await page.GetByRole(AriaRole.Button, new() { Name = "Take in hand" }).ClickAsync();
        await page.GetByRole(AriaRole.Dialog).GetByLabel("What is done about it").FillAsync("raising it");
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Take in hand" }).ClickAsync();
        await Assertions.Expect(open).ToContainTextAsync("raising it");
        await KeepAsync(page, "alerts-now");

        await page.GetByRole(AriaRole.Button, new() { Name = "Silence…" }).ClickAsync();
        await page.GetByRole(AriaRole.Dialog).GetByLabel("Why").FillAsync("end of the month");
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Silence", Exact = true }).ClickAsync();
        await Assertions.Expect(open).ToContainTextAsync("silenced");
        await page.GetByRole(AriaRole.Tab, new() { Name = "Silences" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Region, new() { Name = "Silences" })).ToContainTextAsync("end of the month");
        await page.GetByRole(AriaRole.Tab, new() { Name = "History" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Region, new() { Name = "Messages" })).ToContainTextAsync("sent");
    }

    [Fact]
    public async Task An_objective_shows_its_budget_and_how_fast_it_is_used()
    {
        var key = await SpendAsync(1000);
        for (var i = 0; i < 30; i++) (await Gateway.Caller(key).ChatAsync("demo")).Dispose();
        var page = await _console.SignedInAsync();
        await page.GotoAsync($"{Gateway.Url}console/slos");
        await Assertions.Expect(page.GetByText("No objective yet")).ToBeVisibleAsync();

        await page.GetByRole(AriaRole.Button, new() { Name = "Add an objective" }).ClickAsync();
        var form = page.GetByRole(AriaRole.Dialog);
        await form.GetByLabel("Name").FillAsync("answers");
        await form.GetByLabel("Good, % at least").FillAsync("100");
        await form.GetByRole(AriaRole.Button, new() { Name = "Add objective" }).ClickAsync();
        await Assertions.Expect(form.GetByRole(AriaRole.Alert).First).ToContainTextAsync("99.999");
        await form.GetByLabel("Good, % at least").FillAsync("99.5");
        await form.PickAsync("Organization", "spender");
        await form.PickAsync("Team", "t");
        await form.PickAsync("Deployment", "demo/demo");
        await form.PickAsync("Model or route group", "demo");
        await KeepAsync(page, "slo-scope");
        await form.GetByRole(AriaRole.Button, new() { Name = "Add objective" }).ClickAsync();
        await Assertions.Expect(form).ToBeHiddenAsync();
        var scope = (await Gateway.Admin.GetAsync("slos")).Json["items"]![0]!["scope"]!;
        var team = (await Gateway.Admin.GetAsync("teams")).Json["items"]!.AsArray().Single(row => row!["name"]!.GetValue<string>() == "t")!["id"]!.GetValue<string>();
        new[] { "team", "target", "deployment" }.Select(name => scope[name]!.GetValue<string>()).ShouldBe([team, "demo", "demo/demo"]);

        var board = page.GetByRole(AriaRole.Region, new() { Name = "Objectives" });
        await Assertions.Expect(board).ToContainTextAsync("100.000 %", new() { Timeout = 90_000 });
        await page.GetByRole(AriaRole.Button, new() { Name = "Budget of answers" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Region, new() { Name = "Burn rates" })).ToContainTextAsync("lasts");
        await Assertions.Expect(page.GetByRole(AriaRole.Region, new() { Name = "Budget over time" })).ToBeVisibleAsync();
        await KeepAsync(page, "slo-budget");
    }

    /// <summary>A key in an organization that may make so many calls a day, and one of them. Returns the key.</summary>
    private async Task<string> SpendAsync(int quota)
    {
        var limits = new { quotas = new[] { new { requests = quota, period = "day" } } };
        var organization = (await Gateway.Admin.PostAsync("organizations", new { name = "spender", grants = new[] { "demo" }, limits })).Succeeded();
        var team = (await Gateway.Admin.PostAsync("teams", new { name = "t", organization_id = organization.Id })).Succeeded();
        var key = (await Gateway.Admin.PostAsync("keys", new { name = "k", team_id = team.Id })).Succeeded();
        (await Gateway.Caller(key["secret"]).ChatAsync("demo")).EnsureSuccessStatusCode().Dispose();
        return key["secret"];
    }

    private static async Task KeepAsync(IPage page, string name)
    {
        if (Environment.GetEnvironmentVariable("SIGNALBOX_SCREENSHOTS") is { } folder) await page.ScreenshotAsync(new() { FullPage = true, Path = Path.Combine(folder, $"{name}.png") });
    }

    public ValueTask DisposeAsync() => _console.DisposeAsync();
}
