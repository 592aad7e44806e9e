using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Testing.Gateway;

namespace Console.Tests;

/// <summary>The console with more keys than anyone wants to load.</summary>
public sealed class ManyKeysTests : IAsyncLifetime
{
    private const int Teams = 60;
    private const int KeysOfATeam = 40;

    private ConsoleBrowser _console = null!;

    private GatewayProcess Gateway => _console.Gateway;

    public async ValueTask InitializeAsync() => _console = await ConsoleBrowser.StartAsync(new GatewayOptions { Configuration = Yaml() });

    [Fact]
    public async Task Pages_ask_for_a_page_at_a_time_and_the_search_finds_the_last_of_thousands_of_keys()
    {
        var organization = (string)(await Gateway.Admin.ListAsync("organizations")).Single()["id"]!;
        var page = await _console.SignedInAsync();
        var asked = new List<string>();
        page.Request += (_, request) =>
        {
            if (Regex.IsMatch(request.Url, "/admin/api/(keys|teams|users|projects|organizations)\\b")) asked.Add(request.Url);
        };

        await page.GotoAsync($"{Gateway.Url}console/keys");
        var rows = page.GetByRole(AriaRole.Region, new() { Name = "Keys", Exact = true }).GetByRole(AriaRole.Row);
        await Assertions.Expect(rows).ToHaveCountAsync(51);
        asked.Count(url => url.Contains("/keys", StringComparison.Ordinal)).ShouldBe(1);
        await page.GetByRole(AriaRole.Button, new() { Name = "More keys" }).ClickAsync();
        await Assertions.Expect(rows).ToHaveCountAsync(101);
        await page.GetByLabel("Find", new() { Exact = true }).FillAsync("key-0-0");
        await Assertions.Expect(rows).ToHaveCountAsync(2);
        await Assertions.Expect(rows.Nth(1)).ToContainTextAsync("team-0");
        asked.Count(url => url.Contains("/keys", StringComparison.Ordinal)).ShouldBeLessThanOrEqualTo(4);

        asked.Clear();
        await page.GotoAsync($"{Gateway.Url}console/organizations/{organization}");
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "More teams" })).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Tab, new() { Name = $"Live keys {Teams * KeysOfATeam:N0}" })).ToBeVisibleAsync();
        await page.WaitForLoadStateAsync(LoadState.NetworkIdle);
        asked.Count.ShouldBeLessThanOrEqualTo(8, string.Join('\n', asked));

        await page.GotoAsync($"{Gateway.Url}console/access?organization_id={organization}&asset=demo");
        asked.Clear();
        await page.PickAsync("Who", "key-0-0");
        await Assertions.Expect(page.GetByText("Yes, it may.")).ToBeVisibleAsync();
        asked.Count(url => url.Contains("limit=500", StringComparison.Ordinal)).ShouldBe(0);
    }

    [Fact]
    public async Task The_tree_finds_a_key_far_down()
    {
        var page = await _console.SignedInAsync();
        await page.GotoAsync($"{Gateway.Url}console/organizations?view=tree");
        await page.GetByLabel("Find", new() { Exact = true }).FillAsync("key-59-3");
        var keys = page.GetByRole(AriaRole.Region, new() { Name = "keys found" });
        await Assertions.Expect(keys.GetByRole(AriaRole.Link, new() { Name = "key-59-39", Exact = true })).ToBeVisibleAsync();
        await Assertions.Expect(keys.GetByRole(AriaRole.Link)).ToHaveCountAsync(11);
    }

    [Fact]
    public async Task A_choice_is_made_with_the_keyboard_alone_and_escape_closes_its_list_before_the_dialog()
    {
        var page = await _console.SignedInAsync();
        await page.GotoAsync($"{Gateway.Url}console/keys?edit=new");
        var dialog = page.GetByRole(AriaRole.Dialog, new() { Name = "Issue a key" });
        var place = dialog.GetByRole(AriaRole.Combobox, new() { Name = "Team or project" });
        await place.FocusAsync();
        await page.Keyboard.TypeAsync("team-4");
        var options = dialog.GetByRole(AriaRole.Option);
        await Assertions.Expect(options).ToHaveCountAsync(11);

        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(options).ToHaveCountAsync(0);
        await Assertions.Expect(dialog).ToBeVisibleAsync();

        await page.Keyboard.PressAsync("ArrowDown");
        await Assertions.Expect(options.First).ToContainTextAsync("team-0");
        await page.Keyboard.PressAsync("ArrowDown");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(place).ToHaveValueAsync("team-1");
        await Assertions.Expect(dialog.GetByRole(AriaRole.Button, new() { Name = "Go on" })).ToBeEnabledAsync();
        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(dialog).ToHaveCountAsync(0);
    }

    /// <summary>One organization with thousands of keys; a file seeds them in one go.</summary>
    private static string Yaml() => $"""
        providers:
          - name: demo
            kind: demo
        models:
          - name: demo
            deployments: [{"{"} provider: demo, upstream_model: demo {"}"}]
        organizations:
          - name: acme
            grants: [demo]
            teams:
        {string.Join('\n', Enumerable.Range(0, Teams).Select(team => $"      - name: team-{team}\n        keys:\n{string.Join('\n', Enumerable.Range(0, KeysOfATeam).Select(key => $"          - name: key-{team}-{key}"))}"))}
        """;

    public async ValueTask DisposeAsync() => await _console.DisposeAsync();
}
