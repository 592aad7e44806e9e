using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Testing.Gateway;
using Testing.Upstream;

namespace Console.Tests;

/// <summary>Limits and budgets: what is left of them, who set them, why a call was refused, and how they are changed.</summary>
public sealed class LimitsPageTests : IAsyncLifetime
{
    private FakeUpstream _upstream = null!;
    private ConsoleBrowser _console = null!;
    private GatewayScenario _scenario = null!;

    private GatewayProcess Gateway => _console.Gateway;

    public async ValueTask InitializeAsync()
    {
        _upstream = await FakeUpstream.StartAsync();
        _console = await ConsoleBrowser.StartAsync();
        _scenario = await GatewayScenario.CreateAsync(Gateway.Admin, _upstream);
    }

    [Fact]
    public async Task Limits_of_all_levels_show_what_is_taken_of_them_while_it_is_taken()
    {
        await LimitAsync($"teams/{_scenario.TeamId}", new { limits = new { rpm = 10 } });
        await LimitAsync($"keys/{_scenario.KeyId}", new { budget = new { amount = 0.001m, period = "month", raise = new { amount = 1, until = DateTimeOffset.UtcNow.AddDays(3) } } });
        var page = await _console.SignedInAsync();
        await page.GotoAsync($"{Gateway.Url}console/limits/key/{_scenario.KeyId}");
        var rate = page.GetByRole(AriaRole.Meter, new() { NameRegex = new Regex("^Requests per minute of the team") });
        await Assertions.Expect(rate).ToHaveAttributeAsync("aria-valuenow", "0");
        await Assertions.Expect(page.GetByText("raised until")).ToBeVisibleAsync();

        await CallAsync(8);

        await Assertions.Expect(rate).ToHaveAttributeAsync("aria-valuenow", "80");
        await Assertions.Expect(page.GetByText("2 requests left")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByText("bound: exact").First).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByText("Last set by")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_budget_and_limits_of_every_kind_are_set_by_clicks()
    {
        var page = await _console.SignedInAsync();
        await page.GotoAsync($"{Gateway.Url}console/limits/team/{_scenario.TeamId}");
        await page.GetByRole(AriaRole.Button, new() { Name = "Set a budget" }).ClickAsync();
        await page.GetByLabel("Budget, US dollars").FillAsync("12.5");
        await page.GetByLabel("Thresholds, per cent").FillAsync("50, 90");
        await page.GetByRole(AriaRole.Button, new() { Name = "Soft", Exact = true }).ClickAsync();
        await page.GetByLabel("Requests per minute").FillAsync("60");
        await page.GetByLabel("Burst").FillAsync("90");
        await page.GetByLabel("Tokens per minute").FillAsync("5000");
        await page.GetByLabel("Calls at once").FillAsync("4");
        await page.GetByRole(AriaRole.Button, new() { Name = "Quota", Exact = true }).First.ClickAsync();
        await page.GetByLabel("Quota", new() { Exact = true }).FillAsync("1000");
        await page.GetByLabel("Time zone").Last.FillAsync("Europe/Berlin");
        await page.GetByRole(AriaRole.Button, new() { Name = "Limits for one target" }).ClickAsync();
        await page.GetByLabel("Model or route group").FillAsync(_scenario.Model);
        await page.GetByLabel("At once", new() { Exact = true }).FillAsync("2");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Alert).First).ToContainTextAsync("at most rpm", new() { IgnoreCase = true });

        await page.GetByLabel("Burst").FillAsync("6");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();

