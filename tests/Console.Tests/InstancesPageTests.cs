using Microsoft.Playwright;
using Npgsql;
using Testing.Gateway;
using Testing.Postgres;

namespace Console.Tests;

/// <summary>Who serves what, and the lamp, when something is wrong. The other instances are rows, as they would have written them.</summary>
public sealed class InstancesPageTests : IAsyncLifetime
{
    private readonly PostgresServer _postgres = new();
    private ConsoleBrowser? _console;
    private string _database = "";

    public async ValueTask InitializeAsync()
    {
        if (!PostgresServer.IsInstalled) return;
        _database = await _postgres.CreateDatabaseAsync();
        _console = await ConsoleBrowser.StartAsync(new GatewayOptions { Database = _database, Environment = new Dictionary<string, string?> { ["SIGNALBOX_INSTANCE"] = "eu-1" } });
    }

    [Fact]
    public async Task An_instance_that_lags_one_that_is_silent_and_one_with_a_problem_say_so()
    {
        var page = await OpenAsync();
        await AddAsync("eu-2", version: "(SELECT version - 3 FROM registry_version)", seenMinutesAgo: -60);
        await AddAsync("eu-3", version: "(SELECT version FROM registry_version)", seenMinutesAgo: 5);
        await AddAsync("eu-4", version: "(SELECT version FROM registry_version)", seenMinutesAgo: -60, problem: "The registry cannot be compiled.");

        await page.GotoAsync($"{_console!.Gateway.Url}console/instances");

        await Assertions.Expect(page.GetByText("3 of 4 need a look.")).ToBeVisibleAsync();
        await Assertions.Expect(Row(page, "eu-1")).ToContainTextAsync("current");
        await Assertions.Expect(Row(page, "eu-1")).ToContainTextAsync("this one");
        await Assertions.Expect(Row(page, "eu-2")).ToContainTextAsync("behind");
        await Assertions.Expect(Row(page, "eu-2")).ToContainTextAsync("3 versions behind");
        await Assertions.Expect(Row(page, "eu-2")).ToContainTextAsync("ago");
        await Assertions.Expect(Row(page, "eu-3")).ToContainTextAsync("silent");
        await Assertions.Expect(Row(page, "eu-3")).ToContainTextAsync("It was killed, or cannot reach the database.");
        await Assertions.Expect(Row(page, "eu-4")).ToContainTextAsync("The registry cannot be compiled.");

        await RunAsync("DELETE FROM instances WHERE name <> 'eu-1'");
        await Assertions.Expect(page.GetByText("The one instance has the newest version in force.")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task The_lamp_tells_that_the_snapshot_cannot_be_built_and_clears_when_it_can()
    {
        var page = await OpenAsync();
        var lamp = page.Locator("summary").GetByText("Line clear");
        await Assertions.Expect(lamp).ToBeVisibleAsync();
        await RunAsync("UPDATE virtual_keys SET hash = 'damaged ' || hash");
        await RunAsync("UPDATE registry_version SET version = version + 1");

        await Assertions.Expect(page.GetByRole(AriaRole.Status).Filter(new() { HasText = "The last rebuild failed" })).ToBeVisibleAsync();
        await page.Locator("summary").ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Complementary)).ToContainTextAsync("stale");

        await RunAsync("UPDATE virtual_keys SET hash = substr(hash, 9)");
        await Assertions.Expect(lamp).ToBeVisibleAsync();
    }

    private async Task<IPage> OpenAsync()
    {
        Assert.SkipUnless(PostgresServer.IsInstalled, PostgresServer.NotInstalled);
        return await _console!.SignedInAsync();
    }

    private static ILocator Row(IPage page, string name) => page.GetByRole(AriaRole.Row).Filter(new() { Has = page.GetByText(name, new() { Exact = true }) });

    /// <summary>Writes the row of an instance. One that shall stay heard of is seen in the time to come.</summary>
    private Task AddAsync(string name, string version, int seenMinutesAgo, string? problem = null)
    {
        var now = DateTimeOffset.UtcNow;
        return RunAsync(
            $"""
            INSERT INTO instances (id, name, software_version, started_at, last_seen_at, snapshot_version, snapshot_at, stale, problem, redis)
            VALUES ('{name}', '{name}', '0.1.0', {now.AddHours(-2).ToUnixTimeMilliseconds()}, {now.AddMinutes(-seenMinutesAgo).ToUnixTimeMilliseconds()},
                    {version}, {now.AddMinutes(-5).ToUnixTimeMilliseconds()}, {(problem is null ? 0 : 1)}, {(problem is null ? "NULL" : $"'{problem}'")}, 'off')
            """);
    }

    private async Task RunAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(_database);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_console is not null) await _console.DisposeAsync();
        await _postgres.DisposeAsync();
    }
}
