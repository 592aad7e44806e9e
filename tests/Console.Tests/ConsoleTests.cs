using Microsoft.Playwright;
using Testing.Gateway;
using Testing.Upstream;

namespace Console.Tests;

/// <summary>The console in a real browser against a real gateway.</summary>
public sealed class ConsoleTests : IAsyncLifetime
{
    private ConsoleBrowser _console = null!;

    private GatewayProcess Gateway => _console.Gateway;

    public async ValueTask InitializeAsync() => _console = await ConsoleBrowser.StartAsync();

    [Fact]
    public async Task A_wrong_admin_key_is_refused_with_a_sentence_that_helps()
    {
        var page = await _console.OpenAsync();
        await page.GetByLabel("Admin key").FillAsync("wrong");
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();

        await Assertions.Expect(page.GetByText("That is not the admin key")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task From_an_empty_gateway_to_a_governed_call_by_clicks_alone()
    {
        await using var upstream = await FakeUpstream.StartAsync();
        var page = await _console.SignedInAsync();

        await page.GetByRole(AriaRole.Link, new() { Name = "Providers" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Add provider" }).First.ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog);
        await dialog.GetByRole(AriaRole.Link, new() { Name = "OpenAI-compatible" }).ClickAsync();
        await dialog.GetByLabel("Name").FillAsync("local");
        await dialog.GetByLabel("Base URL").FillAsync(upstream.BaseUrl);
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Test connection" }).ClickAsync();
        await Assertions.Expect(dialog.GetByRole(AriaRole.Alert).First).ToContainTextAsync("allow_http");
        await dialog.GetByLabel("Allow private addresses").CheckAsync();
        await dialog.GetByLabel("Allow plain HTTP").CheckAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Test connection" }).ClickAsync();
        await Assertions.Expect(dialog.GetByRole(AriaRole.List, new() { Name = "The connection works" })).ToBeVisibleAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Add provider" }).ClickAsync();
        await Assertions.Expect(dialog).ToBeHiddenAsync();

        await page.GetByRole(AriaRole.Link, new() { Name = "Models" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Add model" }).First.ClickAsync();
        await dialog.GetByLabel("Public name").FillAsync("small");
        await dialog.GetByLabel("Provider").SelectOptionAsync("local");
        await dialog.GetByLabel("Upstream model").FillAsync("gpt-4o-mini");
        await dialog.GetByLabel("Input, $ per 1M", new() { Exact = true }).FillAsync("0.15");
        await dialog.GetByLabel("Output, $ per 1M").FillAsync("0.60");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Add model" }).ClickAsync();
        await Assertions.Expect(dialog).ToBeHiddenAsync();

        await page.GetByRole(AriaRole.Link, new() { Name = "Organizations" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Add organization" }).First.ClickAsync();
        await dialog.GetByLabel("Name").FillAsync("acme");
        await dialog.GetByLabel("small").CheckAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Add organization" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "acme" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Add team" }).First.ClickAsync();
        await dialog.GetByLabel("Name").FillAsync("web");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Add team" }).ClickAsync();
        await page.GetByLabel("Issue a key in web").ClickAsync();
        await dialog.GetByLabel("Name").FillAsync("laptop");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Issue key" }).ClickAsync();
        var secret = await page.GetByTestId("secret").InnerTextAsync();
        await Assertions.Expect(dialog).ToContainTextAsync($"Bearer {secret}");

        using var allowed = await Gateway.Caller(secret).ChatAsync("small");
        using var refused = await Gateway.Caller(secret).ChatAsync("demo");
        ((int)allowed.StatusCode, (int)refused.StatusCode).ShouldBe((200, 403));

        await page.GetByRole(AriaRole.Button, new() { Name = "I have copied it" }).ClickAsync();
        var id = refused.Headers.GetValues("x-request-id").Single();
        await page.GotoAsync($"{Gateway.Url}console/requests?request={id}");
        await Assertions.Expect(page.GetByRole(AriaRole.Dialog)).ToContainTextAsync("organization 'acme' has no grant for 'demo'", new() { Timeout = 15_000 });
        await page.GotoAsync($"{Gateway.Url}console/requests?model=small");
        await Assertions.Expect(page.GetByRole(AriaRole.Row).Filter(new() { HasText = "laptop" })).ToContainTextAsync("$0.00000", new() { Timeout = 15_000 });
    }

    [Fact]
    public async Task The_chosen_theme_stays_after_a_reload()
    {
        var page = await _console.SignedInAsync();
        const string light = "rgb(244, 244, 238)";
        var body = page.Locator("body");
        await Assertions.Expect(body).ToHaveCSSAsync("background-color", light);
        await page.GetByRole(AriaRole.Button, new() { Name = "Dark" }).ClickAsync();
        await Assertions.Expect(body).Not.ToHaveCSSAsync("background-color", light);
        var dark = await page.EvaluateAsync<string>("getComputedStyle(document.body).backgroundColor");
        await page.ReloadAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Overview" })).ToBeVisibleAsync();

        await Assertions.Expect(body).ToHaveCSSAsync("background-color", dark);
    }

    [Theory]
    [InlineData(390, ColorScheme.Light)]
    [InlineData(390, ColorScheme.Dark)]
    [InlineData(1440, ColorScheme.Dark)]
    public async Task Every_page_shows_itself_without_an_error_and_without_sideways_scrolling(int width, ColorScheme scheme)
    {
        var (organization, model, group, policy) = await AddLongNamesAsync();
        var page = await _console.SignedInAsync(width, scheme);
        var errors = new List<string>();
        page.PageError += (_, error) => errors.Add(error);
        page.Console += (_, message) =>
        {
            if (message.Type == "error") errors.Add(message.Text);
        };

        foreach (var (path, heading) in new[]
                 {
                     ("overview", "Overview"), ("requests", "Requests"), ("providers", "Providers"), ("models", "Models"), ($"models/{model}", Long), ("providers?edit=new", "Providers"), ("providers?edit=new&kind=vertex", "Providers"), ("route-groups", "Route groups"), ($"route-groups/{group}", $"{Long}-group"), ($"route-groups/{group}?edit={group}", $"{Long}-group"),
                     ("policies", "Routing policies"), ($"policies/{policy}", Long), ("policies?edit=new", "Routing policies"), ("alerts", "Alerts"), ("alerts?tab=rules", "Alerts"), ("alerts?tab=rules&edit=new", "Alerts"), ("alerts?tab=destinations", "Alerts"), ("alerts?tab=silences", "Alerts"), ("alerts?tab=history", "Alerts"), ("slos", "SLOs"), ("slos?edit=new", "SLOs"),
                     ("organizations", "Organizations"), ("organizations?view=tree", "Organizations"), ($"organizations/{organization}", Long), ($"organizations/{organization}?tab=users", Long), ("keys", "Keys"), ("access", "Access"), ($"access?organization_id={organization}&subject=organization:{organization}&asset=demo", "Access"), ($"access/organization/{organization}", Long), ("access/bulk?level=organization", "Change many at once"), ("migration", "Migration"), ($"migration/{organization}?show=all", Long), ("instances", "Instances"), ("audit", "Audit log"), ("build", "Get started"), ("build/catalog", "Catalog"), ("build/playground", "Playground"), ("nowhere", "End of the line"),
                 })
        {
            await page.GotoAsync($"{Gateway.Url}console/{path}");
            await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1, IncludeHidden = true })).ToHaveTextAsync(heading);
            await page.WaitForLoadStateAsync(LoadState.NetworkIdle);
            (await page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth")).ShouldBe(0, path);
            if (width < 768) (await page.EvaluateAsync<string[]>(CutOff)).ShouldBeEmpty(path);
        }
        errors.ShouldBeEmpty();
    }

    private const string Long = "northern-railways-passenger-information-services";

    /// <summary>The lists that are cards on a narrow screen and still wider than it.</summary>
    private const string CutOff = "[...document.querySelectorAll('.rows-cards')].map(t => t.parentElement).filter(f => f.scrollWidth > f.clientWidth).map(f => f.getAttribute('aria-label'))";

    /// <summary>One object of each kind, with a name that does not fit into a narrow column.</summary>
    /// <returns>The ids of those that have a page of their own.</returns>
    private async Task<(string Organization, string Model, string Group, string Policy)> AddLongNamesAsync()
    {
        await AddAsync("providers", new { name = Long, kind = "openai_compatible", base_url = $"https://{Long}.example.net/v1" });
        var model = await AddAsync("models", new { name = Long, deployments = new[] { new { provider = Long, upstream_model = $"{Long}/{Long}" } } });
        var group = await AddAsync("route-groups", new { key = $"{Long}-group", strategy = "weighted", members = new[] { new { model = Long } } });
        var organization = await AddAsync("organizations", new { name = Long, grants = new[] { Long } });
        var user = await AddAsync("users", new { organization_id = organization, name = Long, email = $"{Long}@{Long}.example.org" });
        var team = await AddAsync("teams", new { organization_id = organization, name = Long });
        await AddAsync("keys", new { team_id = team, user_id = user, name = Long });
        var policy = await AddAsync("policies", new { name = Long, kind = "external", external = new { url = $"https://{Long}.example.net/route", allow_hosts = new[] { $"{Long}.example.net" } } });
        await AddAsync("alert-destinations", new { name = Long, kind = "webhook", url = $"https://{Long}.example.net/{Long}" });
        await AddAsync("alert-rules", new { name = Long, kind = "latency", destinations = new[] { Long } });
        await AddAsync("slos", new { name = Long, objective = "availability", target_percent = 99.5, window_days = 30 });
        await AddAsync("alert-silences", new { reason = Long, until = DateTimeOffset.UtcNow.AddHours(1) });
        return (organization, model, group, policy);

        async Task<string> AddAsync(string path, object draft) => (await Gateway.Admin.PostAsync(path, draft)).Succeeded().Id;
    }

    public async ValueTask DisposeAsync() => await _console.DisposeAsync();
}
