using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Testing.Gateway;

namespace Console.Tests;

/// <summary>From legacy lists to enforced grants, by clicks.</summary>
public sealed class MigrationTests : IAsyncLifetime
{
    /// <summary>Two models, and an organization of the same file, which a backfill may not change.</summary>
    private const string Yaml = """
        providers:
          - { name: demo, kind: demo }
        models:
          - { name: demo, deployments: [ { provider: demo, upstream_model: demo } ] }
          - { name: demo-slow, deployments: [ { provider: demo, upstream_model: demo-slow } ] }
        organizations:
          - name: filed
            enforcement: legacy
            teams:
              - { name: paper, legacy_models: [demo] }
        """;

    private ConsoleBrowser _console = null!;

    private GatewayProcess Gateway => _console.Gateway;

    public async ValueTask InitializeAsync() => _console = await ConsoleBrowser.StartAsync(new GatewayOptions { Configuration = Yaml });

    [Fact]
    public async Task A_legacy_organization_becomes_enforced_and_each_step_says_that_no_answer_changes()
    {
        var (organization, team, key) = await AddLegacyAsync("acme", "demo");
        var page = await _console.SignedInAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Migration" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Needs a ceiling: 2" }).ClickAsync();
        await Assertions.Expect(page).ToHaveURLAsync(new Regex("state=needs_org_bootstrap"));
        await page.GetByRole(AriaRole.Link, new() { Name = "acme", Exact = true }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Region, new() { Name = "What a backfill writes in acme" })).ToContainTextAsync("web");

        await page.GetByRole(AriaRole.Button, new() { Name = "Backfill…" }).ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog, new() { Name = "Backfill acme" });
        await Assertions.Expect(dialog.GetByRole(AriaRole.Region, new() { Name = "Dry run" })).ToContainTextAsync("No answer changes for its 1 live key");
        (await Gateway.Admin.GetAsync($"organizations/{organization}")).Json["grants"]!.AsArray().ShouldBeEmpty();
        await dialog.GetByLabel("Why").FillAsync("OPS-7: лишние списки");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Backfill it" }).ClickAsync();
        await Assertions.Expect(dialog.GetByRole(AriaRole.Status)).ToContainTextAsync("Done: 1 organization written");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Close" }).Last.ClickAsync();

        await page.GetByRole(AriaRole.Button, new() { Name = "Enforce…" }).ClickAsync();
        dialog = page.GetByRole(AriaRole.Dialog, new() { Name = "Enforce grants in acme?" });
        await Assertions.Expect(dialog).ToContainTextAsync("for its 1 live key");
        await Assertions.Expect(dialog).ToContainTextAsync("No answer changes");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Enforce", Exact = true }).ClickAsync();
        await Assertions.Expect(page.GetByText("acme: enforced, no answer changed", new() { Exact = true })).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Back to legacy…" })).ToBeVisibleAsync();

        var stored = (await Gateway.Admin.GetAsync($"organizations/{organization}")).Json;
        ((string?)stored["enforcement"], (string?)stored["grants"]![0]).ShouldBe(("enforced", "demo"));
        var access = (await Gateway.Admin.GetAsync($"teams/{team}")).Json;
        ((string?)access["access"]!["mode"], (string?)access["access"]!["grants"]![0], access["legacy_models"]).ShouldBe(("restrict", "demo", null));
        (await AllowedAsync(key)).ShouldBe(["demo"]);

        await page.GotoAsync($"{Gateway.Url}console/audit?action=legacy_org_bootstrap_backfill");
        await Assertions.Expect(page.GetByRole(AriaRole.Row).Filter(new() { HasText = "acme" })).ToContainTextAsync("OPS-7: лишние списки");
    }

    [Fact]
    public async Task Enforcing_is_refused_in_place_with_what_keeps_the_organization_back()
    {
        var (organization, team, _) = await AddLegacyAsync("acme");
        (await Gateway.Admin.PatchAsync($"organizations/{organization}", new { grants = new[] { "demo" } })).Succeeded();
        var page = await OpenAsync($"migration/{organization}", "acme");
        await page.GetByRole(AriaRole.Button, new() { Name = "Enforce…" }).ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog, new() { Name = "Enforce grants in acme?" });
        (await Gateway.Admin.PatchAsync($"teams/{team}", new { legacy_models = new[] { "ghost" } })).Succeeded();

        await dialog.GetByRole(AriaRole.Button, new() { Name = "Enforce", Exact = true }).ClickAsync();

        var obstacles = dialog.GetByRole(AriaRole.List, new() { Name = "What keeps it back" });
        await Assertions.Expect(obstacles).ToContainTextAsync("Its legacy list names what is not registered: ghost");
        await Assertions.Expect(obstacles.GetByRole(AriaRole.Link, new() { Name = "team" })).ToHaveAttributeAsync("href", new Regex($"/access/team/{team}$"));
        ((string?)(await Gateway.Admin.GetAsync($"organizations/{organization}")).Json["enforcement"]).ShouldBe("legacy");
    }

    [Fact]
    public async Task Enforcing_waits_for_models_and_servers_alike_and_leads_to_those_that_are_not_ready()
    {
        var (organization, _, _) = await AddLegacyAsync("acme", "demo");
        var page = await OpenAsync($"migration/{organization}?kind=mcp", "acme");
        await Assertions.Expect(page.GetByText("Waits for its models and route groups")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByText("No grants of its own: servers granted below it count as granted, no others.")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByText("models and route groups are not ready yet, so it cannot be enforced.")).ToBeVisibleAsync();

        await page.GetByRole(AriaRole.Button, new() { Name = "Enforce…" }).ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog, new() { Name = "Enforce grants in acme?" });
        await Assertions.Expect(dialog).ToContainTextAsync("Its models and route groups are not ready, so it would be refused.");
        await Assertions.Expect(dialog.GetByRole(AriaRole.Button, new() { Name = "Enforce", Exact = true })).ToBeDisabledAsync();
        await dialog.GetByRole(AriaRole.Link, new() { Name = "models and route groups" }).ClickAsync();

        await Assertions.Expect(dialog).ToHaveCountAsync(0);
        await Assertions.Expect(page).ToHaveURLAsync(new Regex($"/migration/{organization}$"));
        await Assertions.Expect(page.GetByText("Open: without grants everything is allowed.")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_list_that_is_no_restriction_yet_is_not_ticked_also_where_it_holds_an_unknown_name()
    {
        var (organization, _, _) = await AddLegacyAsync("acme", "demo", "ghost");

        var page = await OpenAsync($"migration/{organization}", "acme");

        await Assertions.Expect(page.GetByRole(AriaRole.Listitem).Filter(new() { HasText = "Lists are restrictions" })).ToContainTextAsync(": not yet");
    }

    [Fact]
    public async Task An_unknown_name_leads_to_the_list_it_stands_on_and_is_taken_off_there()
    {
        var (organization, team, _) = await AddLegacyAsync("acme", "demo", "ghost");
        var page = await OpenAsync("migration?state=missing_catalog_keys", "Migration");
        await Assertions.Expect(page.GetByRole(AriaRole.Row).Filter(new() { HasText = "acme" })).ToContainTextAsync("ghost");
        await page.GetByRole(AriaRole.Link, new() { Name = "acme", Exact = true }).ClickAsync();
        var row = page.GetByRole(AriaRole.Region, new() { Name = "teams" }).GetByRole(AriaRole.Row).Filter(new() { HasText = "web" });
        await Assertions.Expect(row).ToContainTextAsync("not registered");
        await row.GetByRole(AriaRole.Link, new() { Name = "web" }).ClickAsync();

        await page.GetByRole(AriaRole.Button, new() { Name = "Take ghost off the list" }).ClickAsync();
        await page.GetByLabel("Why", new() { Exact = true }).FillAsync("retired in May");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Assertions.Expect(page.GetByText("web: saved", new() { Exact = true })).ToBeVisibleAsync();

        (await Gateway.Admin.GetAsync($"teams/{team}")).Json["legacy_models"]!.AsArray().Select(name => (string?)name).ShouldBe(["demo"]);
        var @event = (await Gateway.Admin.ListAsync($"audit-events?object_id={team}&action=update"))[0];
        ((string?)@event["reason"]).ShouldBe("retired in May");
        await page.GotoAsync($"{Gateway.Url}console/migration/{organization}");
        await Assertions.Expect(page.GetByText("Needs a ceiling").First).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Backfilling_all_goes_on_past_an_organization_that_is_refused_and_says_why()
    {
        await AddLegacyAsync("acme", "demo");
        await AddLegacyAsync("globex");
        var page = await OpenAsync("migration", "Migration");

        await page.GetByRole(AriaRole.Button, new() { NameRegex = new Regex("^Backfill all 3") }).ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog);
        await Assertions.Expect(dialog).ToContainTextAsync("give 3 organizations grants, restrict 2 teams, users and keys");
        await Assertions.Expect(dialog).ToContainTextAsync("No answer changes for 2 live keys");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Backfill 3 organizations" }).ClickAsync();

        await Assertions.Expect(dialog.GetByRole(AriaRole.Status)).ToContainTextAsync("Done: 2 organizations written, 1 refused.");
        await Assertions.Expect(dialog.GetByRole(AriaRole.Alert)).ToContainTextAsync("filed: ");
        await Assertions.Expect(dialog.GetByRole(AriaRole.List, new() { Name = "Result" }).GetByRole(AriaRole.Listitem).Filter(new() { HasText = "globex" })).ToContainTextAsync("Ready");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Close" }).Last.ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Ready: 2" })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Going_back_to_legacy_says_what_opens_before_it_does()
    {
        var organization = await MakeAsync("organizations", new { name = "acme" });
        var team = await MakeAsync("teams", new { organization_id = organization, name = "web" });
        var key = await MakeAsync("keys", new { team_id = team, name = "laptop" });
        var page = await OpenAsync($"organizations/{organization}", "acme");
        await Assertions.Expect(page.GetByText("so none of its keys may call anything")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "enforced", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Back to legacy…" }).ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog);
        await Assertions.Expect(dialog).ToContainTextAsync("everything in the catalog is open to its 1 live key");

        await dialog.GetByRole(AriaRole.Button, new() { Name = "Back to legacy" }).ClickAsync();

        await Assertions.Expect(page.GetByText("acme: legacy lists count again, 2 answers changed", new() { Exact = true })).ToBeVisibleAsync();
        (await AllowedAsync(key)).ShouldBe(["demo", "demo-slow"], ignoreOrder: true);
        await page.GotoAsync($"{Gateway.Url}console/organizations/{organization}");
        await Assertions.Expect(page.GetByText("everything in the catalog is open to it")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_report_that_cannot_be_read_says_why_and_whoever_may_not_read_it_is_told_so()
    {
        var page = await _console.SignedInAsync();
        await page.RouteAsync("**/callable-target-migration/report*", route => route.FulfillAsync(new()
        {
            Status = 503, ContentType = "application/problem+json", Body = """{"code":"database-unavailable","detail":"The database cannot be reached.","request_id":"r"}""",
        }));
        await page.GotoAsync($"{Gateway.Url}console/migration");
        await Assertions.Expect(page.GetByRole(AriaRole.Alert).First).ToContainTextAsync("The database cannot be reached.", new() { Timeout = 20_000 });
        await page.UnrouteAllAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Try again" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Link, new() { Name = "filed", Exact = true })).ToBeVisibleAsync();

        await page.RouteAsync("**/admin/api/session", async route =>
        {
            var session = (await (await route.FetchAsync()).JsonAsync())!.Value;
            await route.FulfillAsync(new() { Json = new { subject = session.GetProperty("subject").GetString(), version = session.GetProperty("version").GetString(), permissions = new[] { "session:read" } } });
        });
        await page.ReloadAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "You may not see this" })).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Link, new() { Name = "Migration" })).ToHaveCountAsync(0);
    }

    /// <summary>A legacy organization with a team that has a legacy list, and a key in it.</summary>
    private async Task<(string Organization, string Team, string Key)> AddLegacyAsync(string name, params string[] list)
    {
        var organization = await MakeAsync("organizations", new { name, enforcement = "legacy" });
        var team = await MakeAsync("teams", new { organization_id = organization, name = "web", legacy_models = list });
        return (organization, team, await MakeAsync("keys", new { team_id = team, name = "laptop" }));
    }

    private async Task<string> MakeAsync(string path, object draft) => (await Gateway.Admin.PostAsync(path, draft)).Succeeded().Id;

    private async Task<IEnumerable<string?>> AllowedAsync(string key) =>
        (await Gateway.Admin.GetAsync($"keys/{key}/targets")).Succeeded().Json["targets"]!.AsArray().Where(target => (bool)target!["allowed"]!).Select(target => (string?)target!["name"]);

    private async Task<IPage> OpenAsync(string path, string heading)
    {
        var page = await _console.SignedInAsync();
        await page.GotoAsync($"{Gateway.Url}console/{path}");
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = heading, Exact = true, Level = 1 })).ToBeVisibleAsync();
        return page;
    }

    public async ValueTask DisposeAsync() => await _console.DisposeAsync();
}
