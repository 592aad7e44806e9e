using Signalbox.Secrets;
using Testing.Files;
using Testing.Gateway;
using Testing.Upstream;

namespace Gateway.Tests.Secrets;

public sealed class RewrapCommandTests(TestDatabase databases)
{
    private const string Old = "master-key-one-0123456789";
    private const string New = "master-key-two-0123456789";

    [Fact]
    public async Task A_gateway_goes_on_under_the_new_key_with_all_it_knew()
    {
        await using var upstream = await FakeUpstream.StartAsync();
        upstream.RequiredKey = "sk-only-this-one";
        var database = await databases.CreateAsync();
        await using var gateway = await GatewayProcess.StartAsync(new GatewayOptions { Database = database, MasterKey = Old });
        var scenario = await GatewayScenario.CreateAsync(gateway.Admin, upstream);
        await gateway.StopAsync();

        var (code, output) = await RunAsync(gateway.DataDirectory, database, Old, New);

        code.ShouldBe(0, output);
        output.ShouldNotContain(New);
        await using var next = await GatewayProcess.StartAsync(new GatewayOptions
        {
            Database = database, MasterKey = New, Environment = new Dictionary<string, string?> { ["SIGNALBOX_DATA"] = gateway.DataDirectory },
        });
        using var response = await next.Caller(scenario.Key).ChatAsync(scenario.Model);
        response.StatusCode.ShouldBe(System.Net.HttpStatusCode.OK, "the key's hash and the upstream's credential are as they were");
        (await new AdminClient(next.Http, Old).GetAsync("status")).Status.ShouldBe(System.Net.HttpStatusCode.Unauthorized);
        (await next.Admin.ListAsync("audit-events?object_kind=server_secrets")).Single()["action"]!.ToString().ShouldBe("rewrap");
    }

    [Fact]
    public async Task While_a_gateway_runs_on_the_data_directory_it_is_refused()
    {
        var database = await databases.CreateAsync();
        await using var gateway = await GatewayProcess.StartAsync(new GatewayOptions { Database = database, MasterKey = Old });

        var (code, output) = await RunAsync(gateway.DataDirectory, database, Old, New);

        code.ShouldBe(1, output);
        output.ShouldContain("A gateway runs on");
        await gateway.RestartAsync();
    }

    [Fact]
    public async Task With_a_wrong_key_nothing_is_changed()
    {
        using var data = new TempDirectory();
        var database = await databases.CreateAsync();
        await (await SecretsHost.StartAsync(data.Path, database, Old)).DisposeAsync();

        var (code, output) = await RunAsync(data.Path, database, "master-key-of-someone-else", New);

        code.ShouldBe(1, output);
        output.ShouldContain("Set SIGNALBOX_MASTER_KEY to the key that the gateway ran with last");
        await (await SecretsHost.StartAsync(data.Path, database, Old)).DisposeAsync();
    }

    [Fact]
    public async Task A_run_that_was_cut_off_is_finished_by_the_next()
    {
        using var data = new TempDirectory();
        var database = await databases.CreateAsync();
        string encrypted;
        await using (var host = await SecretsHost.StartAsync(data.Path, database, Old)) encrypted = host.Protector.Protect("sk-upstream");
        var copy = data["secrets/server-secrets.json"];
        var before = await File.ReadAllTextAsync(copy, TestContext.Current.CancellationToken);
        (await RunAsync(data.Path, database, Old, New)).Code.ShouldBe(0);
        // As a kill between the database's commit and the copy leaves it.
        await File.WriteAllTextAsync(copy, before, TestContext.Current.CancellationToken);

        var (code, output) = await RunAsync(data.Path, database, Old, New);

        code.ShouldBe(0, output);
        output.ShouldContain("All secrets are under the new master key.");
        await using var away = await SecretsHost.StartAsync(data.Path, masterKey: New, away: true);
        away.Protector.Unprotect(encrypted).ShouldBe("sk-upstream", "the copy is under the new key too");
    }

    [Fact]
    public async Task A_generated_key_is_replaced_by_one_of_the_operator_s()
    {
        using var data = new TempDirectory();
        var database = await databases.CreateAsync();
        string encrypted;
        await using (var host = await SecretsHost.StartAsync(data.Path, database)) encrypted = host.Protector.Protect("sk-upstream");

        var (code, output) = await RunAsync(data.Path, database, null, New);

        code.ShouldBe(0, output);
        await using var next = await SecretsHost.StartAsync(data.Path, database, New);
        next.Protector.Unprotect(encrypted).ShouldBe("sk-upstream");
    }

    [Fact]
    public void Secrets_under_either_key_are_told_apart_and_one_under_neither_stops_it()
    {
        var (current, next, other) = (KeyEncryptionKey.FromMasterKey(Old), KeyEncryptionKey.FromMasterKey(New), KeyEncryptionKey.FromMasterKey("a-third-key-0123456789"));
        var stored = new Dictionary<string, string> { ["a"] = current.Wrap("a", [1]), ["b"] = next.Wrap("b", [2]) };

        var changed = SecretRewrap.Run(stored, current, next);

        changed.Keys.ShouldBe(["a"]);
        next.Unwrap("a", changed["a"]).ShouldBe([1]);
        stored["c"] = other.Wrap("c", [3]);
        Should.Throw<SecretsUnreadableException>(() => SecretRewrap.Run(stored, current, next)).Message.ShouldContain("'c'");
    }

    [Fact]
    public async Task Without_a_new_key_it_says_what_to_set()
    {
        using var data = new TempDirectory();

        var (code, output) = await RunAsync(data.Path, await databases.CreateAsync(), Old, null);

        code.ShouldBe(1, output);
        output.ShouldContain("Set SIGNALBOX_NEW_MASTER_KEY");
    }

    private static Task<(int Code, string Output)> RunAsync(string data, string? database, string? old, string? next) => SignalboxCommand.RunAsync(
        new Dictionary<string, string?>
        {
            ["SIGNALBOX_DATA"] = data, ["SIGNALBOX_DATABASE"] = database, ["SIGNALBOX_MASTER_KEY"] = old, ["SIGNALBOX_NEW_MASTER_KEY"] = next,
            ["SIGNALBOX_CONFIG"] = null, ["SIGNALBOX_REDIS"] = null,
        },
        "secrets", "rewrap");
}
