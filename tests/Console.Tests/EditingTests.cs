using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Testing.Gateway;

namespace Console.Tests;

/// <summary>What keeps a change from being lost: one's own by a slip, and someone else's by one's own.</summary>
public sealed class EditingTests : IAsyncLifetime
{
    private ConsoleBrowser _console = null!;

    private GatewayProcess Gateway => _console.Gateway;

    public async ValueTask InitializeAsync() => _console = await ConsoleBrowser.StartAsync();

    [Fact]
    public async Task A_change_made_meanwhile_is_shown_beside_one_s_own_and_both_can_be_kept()
    {
        var (page, organization) = await OpenOrganizationAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Edit and grant" }).ClickAsync();
        await page.GetByRole(AriaRole.Dialog).GetByLabel("demo", new() { Exact = true }).CheckAsync();
        await Gateway.Admin.PatchAsync(organization, new { description = "theirs" });

        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        var conflict = page.GetByRole(AriaRole.Dialog, new() { Name = "Someone else changed this meanwhile" });
        await Assertions.Expect(conflict).ToContainTextAsync("theirs");
        await conflict.GetByRole(AriaRole.Button, new() { Name = "Save mine beside theirs" }).ClickAsync();

        await Assertions.Expect(page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);
        var stored = await Gateway.Admin.GetAsync(organization);
        ((string?)stored.Json["description"], (string?)stored.Json["grants"]![0]).ShouldBe(("theirs", "demo"));
    }

    [Fact]
    public async Task An_edit_is_undone_from_its_notice()
    {
        var (page, organization) = await OpenOrganizationAsync();
        await DescribeAsync(page, "after");
        await Assertions.Expect(page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);

        await page.GetByRole(AriaRole.Button, new() { Name = "Undo" }).ClickAsync();

        await Assertions.Expect(page.GetByText("acme: as it was before", new() { Exact = true })).ToBeVisibleAsync();
        ((string?)(await Gateway.Admin.GetAsync(organization)).Json["description"]).ShouldBe("before");
    }

    [Fact]
    public async Task An_undo_leaves_a_later_change_of_someone_else_alone_and_says_so()
    {
        var (page, organization) = await OpenOrganizationAsync();
        await DescribeAsync(page, "after");
        await Assertions.Expect(page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);
        await Gateway.Admin.PatchAsync(organization, new { description = "theirs" });

        await page.GetByRole(AriaRole.Button, new() { Name = "Undo" }).ClickAsync();

        await Assertions.Expect(page.GetByText("acme: not undone. It was changed again meanwhile", new() { Exact = false }).First).ToBeVisibleAsync();
        ((string?)(await Gateway.Admin.GetAsync(organization)).Json["description"]).ShouldBe("theirs");
    }

    [Fact]
    public async Task Switching_off_what_someone_changed_meanwhile_shows_their_change_first()
    {
        var page = await _console.SignedInAsync();
        await page.GotoAsync($"{Gateway.Url}console/models");
        await page.GetByRole(AriaRole.Button, new() { Name = "More for demo", Exact = true }).ClickAsync();
        var id = (string)(await Gateway.Admin.ListAsync("models")).Single(m => (string?)m["name"] == "demo")["id"]!;
        await Gateway.Admin.PatchAsync($"models/{id}", new { description = "theirs" });

        await page.GetByRole(AriaRole.Menuitem, new() { Name = "Disable" }).ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog, new() { Name = "Disable demo?" });
        await Assertions.Expect(dialog.GetByRole(AriaRole.Row).Filter(new() { HasText = "description" })).ToContainTextAsync("theirs");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Disable it all the same" }).ClickAsync();

        await Assertions.Expect(page.GetByText("demo: disabled", new() { Exact = true })).ToBeVisibleAsync();
        var stored = (await Gateway.Admin.GetAsync($"models/{id}")).Json;
        ((bool)stored["enabled"]!, (string?)stored["description"]).ShouldBe((false, "theirs"));
    }

    [Fact]
    public async Task Deleting_what_someone_changed_meanwhile_shows_their_change_first()
    {
        var (page, organization) = await OpenOrganizationAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "More", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Menuitem, new() { Name = "Delete…" }).ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog, new() { Name = "Delete acme?" });
        await Gateway.Admin.PatchAsync(organization, new { description = "theirs" });

        await dialog.GetByRole(AriaRole.Button, new() { Name = "Delete organization" }).ClickAsync();
        await Assertions.Expect(dialog.GetByRole(AriaRole.Alert)).ToContainTextAsync("theirs");
        (await Gateway.Admin.GetAsync(organization)).Succeeded();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Delete it all the same" }).ClickAsync();

        await Assertions.Expect(page.GetByText("acme: deleted", new() { Exact = true })).ToBeVisibleAsync();
        (await Gateway.Admin.GetAsync(organization)).Code.ShouldBe("not-found");
    }

    [Theory]
    [InlineData("Escape")]
    [InlineData("Back")]
    public async Task A_form_with_changes_is_not_closed_by_a_slip(string slip)
    {
        var page = await _console.SignedInAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Models" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "demo", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Edit", Exact = true }).ClickAsync();
        var form = page.GetByRole(AriaRole.Dialog, new() { Name = "demo", Exact = true });
        await form.GetByLabel("Description").FillAsync("half a sentence");
        var question = page.GetByRole(AriaRole.Dialog, new() { Name = "Discard your changes?" });

        await SlipAsync();
        await question.GetByRole(AriaRole.Button, new() { Name = "Keep editing" }).ClickAsync();
        await Assertions.Expect(form.GetByLabel("Description")).ToHaveValueAsync("half a sentence");
        await SlipAsync();
        await question.GetByRole(AriaRole.Button, new() { Name = "Discard" }).ClickAsync();

        await Assertions.Expect(page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);
        await Assertions.Expect(page).ToHaveURLAsync(new Regex("/console/models/[^/?]+$"));

        Task SlipAsync() => slip == "Back" ? page.EvaluateAsync("history.back()") : page.Keyboard.PressAsync(slip);
    }

    [Fact]
    public async Task The_browser_is_to_ask_before_a_tab_with_changes_is_closed()
    {
        // What the page answers when the browser wants to leave it: prevented means that the browser asks. The question itself is the browser's.
        const string leave = "() => !window.dispatchEvent(new Event('beforeunload', { cancelable: true }))";
        var (page, _) = await OpenOrganizationAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Edit and grant" }).ClickAsync();
        (await page.EvaluateAsync<bool>(leave)).ShouldBeFalse();

        await page.GetByLabel("Description").PressSequentiallyAsync("x");

        (await page.EvaluateAsync<bool>(leave)).ShouldBeTrue();
    }

    private async Task<(IPage Page, string Path)> OpenOrganizationAsync()
    {
        var path = $"organizations/{(await Gateway.Admin.PostAsync("organizations", new { name = "acme", description = "before" })).Succeeded().Id}";
        var page = await _console.SignedInAsync();
        await page.GotoAsync($"{Gateway.Url}console/{path}");
        return (page, path);
    }

    private static async Task DescribeAsync(IPage page, string description)
    {
        await page.GetByRole(AriaRole.Button, new() { Name = "Edit and grant" }).ClickAsync();
        await page.GetByRole(AriaRole.Dialog).GetByLabel("Description").FillAsync(description);
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
    }

    public async ValueTask DisposeAsync() => await _console.DisposeAsync();
}
