using System.Net;
using System.Net.Sockets;
using Dapper;
using Signalbox.Storage;
using Testing.Gateway;
using Testing.Migration;
using Testing.Time;
using Testing.Upstream;

namespace Gateway.Tests.Access.Migration;

/// <summary>Backfills that end before they are done.</summary>
public sealed class BackfillFaultTests(TestDatabase database)
{
    private int _names;

    [Fact]
    public async Task A_fault_inside_one_organization_undoes_that_one_alone_and_the_next_run_does_it()
    {
        await using var upstream = await FakeUpstream.StartAsync();
        var setting = await database.CreateAsync();
        await using var gateway = await GatewayProcess.StartAsync(new GatewayOptions { Database = setting });
        var scenario = await GatewayScenario.CreateAsync(gateway.Admin, upstream);
        LegacyTree[] trees = [await MakeAsync(gateway), await MakeAsync(gateway), await MakeAsync(gateway)];
        var answers = await AnswersAsync(gateway, scenario, trees);
        // The key is written last: its organization and teams are written by then.
        await ExecuteAsync(setting, gateway, Fault(trees[1].Keys[2].Id));

        var run = (await gateway.BackfillAsync()).Succeeded();

        var failure = run.Json["failures"]!.AsArray().ShouldHaveSingleItem()!;
        ((string?)failure["organization_id"], (string?)failure["code"]).ShouldBe((trees[1].OrganizationId, "internal-error"));
        trees.Select(tree => (string?)tree.In(run)["rollout_state"]).ShouldBe(["ready_for_enforce", "needs_org_bootstrap", "ready_for_enforce"]);
        var team = (await gateway.Admin.GetAsync($"teams/{trees[1].TeamId}")).Json;
        ((string?)team["access"]!["mode"], team["legacy_models"]!.AsArray().Count).ShouldBe(("inherit", 1));
        (await gateway.Admin.ListAsync($"audit-events?object_id={trees[1].TeamId}")).Count.ShouldBe(1, "what was undone left no event");
        (await AnswersAsync(gateway, scenario, trees)).ShouldBe(answers);

        await ExecuteAsync(setting, gateway, setting is null ? "DROP TRIGGER fault" : "DROP TRIGGER fault ON virtual_keys");
        var again = (await gateway.BackfillAsync()).Succeeded();
        again.Json["failures"]!.AsArray().ShouldBeEmpty();
        ((int)again.Json["applied"]!["organization_bindings_upserted"]!).ShouldBe(2, "only what was left");
        (await AnswersAsync(gateway, scenario, trees)).ShouldBe(answers);
    }

    [Fact]
    public async Task A_backfill_that_was_killed_goes_on_where_it_ended()
    {
        await using var upstream = await FakeUpstream.StartAsync();
        await using var gateway = await GatewayProcess.StartAsync(new GatewayOptions { OwnProcess = true, Database = await database.CreateAsync() });
        var scenario = await GatewayScenario.CreateAsync(gateway.Admin, upstream);
        var trees = new List<LegacyTree>();
        for (var i = 0; i < 8; i++) trees.Add(await MakeAsync(gateway));
        var answers = await AnswersAsync(gateway, scenario, trees);

        var cut = gateway.BackfillAsync();
        await Eventually.ValueAsync(() => DoneAsync(gateway, trees), done => done > 0, TimeSpan.FromSeconds(60), "a first organization is done");
        await gateway.KillAsync();
        try
        {
            await cut;
        }
        catch (Exception failure) when (failure is HttpRequestException or SocketException)
        {
            // Cut off, unless it was faster than the kill; the bare exception is the client's for a connection that was cut the moment it stood.
        }
        await gateway.StartAgainAsync();

        foreach (var tree in trees) await IsWholeAsync(gateway, tree);
        (await AnswersAsync(gateway, scenario, trees)).ShouldBe(answers);
        (await gateway.BackfillAsync()).Succeeded().Json["failures"]!.AsArray().ShouldBeEmpty();
        (await DoneAsync(gateway, trees)).ShouldBe(trees.Count);
        (await AnswersAsync(gateway, scenario, trees)).ShouldBe(answers);
        (await gateway.Admin.GetAsync("audit-events/verify")).Succeeded();
    }

    private Task<LegacyTree> MakeAsync(GatewayProcess gateway) => LegacyTree.MakeAsync(gateway.Admin, name => $"{name}-{Interlocked.Increment(ref _names)}");

    /// <summary>All of an organization was written, or nothing of it.</summary>
    private static async Task IsWholeAsync(GatewayProcess gateway, LegacyTree tree)
    {
        var found = tree.In(await gateway.ReportAsync($"?organization_id={tree.OrganizationId}"));
        var isDone = (string?)found["rollout_state"] == "ready_for_enforce";
        ((int)found["org_binding_count"]!).ShouldBe(isDone ? 2 : 0);
        found["teams"]!.AsArray().ShouldAllBe(team => ((int)team!["legacy_model_count"]! == 0) == isDone);
        found["users"]!.AsArray().ShouldAllBe(user => ((int)user!["legacy_model_count"]! == 0) == isDone);
    }

    private static async Task<int> DoneAsync(GatewayProcess gateway, IEnumerable<LegacyTree> trees)
    {
        var report = await gateway.ReportAsync("?detail=false");
        return trees.Count(tree => (string?)tree.In(report)["rollout_state"] == "ready_for_enforce");
    }

    private static async Task<IReadOnlyList<HttpStatusCode>> AnswersAsync(GatewayProcess gateway, GatewayScenario scenario, IEnumerable<LegacyTree> trees)
    {
        var answers = new List<HttpStatusCode>();
        foreach (var tree in trees) answers.AddRange(await tree.AnswersAsync(gateway, scenario.Model));
        return answers;
    }

    private static string Fault(string keyId) => TestDatabase.IsPostgres
        ? $"""
           CREATE FUNCTION fault() RETURNS trigger AS $$ BEGIN RAISE EXCEPTION 'forced'; END $$ LANGUAGE plpgsql;
           CREATE TRIGGER fault BEFORE UPDATE ON virtual_keys FOR EACH ROW WHEN (NEW.id = '{keyId}') EXECUTE FUNCTION fault();
           """
        : $"CREATE TRIGGER fault BEFORE UPDATE ON virtual_keys WHEN NEW.id = '{keyId}' BEGIN SELECT RAISE(ABORT, 'forced'); END";

    private static async Task ExecuteAsync(string? setting, GatewayProcess gateway, string sql)
    {
        await using var opened = new Database(DatabaseOptions.Parse(setting, gateway.DataDirectory));
        await using var connection = await opened.OpenAsync(default);
        await connection.ExecuteAsync(sql);
    }
}
