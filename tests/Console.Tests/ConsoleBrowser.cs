using Microsoft.Playwright;
using Testing.Gateway;

namespace Console.Tests;

/// <summary>Sessions of a real browser before a real gateway of its own.</summary>
public sealed class ConsoleBrowser : IAsyncDisposable
{
    private const string Chromium = "/usr/bin/chromium";

    /// <summary>How long something may take to show: a busy machine is slow, and what is right ends the wait at once.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static readonly SemaphoreSlim Launching = new(1, 1);

    /// <summary>One for all tests, since it takes seconds to start, and its sessions share nothing. It ends with the process.</summary>
    private static IBrowser? _shared;

    private readonly List<IBrowserContext> _sessions = [];

    private ConsoleBrowser(GatewayProcess gateway) => Gateway = gateway;

    /// <summary>The gateway whose console is shown.</summary>
    public GatewayProcess Gateway { get; }

    /// <summary>Starts the gateway. Without Chromium every page of it is a skipped test.</summary>
    public static async Task<ConsoleBrowser> StartAsync(GatewayOptions? options = null)
    {
        var gateway = await GatewayProcess.StartAsync((options ?? new GatewayOptions()) with { ReadyWithin = TimeSpan.FromMinutes(3) });
        return new(gateway);
    }

    /// <summary>The sign-in page, in a session of its own.</summary>
    public async Task<IPage> OpenAsync(int width = 1280, ColorScheme scheme = ColorScheme.Light)
    {
        Assert.SkipUnless(File.Exists(Chromium), "Chromium is not installed; ./test.sh installs it.");
        var browser = await BrowserAsync();
        var context = await browser.NewContextAsync(new BrowserNewContextOptions
        {
            ViewportSize = new ViewportSize { Width = width, Height = 860 },
            ColorScheme = scheme,
            // What moves is drawn by the processor here, and every click waits until it stands still.
            ReducedMotion = ReducedMotion.Reduce,
        });
        _sessions.Add(context);
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
        foreach (var session in _sessions) await session.CloseAsync();
        await Gateway.DisposeAsync();
    }

    /// <summary>The shared browser; started, or started anew where a test brought it down, which is no reason for the others to fail.</summary>
    private static async Task<IBrowser> BrowserAsync()
    {
        await Launching.WaitAsync();
        try
        {
            return _shared is { IsConnected: true } running ? running : _shared = await LaunchAsync();
        }
        finally
        {
            Launching.Release();
        }
    }

    private static async Task<IBrowser> LaunchAsync()
    {
        Assertions.SetDefaultExpectTimeout((float)Patience.TotalMilliseconds);
        var playwright = await Playwright.CreateAsync();
        return await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Chromium,
            Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        });
    }
}
