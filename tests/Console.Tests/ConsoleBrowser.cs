using Microsoft.Playwright;
using Testing.Gateway;

namespace Console.Tests;

/// <summary>A real browser before a real gateway of its own.</summary>
public sealed class ConsoleBrowser : IAsyncDisposable
{
    private const string Chromium = "/usr/bin/chromium";

    /// <summary>How long something may take to show: a busy machine is slow, and what is right ends the wait at once.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly IPlaywright? _playwright;
    private readonly IBrowser? _browser;

    private ConsoleBrowser(GatewayProcess gateway, IPlaywright? playwright, IBrowser? browser)
    {
        Gateway = gateway;
        _playwright = playwright;
        _browser = browser;
    }

    /// <summary>The gateway whose console is shown.</summary>
    public GatewayProcess Gateway { get; }

    /// <summary>Starts both; without Chromium the gateway alone, and then every page is a skipped test.</summary>
    public static async Task<ConsoleBrowser> StartAsync(GatewayOptions? options = null)
    {
        var gateway = await GatewayProcess.StartAsync((options ?? new GatewayOptions()) with { ReadyWithin = TimeSpan.FromMinutes(3) });
        if (!File.Exists(Chromium)) return new(gateway, null, null);
        Assertions.SetDefaultExpectTimeout((float)Patience.TotalMilliseconds);
        var playwright = await Playwright.CreateAsync();
        var browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Chromium,
            Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        });
        return new(gateway, playwright, browser);
    }

    /// <summary>The sign-in page, in a session of its own.</summary>
    public async Task<IPage> OpenAsync(int width = 1280, ColorScheme scheme = ColorScheme.Light)
    {
        Assert.SkipUnless(_browser is not null, "Chromium is not installed; ./test.sh installs it.");
        var context = await _browser!.NewContextAsync(new BrowserNewContextOptions { ViewportSize = new ViewportSize { Width = width, Height = 860 }, ColorScheme = scheme });
        context.SetDefaultTimeout((float)Patience.TotalMilliseconds);
        var page = await context.NewPageAsync();
        await page.GotoAsync($"{Gateway.Url}console/");
        return page;
    }

    /// <summary>The overview, signed in with the admin key.</summary>
    public async Task<IPage> SignedInAsync(int width = 1280, ColorScheme scheme = ColorScheme.Light)
    {
        var page = await OpenAsync(width, scheme);
        await page.GetByLabel("Admin key").FillAsync(Gateway.AdminKey);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Overview" })).ToBeVisibleAsync();
        return page;
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null) await _browser.CloseAsync();
        _playwright?.Dispose();
        await Gateway.DisposeAsync();
    }
}
