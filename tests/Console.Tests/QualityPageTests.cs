using Microsoft.Playwright;
using Testing.Gateway;

namespace Console.Tests;

/// <summary>The contract board and a promotion by steps, in a real browser.</summary>
public sealed class QualityPageTests : IAsyncLifetime
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
    public async Task A_contract_is_written_on_the_board_and_shows_its_evidence_there_and_on_the_group_s_page()
    {
        var page = await _console.SignedInAsync();
        await page.GotoAsync($"{Gateway.Url}console/quality");
        var board = page.GetByRole(AriaRole.Region, new() { Name = "Contract board" });
        await Assertions.Expect(board).ToContainTextAsync("no contract");

        await page.GetByRole(AriaRole.Button, new() { Name = "Write a contract for support" }).ClickAsync();
        var form = page.GetByRole(AriaRole.Dialog);
        await form.GetByLabel("For whom").FillAsync("product app\ncoding agent");
        await form.GetByLabel("95th percentile, ms").FillAsync("-5");
        await form.GetByRole(AriaRole.Button, new() { Name = "Add contract" }).ClickAsync();
        await Assertions.Expect(form.GetByRole(AriaRole.Alert).First).ToContainTextAsync("above 0");
        await form.GetByLabel("95th percentile, ms").FillAsync("2000");
        await form.GetByRole(AriaRole.Button, new() { Name = "Add contract" }).ClickAsync();

        await Assertions.Expect(board).ToContainTextAsync("for product app, coding agent");
        await page.GetByRole(AriaRole.Button, new() { Name = "Evidence of support" }).ClickAsync();
        var evidence = page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Region, new() { Name = "Evidence" });
        await Assertions.Expect(evidence).ToContainTextAsync("Latency, 95th percentile");
        await Assertions.Expect(evidence).ToContainTextAsync("0 of 20 observations were made");
        await Assertions.Expect(page.GetByRole(AriaRole.Region, new() { Name = "Versions" })).ToContainTextAsync("in force");

        await page.GotoAsync($"{Gateway.Url}console/route-groups/{_group}");
        await Assertions.Expect(page.GetByRole(AriaRole.Region, new() { Name = "Evidence" })).ToContainTextAsync("at most 2.00 s", new() { Timeout = 30_000 });
    }

    [Fact]
    public async Task A_shadow_is_promoted_by_steps_paused_and_aborted()
    {
        var page = await _console.SignedInAsync();
        await page.GotoAsync($"{Gateway.Url}console/route-groups/{_group}");
        await page.GetByRole(AriaRole.Button, new() { Name = "Promote demo-slow by steps…" }).ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog, new() { Name = "Promote demo-slow by steps?" });
        await Assertions.Expect(dialog).ToContainTextAsync("takes 5 per cent of the calls to support");
        await dialog.GetByLabel("Steps: per cent for minutes").FillAsync("10 for 60, 100 for 60");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Begin" }).ClickAsync();

        var steps = page.GetByRole(AriaRole.List, new() { Name = "Steps" });
        await Assertions.Expect(steps).ToContainTextAsync("10 %");
        await Assertions.Expect(steps).ToContainTextAsync("to go");
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Promote demo-slow…" })).ToBeDisabledAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Pause" }).ClickAsync();
        await Assertions.Expect(steps).ToContainTextAsync("paused");
        await page.GetByRole(AriaRole.Button, new() { Name = "Abort…" }).ClickAsync();
        dialog = page.GetByRole(AriaRole.Dialog, new() { Name = "Abort the promotion of demo-slow?" });
        await dialog.GetByLabel("Reason").FillAsync("not today");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Abort", Exact = true }).ClickAsync();

        var past = page.GetByRole(AriaRole.Region, new() { Name = "Promotions by steps" });
        await Assertions.Expect(past).ToContainTextAsync("aborted");
        await Assertions.Expect(past).ToContainTextAsync("not today");
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Promote demo-slow…" })).ToBeEnabledAsync();
    }

    public ValueTask DisposeAsync() => _console.DisposeAsync();
}
