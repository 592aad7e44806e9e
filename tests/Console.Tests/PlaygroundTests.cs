using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Testing.Gateway;
using Testing.Upstream;

namespace Console.Tests;

/// <summary>The playground against the demo provider, through the public API.</summary>
public sealed class PlaygroundTests : IAsyncLifetime
{
    private ConsoleBrowser _console = null!;

    private GatewayProcess Gateway => _console.Gateway;

    public async ValueTask InitializeAsync() => _console = await ConsoleBrowser.StartAsync();

    [Fact]
    public async Task An_answer_streams_in_and_says_what_it_used_cost_and_took()
    {
        var page = await OpenAsync("?model=demo-slow");
        await page.EvaluateAsync(CountSteps);
        await SendAsync(page, "Where do these words go");

        await Assertions.Expect(Answer(page)).ToContainTextAsync("You said: Where do these words go", new() { Timeout = 15_000 });
        (await page.EvaluateAsync<int>("window.steps.size")).ShouldBeGreaterThan(5, "it grows as it comes");
        var call = page.GetByTestId("call");
        await Assertions.Expect(call).ToContainTextAsync(new Regex("Tokens in\\d+.*Tokens out\\d+.*Cost\\$.*First token.*Whole.*Answered bydemo/demo-slow.*Routedirect.*Ended bystop", RegexOptions.Singleline), new() { Timeout = 10_000 });
        await call.GetByRole(AriaRole.Link).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Dialog, new() { Name = "Request" })).ToContainTextAsync("demo/demo-slow");

        await page.GoBackAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Log)).ToContainTextAsync("You said: Where do these words go");
    }

    [Fact]
    public async Task Stop_ends_an_answer_and_keeps_what_came()
    {
        var page = await OpenAsync("?model=demo-slow");
        await SendAsync(page, $"{string.Join(' ', Enumerable.Range(1, 50))} the end");
        await Assertions.Expect(Answer(page)).ToContainTextAsync("This is Signalbox's");
        await page.GetByRole(AriaRole.Button, new() { Name = "Stop" }).ClickAsync();

        await Assertions.Expect(page.GetByText("stopped", new() { Exact = true }).First).ToBeVisibleAsync();
        await Assertions.Expect(Answer(page)).Not.ToContainTextAsync("the end");
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Send" })).ToBeVisibleAsync();
    }

    [Theory]
    [InlineData("Chat")]
    [InlineData("Responses")]
    [InlineData("Messages")]
    public async Task A_tool_is_called_answered_by_hand_and_the_conversation_goes_on(string api)
    {
        var page = await OpenAsync("?model=demo");
        await page.GetByRole(AriaRole.Button, new() { Name = api, Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Fill in an example" }).ClickAsync();
        await SendAsync(page, "Use get_weather for Graz");

        await Assertions.Expect(page.GetByRole(AriaRole.Log)).ToContainTextAsync("calls get_weather");
        await page.GetByLabel("Result of get_weather").FillAsync("21 degrees");
        await page.GetByRole(AriaRole.Button, new() { Name = "Send the result" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Log)).ToContainTextAsync("The tool answered: 21 degrees");
        await SendAsync(page, "Thank you");
        await Assertions.Expect(page.GetByRole(AriaRole.Log)).ToContainTextAsync("You said: Thank you");
    }

    [Fact]
    public async Task A_picture_goes_along_and_one_that_is_none_is_refused()
    {
        await using var upstream = await FakeUpstream.StartAsync();
        await Gateway.Admin.PostAsync("providers", new { name = "local", kind = "openai_compatible", base_url = upstream.BaseUrl, allow_private = true, allow_http = true });
        await Gateway.Admin.PostAsync("models", new { name = "seeing", deployments = new[] { new { provider = "local", upstream_model = "seeing" } } });
        var organization = (string)(await Gateway.Admin.ListAsync("organizations"))[0]["id"]!;
        (await Gateway.Admin.PatchAsync($"organizations/{organization}", new { grants = new[] { "demo", "demo-slow", "seeing" } })).Succeeded();
        var page = await OpenAsync("?model=seeing&stream=off");

        await page.GetByLabel("Attach image").SetInputFilesAsync(new FilePayload { Name = "a.txt", MimeType = "text/plain", Buffer = "no picture"u8.ToArray() });
        await Assertions.Expect(page.GetByText("Pictures are PNG, JPEG, GIF or WebP")).ToBeVisibleAsync();
        await page.GetByLabel("Attach image").SetInputFilesAsync(new FilePayload { Name = "a.png", MimeType = "image/png", Buffer = [0x89, 0x50, 0x4e, 0x47] });
        await page.GetByRole(AriaRole.Button, new() { Name = "By address" }).ClickAsync();
        await page.GetByLabel("Address of the image").FillAsync("https://pictures.example/train.png");
        await page.GetByRole(AriaRole.Button, new() { Name = "Attach", Exact = true }).ClickAsync();
        await SendAsync(page, "What is this?");

        await Assertions.Expect(page.GetByRole(AriaRole.Log)).ToContainTextAsync("Hello from the fake upstream.");
        var content = upstream.Requests[^1].Json!["messages"]![0]!["content"]!.AsArray();
        ((string?)content[0]!["text"], (string?)content[1]!["image_url"]!["url"], (string?)content[2]!["image_url"]!["url"])
            .ShouldBe(("What is this?", "data:image/png;base64,iVBORw==", "https://pictures.example/train.png"));
    }

    [Fact]
    public async Task What_a_translation_left_out_is_named_and_the_choice_stands_in_the_url()
    {
        var page = await OpenAsync("?model=demo");
        await page.GetByRole(AriaRole.Button, new() { Name = "Messages", Exact = true }).ClickAsync();
        await page.GetByLabel("Stream").UncheckAsync();
        await page.GetByLabel("Reasoning effort").SelectOptionAsync("low");
        await SendAsync(page, "Hello");

        await Assertions.Expect(page.GetByTestId("call")).ToContainTextAsync("Translated:");
        await Assertions.Expect(page).ToHaveURLAsync(new Regex("model=demo&api=messages&stream=off$"));
    }

    [Fact]
    public async Task A_refusal_names_its_code_and_what_to_do_and_the_message_can_be_taken_back()
    {
        var page = await OpenAsync("?model=not-there");
        await SendAsync(page, "Hello");

        var alert = page.GetByRole(AriaRole.Alert).Filter(new() { HasText = "Refused with 404" });
        await Assertions.Expect(alert).ToContainTextAsync("model_not_found");
        await Assertions.Expect(alert).ToContainTextAsync("GET /v1/models lists what the key may call");
        await alert.GetByRole(AriaRole.Button, new() { Name = "Take the message back" }).ClickAsync();
        await Assertions.Expect(page.GetByLabel("Message", new() { Exact = true })).ToHaveValueAsync("Hello");
        await Assertions.Expect(page.GetByText("Nothing said yet")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task The_code_makes_the_same_call_and_holds_no_key()
    {
        var page = await OpenAsync("?model=demo");
        await page.GetByLabel("Message", new() { Exact = true }).FillAsync("Quote me");
        await page.GetByRole(AriaRole.Button, new() { Name = "Code" }).ClickAsync();

        var drawer = page.GetByRole(AriaRole.Dialog, new() { Name = "Code" });
        foreach (var language in new[] { "curl", "Python", "JavaScript", "C#" })
        {
            await drawer.GetByRole(AriaRole.Tab, new() { Name = language }).ClickAsync();
            var code = await drawer.Locator("pre:visible").InnerTextAsync();
            foreach (var part in new[] { "demo", "Quote me", "YOUR_KEY", Gateway.Url.GetLeftPart(UriPartial.Authority) }) code.ShouldContain(part, Case.Sensitive, language);
            code.ShouldNotContain("sb-");
        }
    }

    [Fact]
    public async Task A_key_issued_here_ends_within_the_hour_is_kept_nowhere_and_is_revoked_when_put_away()
    {
        var page = await OpenAsync("?model=demo");

        var key = (await Gateway.Admin.ListAsync("keys")).Single(k => ((string)k["name"]!).StartsWith("playground ", StringComparison.Ordinal));
        ((DateTimeOffset)key["expires_at"]! - DateTimeOffset.UtcNow).ShouldBeInRange(TimeSpan.FromMinutes(55), TimeSpan.FromMinutes(61));
        (await page.EvaluateAsync<string>("JSON.stringify(localStorage) + JSON.stringify(sessionStorage) + location.href")).ShouldNotContain("sb-");
        await page.GetByRole(AriaRole.Button, new() { Name = "Revoke and put away" }).ClickAsync();
        await Assertions.Expect(page.GetByText("Whose calls are these?")).ToBeVisibleAsync();
        (await Gateway.Admin.GetAsync($"keys/{key["id"]}")).Json["status"]!.GetValue<string>().ShouldBe("revoked");
    }

    [Fact]
    public async Task A_pasted_key_that_is_not_accepted_says_so()
    {
        var page = await _console.SignedInAsync();
        await page.GotoAsync($"{Gateway.Url}console/build/playground");
        await page.GetByLabel("Key", new() { Exact = true }).FillAsync("sb-wrong");
        await page.GetByRole(AriaRole.Button, new() { Name = "Use this key" }).ClickAsync();

        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("key");
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Put away" })).ToBeVisibleAsync();
    }

    /// <summary>Notes each length that the conversation has had.</summary>
    private const string CountSteps = "{ const log = document.querySelector('[role=log]'); window.steps = new Set(); new MutationObserver(() => window.steps.add(log.innerText.length)).observe(log, { subtree: true, childList: true, characterData: true }); }";

    private static ILocator Answer(IPage page) => page.GetByRole(AriaRole.Article, new() { Name = "Answer" }).Last;

    /// <summary>The playground with a key issued by a click.</summary>
    private async Task<IPage> OpenAsync(string search)
    {
        var page = await _console.SignedInAsync();
        await page.GotoAsync($"{Gateway.Url}console/build/playground{search}");
        await page.GetByRole(AriaRole.Button, new() { Name = "Issue a key for an hour" }).ClickAsync();
        await Assertions.Expect(page.GetByLabel("Model", new() { Exact = true })).ToBeVisibleAsync();
        return page;
    }

    private static async Task SendAsync(IPage page, string message)
    {
        await page.GetByLabel("Message", new() { Exact = true }).FillAsync(message);
        await page.GetByRole(AriaRole.Button, new() { Name = "Send", Exact = true }).ClickAsync();
    }

    public async ValueTask DisposeAsync() => await _console.DisposeAsync();
}