        await Assertions.Expect(page.GetByRole(AriaRole.List, new() { Name = "In force" }).GetByRole(AriaRole.Listitem)).ToHaveCountAsync(7);
        var stored = (await Gateway.Admin.GetAsync($"teams/{_scenario.TeamId}")).Succeeded().Json;
        var (limits, budget) = (stored["limits"]!, stored["budget"]!);
        ((long)limits["rpm"]!, (long)limits["burst"]!, (long)limits["tpm"]!, (long)limits["concurrency"]!).ShouldBe((60, 6, 5000, 4));
        ((long)limits["quotas"]![0]!["requests"]!, (string?)limits["quotas"]![0]!["period"], (string?)limits["time_zone"]).ShouldBe((1000, "day", "Europe/Berlin"));
        ((string?)limits["assets"]![0]!["asset"], (long)limits["assets"]![0]!["concurrency"]!).ShouldBe((_scenario.Model, 2));
        ((decimal)budget["amount"]!, (bool)budget["hard"]!).ShouldBe((12.5m, false));
        budget["thresholds"]!.AsArray().Select(one => (int)one!).ShouldBe([50, 90]);
    }

    [Fact]
    public async Task The_box_says_which_limit_refuses_a_call_and_leads_to_it()
    {
        await LimitAsync($"teams/{_scenario.TeamId}", new { limits = new { rpm = 2 } });
        await CallAsync(2);
        var page = await _console.SignedInAsync();
        await page.GotoAsync($"{Gateway.Url}console/limits?organization_id={_scenario.OrganizationId}&subject=key:{_scenario.KeyId}&asset={_scenario.Model}");

        await Assertions.Expect(page.GetByRole(AriaRole.Status).Filter(new() { HasText = "It would be refused: Requests per minute of the team" })).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Change it at the team" }).ClickAsync();

        await Assertions.Expect(page).ToHaveURLAsync(new Regex($"/console/limits/team/{_scenario.TeamId}$"));
    }

    [Fact]
    public async Task A_developer_sees_what_a_key_has_used_and_what_is_left()
    {
        await LimitAsync($"keys/{_scenario.KeyId}", new { limits = new { rpm = 10 }, budget = new { amount = 1, period = "month" } });
        await CallAsync(3);
        var page = await _console.SignedInAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Build" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "My usage" }).ClickAsync();
        await page.GetByLabel("Key").FillAsync(_scenario.Key);
        await page.GetByRole(AriaRole.Button, new() { Name = "Use this key" }).ClickAsync();

        await Assertions.Expect(page.GetByText("7 requests left of 10 requests")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByText("of $1.00")).ToBeVisibleAsync();
    }

    [Theory]
    [InlineData(1280, ColorScheme.Light)]
    [InlineData(390, ColorScheme.Dark)]
    public async Task The_pages_fit_wide_and_narrow_screens_in_both_themes(int width, ColorScheme scheme)
    {
        await LimitAsync($"organizations/{_scenario.OrganizationId}", new
        {
            limits = new { tpm = 100000, quotas = new[] { new { requests = 6, period = "day" } }, assets = new[] { new { asset = _scenario.Model, rpm = 20 } } },
            budget = new { amount = 0.01m, period = "week" },
        });
        await CallAsync(5);
        var page = await _console.SignedInAsync(width, scheme);
        foreach (var path in new[] { $"limits/organization/{_scenario.OrganizationId}", $"limits?organization_id={_scenario.OrganizationId}&subject=key:{_scenario.KeyId}&asset={_scenario.Model}", $"organizations/{_scenario.OrganizationId}?tab=limits" })
        {
            await page.GotoAsync($"{Gateway.Url}console/{path}");
            await Assertions.Expect(page.GetByRole(AriaRole.Meter).First).ToBeVisibleAsync();
            (await page.EvaluateAsync<int>("document.documentElement.scrollWidth")).ShouldBeLessThanOrEqualTo(width);
            if (Environment.GetEnvironmentVariable("SIGNALBOX_SCREENSHOTS") is { Length: > 0 } folder)
                await page.ScreenshotAsync(new() { FullPage = true, Path = Path.Combine(folder, $"{path.Split('?')[0].Replace('/', '-')}-{width}.png") });
        }
    }

    private async Task LimitAsync(string path, object change) =>
        (await Gateway.Admin.PatchAsync(path, change)).Succeeded();

    private async Task CallAsync(int calls)
    {
        for (var i = 0; i < calls; i++)
            using (var served = await Gateway.Caller(_scenario.Key).ChatAsync(_scenario.Model)) served.IsSuccessStatusCode.ShouldBeTrue();
    }

    public async ValueTask DisposeAsync()
    {
        await _console.DisposeAsync();
        await _upstream.DisposeAsync();
    }
}
