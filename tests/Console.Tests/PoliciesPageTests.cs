using Microsoft.Playwright;
using Testing.Gateway;

namespace Console.Tests;

/// <summary>A routing policy from its first line to its rollback, in a real browser.</summary>
public sealed class PoliciesPageTests : IAsyncLifetime
{
    private ConsoleBrowser _console = null!;

    private GatewayProcess Gateway => _console.Gateway;

    public async ValueTask InitializeAsync() => _console = await ConsoleBrowser.StartAsync();

    [Fact]
    public async Task A_script_is_checked_added_activated_chosen_in_a_group_and_rolled_back()
    {
        await Gateway.Admin.PostAsync("route-groups", new { key = "support", members = new[] { new { model = "demo" }, new { model = "demo-slow" } } });
        var page = await _console.SignedInAsync();
        await page.GotoAsync($"{Gateway.Url}console/policies");
        await Assertions.Expect(page.GetByText("No policy yet")).ToBeVisibleAsync();

        // Written wrongly, it says where.
        await page.GetByRole(AriaRole.Button, new() { Name = "Add policy" }).First.ClickAsync();
        var form = page.GetByRole(AriaRole.Dialog);
        await form.GetByLabel("Name", new() { Exact = true }).FillAsync("by-length");
        var script = form.GetByLabel("Script (TypeScript)");
        await Assertions.Expect(script).ToHaveValueAsync(new System.Text.RegularExpressions.Regex("export default function route"));
        await script.FillAsync("export default function route(request: PolicyRequest, members: readonly PolicyMember[]): PolicyOrder {\n  return members.map((m) => m.modle);\n}\n");
        await form.GetByRole(AriaRole.Button, new() { Name = "Check types" }).ClickAsync();
        await Assertions.Expect(form.GetByRole(AriaRole.List, new() { Name = "Faults" })).ToContainTextAsync("line 2, column 31: Property 'modle' does not exist", new() { Timeout = 60_000 });
        await form.GetByRole(AriaRole.Button, new() { Name = "Add policy" }).ClickAsync();
        await Assertions.Expect(form.GetByRole(AriaRole.List, new() { Name = "Faults" })).ToContainTextAsync("TS2551", new() { Timeout = 60_000 });
        await script.FillAsync("export default function route(request: PolicyRequest, members: readonly PolicyMember[]): PolicyOrder {\n  return members.map((m) => m.model).reverse();\n}\n");
        await form.GetByRole(AriaRole.Button, new() { Name = "Add policy" }).ClickAsync();

        // It is in force once that is confirmed.
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "by-length" })).ToBeVisibleAsync(new() { Timeout = 60_000 });
        await page.GetByRole(AriaRole.Button, new() { Name = "Activate version 1…" }).ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog, new() { Name = "Activate version 1?" });
        await Assertions.Expect(dialog).ToContainTextAsync("none does yet");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Activate" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Region, new() { Name = "Versions" }).First).ToContainTextAsync("1, in force");

        // A group takes it.
        await page.GotoAsync($"{Gateway.Url}console/route-groups");
        await page.GotoAsync($"{Gateway.Url}console/route-groups/{await GroupIdAsync()}?edit={await GroupIdAsync()}");
        form = page.GetByRole(AriaRole.Dialog);
        await form.GetByLabel("Strategy").SelectOptionAsync("policy");
        await form.GetByLabel("Routing policy").SelectOptionAsync("by-length");
        await form.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Assertions.Expect(form).ToBeHiddenAsync();
        var group = (await Gateway.Admin.GetAsync($"route-groups/{await GroupIdAsync()}")).Succeeded().Json;
        ((string?)group["strategy"], (string?)group["policy"]).ShouldBe(("policy", "by-length"));
        var simulated = (await Gateway.Admin.PostAsync("routing/simulate", new { subject = await SubjectAsync(), target = "support" })).Succeeded().Json;
        ((string?)simulated["policy"]!["outcome"]).ShouldBe("decided");

        // Another version is tested, activated, and taken back.
        await page.GotoAsync($"{Gateway.Url}console/policies");
        await page.GetByRole(AriaRole.Link, new() { Name = "by-length" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Write a version" }).ClickAsync();
        form = page.GetByRole(AriaRole.Dialog);
        await form.GetByLabel("Script (TypeScript)").FillAsync("export default (request: PolicyRequest, members: readonly PolicyMember[]): PolicyOrder => members.map((m) => m.model);\n");
        await form.GetByLabel("Note").FillAsync("as written");
        await form.GetByRole(AriaRole.Button, new() { Name = "Add version" }).ClickAsync();
        await Assertions.Expect(form).ToBeHiddenAsync(new() { Timeout = 60_000 });
        await Assertions.Expect(page.GetByLabel("Version", new() { Exact = true })).ToHaveValueAsync("2");
        await page.GetByRole(AriaRole.Button, new() { Name = "Test", Exact = true }).ClickAsync();
        await Assertions.Expect(page.GetByText("No call of support is on record")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Activate version 2…" }).ClickAsync();
        dialog = page.GetByRole(AriaRole.Dialog, new() { Name = "Activate version 2?" });
        await Assertions.Expect(dialog).ToContainTextAsync("who serves support");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Activate" }).ClickAsync();
        await Assertions.Expect(page.GetByText("2, in force")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Roll back…" }).ClickAsync();
        await page.GetByRole(AriaRole.Dialog, new() { Name = "Roll by-length back?" }).GetByRole(AriaRole.Button, new() { Name = "Roll back" }).ClickAsync();
        await Assertions.Expect(page.GetByText("version 1, rolled back")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task An_external_policy_s_faults_stand_at_their_fields_and_its_credential_is_not_shown()
    {
        var page = await _console.SignedInAsync();
        await page.GotoAsync($"{Gateway.Url}console/policies?edit=new");
        var form = page.GetByRole(AriaRole.Dialog);
        await form.GetByLabel("Name", new() { Exact = true }).FillAsync("ours");
        await form.GetByLabel("Kind").SelectOptionAsync("external");
        await form.GetByLabel("URL").FillAsync("http://policy.example/route");
        await form.GetByLabel("Hosts that may be asked").FillAsync("other.example");
        await form.GetByLabel("Credential").FillAsync("s3cret-token");
        await form.GetByRole(AriaRole.Button, new() { Name = "Add policy" }).ClickAsync();
        await Assertions.Expect(form).ToContainTextAsync("Plain http to policy.example is not permitted");
        await Assertions.Expect(form).ToContainTextAsync("Must name 'policy.example', the host of the URL.");

        await form.GetByLabel("URL").FillAsync("https://policy.example/route");
        await form.GetByLabel("Hosts that may be asked").FillAsync("policy.example");
        await form.GetByRole(AriaRole.Button, new() { Name = "Add policy" }).ClickAsync();

        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "ours" })).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByText("One is stored. Left empty, it stays.")).ToBeVisibleAsync();
        (await page.ContentAsync()).ShouldNotContain("s3cret-token");
    }

    [Fact]
    public async Task A_policy_that_is_being_written_is_given_up_only_when_that_is_confirmed()
    {
        var page = await _console.SignedInAsync();
        await page.GotoAsync($"{Gateway.Url}console/policies");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add policy" }).First.ClickAsync();
        var form = page.GetByRole(AriaRole.Dialog, new() { Name = "Add policy" });
        var name = form.GetByLabel("Name", new() { Exact = true });
        await name.FillAsync("half-written");
        await Assertions.Expect(form.GetByRole(AriaRole.Button, new() { Name = "Add policy" })).ToBeInViewportAsync(new() { Ratio = 1 });

        var question = page.GetByRole(AriaRole.Dialog, new() { Name = "Discard your changes?" });
        await page.Keyboard.PressAsync("Escape");
        await question.GetByRole(AriaRole.Button, new() { Name = "Keep editing" }).ClickAsync();
        await Assertions.Expect(name).ToHaveValueAsync("half-written");
        await page.GoBackAsync();
        await question.GetByRole(AriaRole.Button, new() { Name = "Keep editing" }).ClickAsync();
        await Assertions.Expect(name).ToHaveValueAsync("half-written");
        await form.GetByRole(AriaRole.Button, new() { Name = "Cancel" }).ClickAsync();
        await question.GetByRole(AriaRole.Button, new() { Name = "Discard" }).ClickAsync();

        await Assertions.Expect(page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);
        await Assertions.Expect(page.GetByText("No policy yet")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_fault_out_of_sight_is_brought_into_view_and_no_page_of_policies_scrolls_sideways_on_a_phone()
    {
        var page = await _console.SignedInAsync(width: 390);
        await page.GotoAsync($"{Gateway.Url}console/policies?edit=new");
        var form = page.GetByRole(AriaRole.Dialog);
        await form.GetByLabel("Name", new() { Exact = true }).FillAsync("ours");
        await form.GetByLabel("Kind").SelectOptionAsync("external");
        await form.GetByLabel("URL").FillAsync("http://policy.example/route");
        await form.GetByLabel("Hosts that may be asked").FillAsync("policy.example");
        await form.GetByLabel("Note").FillAsync("the last field");
        await form.GetByRole(AriaRole.Button, new() { Name = "Add policy" }).ClickAsync();
        await Assertions.Expect(form.GetByText("Plain http to policy.example is not permitted")).ToBeInViewportAsync();

        await form.GetByLabel("URL").FillAsync("https://policy.example/route");
        await form.GetByRole(AriaRole.Button, new() { Name = "Add policy" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "ours" })).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByText("No route group uses it.")).ToBeVisibleAsync();
        (await page.EvaluateAsync<int>("document.documentElement.scrollWidth")).ShouldBe(390);
    }

    public ValueTask DisposeAsync() => _console.DisposeAsync();

    private async Task<string> GroupIdAsync() => (string)(await Gateway.Admin.ListAsync("route-groups")).Single(g => (string?)g["key"] == "support")["id"]!;

    private async Task<string> SubjectAsync() => $"organization:{(await Gateway.Admin.ListAsync("organizations"))[0]["id"]}";
}
