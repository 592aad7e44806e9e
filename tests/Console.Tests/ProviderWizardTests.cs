using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Testing.Upstream;

namespace Console.Tests;

/// <summary>The way to a new provider: its kind, what that wants to know, a test, and then it is saved.</summary>
public sealed class ProviderWizardTests : IAsyncLifetime
{
    private static readonly string[] Labels =
        ["Server", "Base URL", "Endpoint", "Tenant", "Application", "API version", "Project", "Location", "Region", "Role to assume", "API key", "API key or application secret", "Service account or API key", "Access key or Bedrock API key"];

    private ConsoleBrowser _console = null!;

    public async ValueTask InitializeAsync() => _console = await ConsoleBrowser.StartAsync();

    [Fact]
    public async Task Each_kind_asks_for_its_own_fields_and_no_others()
    {
        var page = await OpenAsync();
        foreach (var (kind, fields) in new[]
                 {
                     ("OpenAI", new[] { "API key" }), ("Azure OpenAI", ["Endpoint", "Tenant", "Application", "API version", "API key or application secret"]),
                     ("Anthropic", ["API key"]), ("Google Gemini", ["API key"]), ("Google Vertex AI", ["Project", "Location", "Service account or API key"]),
                     ("Amazon Bedrock", ["Region", "Role to assume", "Access key or Bedrock API key"]), ("OpenAI-compatible", ["Server", "Base URL", "API key"]), ("Demo", []),
                 })
        {
            await Kind(page, kind).ClickAsync();
            await Assertions.Expect(page.GetByRole(AriaRole.Dialog, new() { Name = $"Add {kind}", Exact = true })).ToBeVisibleAsync();
            foreach (var label in Labels)
                (await Form(page).GetByLabel(label, new() { Exact = true }).And(page.Locator(":visible")).CountAsync()).ShouldBe(fields.Contains(label) ? 1 : 0, $"{kind}: {label}");
            await Form(page).GetByRole(AriaRole.Button, new() { Name = "Back" }).ClickAsync();
        }
    }

    [Theory]
    [InlineData("vertex", "Project", "x", "Must be a project's id")]
    [InlineData("vertex", "Service account or API key", "{\"type\":\"user\"}", "Must be the JSON key file")]
    [InlineData("azure_openai", "API version", "latest", "Must be a date")]
    [InlineData("bedrock", "Role to assume", "admin", "Must be a role's ARN")]
    [InlineData("openai_compatible", "Base URL", "http://localhost:8000/v1", "allow_http")]
    public async Task What_the_gateway_refuses_stands_at_its_field_and_nothing_is_saved(string kind, string label, string value, string said)
    {
        var page = await OpenAsync($"&kind={kind}");
        await Form(page).GetByLabel("Name", new() { Exact = true }).FillAsync("faulty");
        var field = Form(page).GetByLabel(label, new() { Exact = true });
        await field.FillAsync(value);
        await Form(page).GetByRole(AriaRole.Button, new() { Name = "Test connection" }).ClickAsync();

        await Assertions.Expect(field).ToHaveAttributeAsync("aria-invalid", "true");
        var note = await field.GetAttributeAsync("aria-describedby");
        await Assertions.Expect(page.Locator($"[id='{note}']")).ToContainTextAsync(said);
        (await _console.Gateway.Admin.ListAsync("providers")).ShouldNotContain(p => (string?)p["name"] == "faulty");
    }

    [Fact]
    public async Task Back_and_forward_go_step_by_step_and_what_was_typed_stays()
    {
        await using var upstream = await FakeUpstream.StartAsync();
        var page = await OpenAsync();
        await Kind(page, "OpenAI-compatible").ClickAsync();
        await Form(page).GetByLabel("Name", new() { Exact = true }).FillAsync("local");
        await Form(page).GetByLabel("Base URL").FillAsync(upstream.BaseUrl);
        await Form(page).GetByLabel("Server").SelectOptionAsync("vllm");
        await page.GetByText("Advanced: network").ClickAsync();
        await Form(page).GetByLabel("Allow private addresses").CheckAsync();
        await Form(page).GetByLabel("Allow plain HTTP").CheckAsync();
        await Form(page).GetByRole(AriaRole.Button, new() { Name = "Test connection" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.List, new() { Name = "The connection works" })).ToBeVisibleAsync();
        await Assertions.Expect(page).ToHaveURLAsync(new Regex("kind=openai_compatible&step=test$"));

        await page.GoBackAsync();
        await Assertions.Expect(Form(page).GetByLabel("Base URL")).ToHaveValueAsync(upstream.BaseUrl);
        await page.GoBackAsync();
        await Assertions.Expect(Kind(page, "Demo")).ToBeVisibleAsync();
        await page.GoForwardAsync();
        await Assertions.Expect(Form(page).GetByLabel("Name", new() { Exact = true })).ToHaveValueAsync("local");
        await page.GoForwardAsync();
        await Form(page).GetByRole(AriaRole.Button, new() { Name = "Add provider" }).ClickAsync();

        await Assertions.Expect(page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);
        var stored = (await _console.Gateway.Admin.ListAsync("providers")).Single(p => (string?)p["name"] == "local");
        ((string?)stored["kind"], (string?)stored["server"], (string?)stored["base_url"]).ShouldBe(("openai_compatible", "vllm", upstream.BaseUrl));
    }

    [Fact]
    public async Task Editing_begins_at_the_fields_of_the_kind_and_keeps_the_stored_credential()
    {
        await _console.Gateway.Admin.PostAsync("providers", new { name = "cloud", kind = "bedrock", region = "eu-central-1", api_key = "id:secret" });
        var page = await _console.SignedInAsync();
        await page.GotoAsync($"{_console.Gateway.Url}console/providers");
        await page.GetByRole(AriaRole.Link, new() { Name = "cloud", Exact = true }).ClickAsync();
        await Assertions.Expect(Form(page)).ToContainTextAsync("Set, encrypted, and not readable");

        await Form(page).GetByLabel("Role to assume").FillAsync("arn:aws:iam::123456789012:role/models");
        await Form(page).GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();

        await Assertions.Expect(page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);
        var stored = (await _console.Gateway.Admin.ListAsync("providers")).Single(p => (string?)p["name"] == "cloud");
        ((string?)stored["role_arn"], (bool)stored["has_credential"]!).ShouldBe(("arn:aws:iam::123456789012:role/models", true));
    }

    private static ILocator Form(IPage page) => page.GetByRole(AriaRole.Dialog);

    private static ILocator Kind(IPage page, string name) => page.GetByRole(AriaRole.Link, new() { NameRegex = new Regex($"^{Regex.Escape(name)}[A-Z]|^{Regex.Escape(name)} [A-Z]") }).And(page.Locator("[role=dialog] a")).First;

    private async Task<IPage> OpenAsync(string search = "")
    {
        var page = await _console.SignedInAsync();
        await page.GotoAsync($"{_console.Gateway.Url}console/providers?edit=new{search}");
        return page;
    }

    public async ValueTask DisposeAsync() => await _console.DisposeAsync();
}
