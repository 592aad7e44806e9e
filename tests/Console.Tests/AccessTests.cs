using Microsoft.Playwright;
using Testing.Gateway;

namespace Console.Tests;

/// <summary>Rules of access: edited with a preview, explained, and changed at many places.</summary>
public sealed class AccessTests : IAsyncLifetime
{
    private ConsoleBrowser _console = null!;

    private GatewayProcess Gateway => _console.Gateway;

    public async ValueTask InitializeAsync() => _console = await ConsoleBrowser.StartAsync();

    [Fact]
    public async Task An_edit_of_the_rules_shows_who_loses_before_it_is_saved()
    {
        var (organization, team, _) = await AddAsync("acme");
        var page = await _console.SignedInAsync();
        await page.GotoAsync($"{Gateway.Url}console/access/team/{team}");
        var effective = page.GetByRole(AriaRole.Region, new() { Name = "Effective access" });
        await Assertions.Expect(effective.GetByRole(AriaRole.Row).Filter(new() { HasText = "demo" }).First).ToContainTextAsync("allowed");

        await page.GetByRole(AriaRole.Radio, new() { Name = "Restrict" }).CheckAsync();
        var preview = page.GetByRole(AriaRole.Region, new() { Name = "Who gains and loses" });
        await Assertions.Expect(preview.GetByRole(AriaRole.Row).Filter(new() { HasText = "laptop" })).ToContainTextAsync("demo");
        await Assertions.Expect(page.GetByText("1 key loses 1")).ToBeVisibleAsync();

        await page.GetByLabel("Grant", new() { Exact = true }).FillAsync("*mo");
        await Assertions.Expect(page.GetByText("Matches 1 target now")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Add grant" }).ClickAsync();
        await Assertions.Expect(page.GetByText("No answer changes")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();

        await Assertions.Expect(effective.GetByRole(AriaRole.Row).Filter(new() { HasText = "demo" }).First).ToContainTextAsync("through '*mo'");
        var stored = (await Gateway.Admin.GetAsync($"teams/{team}")).Json;
        ((string?)stored["access"]!["mode"], (string?)stored["access"]!["grants"]![0]).ShouldBe(("restrict", "*mo"));

        await page.GotoAsync($"{Gateway.Url}console/access/organization/{organization}");
        await page.GetByRole(AriaRole.Button, new() { Name = "Remove demo" }).ClickAsync();
        await Assertions.Expect(page.GetByText("1 key loses 1")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Cancel" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Discard" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Remove demo" })).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Save" })).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_grant_that_is_typed_and_not_added_is_previewed_kept_from_a_slip_and_saved()
    {
        var (_, team, _) = await AddAsync("acme");
        var page = await _console.SignedInAsync();
        await page.GotoAsync($"{Gateway.Url}console/access/team/{team}");
        await page.GetByLabel("Grant", new() { Exact = true }).FillAsync("demo");
        await page.GetByRole(AriaRole.Link, new() { Name = "Access", Exact = true }).First.ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Keep editing" }).ClickAsync();

        await page.GetByRole(AriaRole.Radio, new() { Name = "Restrict" }).CheckAsync();
        await Assertions.Expect(page.GetByText("No answer changes")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Assertions.Expect(page.GetByText("web: saved", new() { Exact = true })).ToBeVisibleAsync();
        (await StoredAsync(team)).ShouldBe("""{"mode":"restrict","grants":["demo"]}""");

        await page.GetByRole(AriaRole.Button, new() { Name = "Change demo" }).ClickAsync();
        await page.GetByLabel("Only in").GetByLabel("dev").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Change demo" })).ToBeVisibleAsync();
        (await StoredAsync(team)).ShouldContain("""{"asset":"demo","environments":["dev"]}""");

        await page.GetByLabel("Grant", new() { Exact = true }).FillAsync("ghost");
        await Assertions.Expect(page.GetByText("It would be refused. There is no model or route group 'ghost'.")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        var field = page.GetByLabel("Grant", new() { Exact = true });
        await Assertions.Expect(field).ToHaveAttributeAsync("aria-invalid", "true");
        await Assertions.Expect(field).ToHaveAccessibleDescriptionAsync("There is no model or route group 'ghost'.");
        (await StoredAsync(team)).ShouldNotContain("ghost");

        await field.FillAsync("demo-*");
        await Assertions.Expect(field).Not.ToHaveAttributeAsync("aria-invalid", "true");
    }

    [Fact]
    public async Task Undoing_shows_what_is_stored_again()
    {
        var (_, team, _) = await AddAsync("acme");
        var page = await _console.SignedInAsync();
        await page.GotoAsync($"{Gateway.Url}console/access/team/{team}");
        await page.GetByRole(AriaRole.Radio, new() { Name = "Restrict" }).CheckAsync();
        await page.GetByLabel("Grant", new() { Exact = true }).FillAsync("demo");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();

        await page.GetByRole(AriaRole.Button, new() { Name = "Undo" }).ClickAsync();
        await Assertions.Expect(page.GetByText("web: as it was before", new() { Exact = true })).ToBeVisibleAsync();

        await Assertions.Expect(page.GetByRole(AriaRole.Radio, new() { Name = "Inherit" })).ToBeCheckedAsync();
        await Assertions.Expect(page.GetByText("Nothing is granted here.")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Save" })).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task The_why_box_answers_in_a_sentence_and_leads_to_where_it_could_be_changed()
    {
        var (_, team, _) = await AddAsync("acme");
        (await Gateway.Admin.PatchAsync($"teams/{team}", new { access = new { mode = "restrict", grants = Array.Empty<string>() } })).Succeeded();
        var page = await _console.SignedInAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Access" }).ClickAsync();

        await page.PickAsync("Organization", "acme");
        await page.GetByLabel("What", new() { Exact = true }).FillAsync("demo");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.GetByText("Yes, it may.")).ToBeVisibleAsync();
        await page.PickAsync("Who", "web");

        await Assertions.Expect(page.GetByText("No, it may not.")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByText("The team 'web' restricts access and does not grant 'demo'")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Row).Filter(new() { HasText = "decides" })).ToContainTextAsync("web");
        await page.GetByRole(AriaRole.Link, new() { Name = "Change it at the team web" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "web" })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_grant_is_taken_from_many_places_after_a_preview_that_still_holds()
    {
        var (first, _, _) = await AddAsync("acme");
        var (second, team, _) = await AddAsync("globex");
        var page = await _console.SignedInAsync();
        await page.GotoAsync($"{Gateway.Url}console/access/bulk?level=organization");
        await page.GetByRole(AriaRole.Button, new() { Name = "Remove a grant" }).ClickAsync();
        await page.GetByLabel("Grant", new() { Exact = true }).FillAsync("demo");
        await page.GetByRole(AriaRole.Button, new() { Name = "Take this" }).ClickAsync();
        await page.GetByLabel("acme").CheckAsync();
        await page.GetByLabel("globex").CheckAsync();
        await Assertions.Expect(page.GetByText("2 keys lose 2")).ToBeVisibleAsync();

        (await Gateway.Admin.PatchAsync($"teams/{team}", new { description = "someone was here" })).Succeeded();
        await page.GetByRole(AriaRole.Button, new() { Name = "Change 2 scopes" }).ClickAsync();
        await Assertions.Expect(page.GetByText("Something was changed since you looked")).ToBeVisibleAsync();
        (await Gateway.Admin.GetAsync($"organizations/{first}")).Json["grants"]!.AsArray().Count.ShouldBe(1);

        await page.GetByRole(AriaRole.Button, new() { Name = "Change 2 scopes" }).ClickAsync();
        await Assertions.Expect(page.GetByText("Access changed at 2 scopes", new() { Exact = true })).ToBeVisibleAsync();
        foreach (var organization in new[] { first, second })
            (await Gateway.Admin.GetAsync($"organizations/{organization}")).Json["grants"]!.AsArray().ShouldBeEmpty();
    }

    [Fact]
    public async Task Several_teams_are_restricted_to_several_grants_at_once_with_a_reason()
    {
        var (_, first, _) = await AddAsync("acme", "demo-slow");
        var (organization, second, _) = await AddAsync("globex", "demo-slow");
        var page = await _console.SignedInAsync();
        await page.GotoAsync($"{Gateway.Url}console/access/bulk?level=team");
        await page.GetByRole(AriaRole.Button, new() { Name = "Restrict", Exact = true }).ClickAsync();
        await page.GetByLabel("Find", new() { Exact = true }).FillAsync("web");
        await page.GetByLabel("All 2 teams that fit").CheckAsync();
        await Assertions.Expect(page.GetByText("2 keys lose 4")).ToBeVisibleAsync();

        await page.GetByLabel("Grant", new() { Exact = true }).FillAsync("demo");
        await page.GetByRole(AriaRole.Button, new() { Name = "Take this" }).ClickAsync();
        // What is typed counts, also where it is not taken yet.
        await page.GetByLabel("Grant", new() { Exact = true }).FillAsync("tag:new");
        await Assertions.Expect(page.GetByText("2 keys lose 2")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Region, new() { Name = "Who gains and loses" }).GetByRole(AriaRole.Row).Filter(new() { HasText = "globex" })).ToContainTextAsync("demo-slow");
        await page.GetByLabel("Why", new() { Exact = true }).FillAsync("OPS-9");
        await page.GetByRole(AriaRole.Button, new() { Name = "Change 2 scopes" }).ClickAsync();
        await Assertions.Expect(page.GetByText("Access changed at 2 scopes", new() { Exact = true })).ToBeVisibleAsync();

        foreach (var team in new[] { first, second })
        {
            var access = (await Gateway.Admin.GetAsync($"teams/{team}")).Json["access"]!;
            ((string?)access["mode"], string.Join(' ', access["grants"]!.AsArray())).ShouldBe(("restrict", "demo tag:new"));
            ((string?)(await Gateway.Admin.ListAsync($"audit-events?object_id={team}"))[0]["reason"]).ShouldBe("OPS-9");
        }
        (await Gateway.Admin.GetAsync($"organizations/{organization}")).Json["grants"]!.AsArray().Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_bulk_change_reaches_all_that_a_filter_finds_beyond_the_page_that_is_shown()
    {
        var organization = (await Gateway.Admin.PostAsync("organizations", new { name = "acme", grants = new[] { "demo" } })).Succeeded().Id;
        foreach (var i in Enumerable.Range(0, 55)) (await Gateway.Admin.PostAsync("teams", new { organization_id = organization, name = $"crew-{i}" })).Succeeded();
        var page = await _console.SignedInAsync();
        await page.GotoAsync($"{Gateway.Url}console/access/bulk?level=team&organization_id={organization}");
        await page.GetByRole(AriaRole.Button, new() { Name = "Inherit", Exact = true }).ClickAsync();

        await page.GetByRole(AriaRole.Button, new() { Name = "Choose all that fit" }).ClickAsync();

        await Assertions.Expect(page.GetByText("55 scopes chosen")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Change 55 scopes" })).ToBeVisibleAsync();

        await page.GetByLabel("Level").SelectOptionAsync("organization");
        await page.GetByLabel("acme").CheckAsync();
        await Assertions.Expect(page.GetByText("56 scopes chosen")).ToBeVisibleAsync();
        // An organization has no mode, so there is nothing to change there.
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Change 55 scopes" })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_key_that_is_revoked_after_it_was_chosen_stops_the_bulk_change_until_it_is_left_out()
    {
        var (_, _, key) = await AddAsync("acme");
        await AddAsync("globex");
        var page = await _console.SignedInAsync();
        await page.GotoAsync($"{Gateway.Url}console/access/bulk?level=key");
        await page.GetByRole(AriaRole.Button, new() { Name = "Restrict", Exact = true }).ClickAsync();
        await page.GetByLabel("Find", new() { Exact = true }).FillAsync("laptop");
        await page.GetByLabel("All 2 keys that fit").CheckAsync();
        await Assertions.Expect(page.GetByText("2 keys lose 2")).ToBeVisibleAsync();
        (await Gateway.Admin.SendAsync(HttpMethod.Post, $"keys/{key}/revoke")).Succeeded();

        await page.GetByRole(AriaRole.Button, new() { Name = "Change 2 scopes" }).ClickAsync();
        await Assertions.Expect(page.GetByText("The key laptop of acme / web is not there any more")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Change 2 scopes" })).ToBeDisabledAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Leave it out" }).ClickAsync();

        await page.GetByRole(AriaRole.Button, new() { Name = "Change 1 scope" }).ClickAsync();
        await Assertions.Expect(page.GetByText("Access changed at 1 scope", new() { Exact = true })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task The_end_of_a_grant_is_told_in_the_reader_s_time_and_that_it_is_over()
    {
        var (organization, _, _) = await AddAsync("acme");
        var grants = new object[] { new { asset = "demo", expires_at = "2020-03-01T12:00:00.17Z" }, new { asset = "demo-*", expires_at = "2099-03-01T12:00:00.17Z" } };
        (await Gateway.Admin.PatchAsync($"organizations/{organization}", new { grants })).Succeeded();
        var page = await _console.SignedInAsync();
        foreach (var path in new[] { $"organizations/{organization}", "organizations" })
        {
            await page.GotoAsync($"{Gateway.Url}console/{path}");
            await Assertions.Expect(page.GetByText("demo over since")).ToBeVisibleAsync();
            await Assertions.Expect(page.GetByText("demo-* until")).ToBeVisibleAsync();
            await Assertions.Expect(page.GetByTitle("2099-03-01 12:00:00 UTC")).ToBeVisibleAsync();
            await Assertions.Expect(page.GetByText("2020-03-01T12")).ToHaveCountAsync(0);
        }
    }

    [Fact]
    public async Task A_name_that_is_not_registered_is_told_from_one_that_is_switched_off()
    {
        var (_, team, _) = await AddAsync("acme");
        var model = (await Gateway.Admin.ListAsync("models")).Single(one => (string?)one["name"] == "demo-slow");
        (await Gateway.Admin.PatchAsync($"models/{(string?)model["id"]}", new { enabled = false })).Succeeded();
        var page = await _console.SignedInAsync();
        await page.GotoAsync($"{Gateway.Url}console/access/team/{team}");
        foreach (var name in new[] { "ghost", "demo-slow" })
        {
            await page.GetByLabel("Grant", new() { Exact = true }).FillAsync(name);
            await page.GetByRole(AriaRole.Button, new() { Name = "Add grant" }).ClickAsync();
        }
        var grants = page.GetByRole(AriaRole.List, new() { Name = "Grants" }).GetByRole(AriaRole.Listitem);

        await Assertions.Expect(grants.Filter(new() { HasText = "ghost" })).ToContainTextAsync("nothing of that name is registered");
        await Assertions.Expect(grants.Filter(new() { HasText = "demo-slow" })).ToContainTextAsync("disabled now");
    }

    [Fact]
    public async Task The_tree_unfolds_to_a_key_and_a_search_finds_it_from_anywhere()
    {
        await AddAsync("acme");
        var page = await _console.SignedInAsync();
        await page.GotoAsync($"{Gateway.Url}console/organizations");
        await page.GetByRole(AriaRole.Button, new() { Name = "Tree", Exact = true }).ClickAsync();

        await page.GetByRole(AriaRole.Button, new() { Name = "Unfold acme" }).FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.GetByRole(AriaRole.Button, new() { Name = "Unfold web" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Link, new() { Name = "laptop", Exact = true })).ToBeVisibleAsync();

        await page.GetByLabel("Find", new() { Exact = true }).FillAsync("lapt");
        var keys = page.GetByRole(AriaRole.Region, new() { Name = "keys found" });
        await Assertions.Expect(keys).ToContainTextAsync("key in acme / web");
        await keys.GetByRole(AriaRole.Link, new() { Name = "laptop" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "laptop" })).ToBeVisibleAsync();
    }

    private async Task<string> StoredAsync(string team) => (await Gateway.Admin.GetAsync($"teams/{team}")).Json["access"]!.ToJsonString();

    /// <summary>An organization that may use the built-in model, with a team and a key.</summary>
    private async Task<(string Organization, string Team, string Key)> AddAsync(string name, params string[] more)
    {
        var organization = await MakeAsync("organizations", new { name, grants = new[] { "demo" }.Concat(more) });
        var team = await MakeAsync("teams", new { organization_id = organization, name = "web" });
        return (organization, team, await MakeAsync("keys", new { team_id = team, name = "laptop" }));

        async Task<string> MakeAsync(string path, object draft) => (await Gateway.Admin.PostAsync(path, draft)).Succeeded().Id;
    }

    public async ValueTask DisposeAsync() => await _console.DisposeAsync();
}
