using System.Diagnostics;
using System.Globalization;
using Testing.Gateway;
using Testing.Migration;
using Testing.Postgres;
using Testing.Redis;
using Testing.Seeding;
using Testing.Time;
using Testing.Upstream;

namespace Cluster.Tests;

/// <summary>
/// Three instances over a registry of many keys: few unless <c>SIGNALBOX_SCALE_KEYS</c> says how many. What is asserted holds at any size; the figures
/// that come with it are for <c>eng/scale.sh</c>, on a machine with nothing else to do.
/// </summary>
public sealed class ScaleTests : IAsyncLifetime
{
    private static readonly int Keys = int.Parse(Environment.GetEnvironmentVariable("SIGNALBOX_SCALE_KEYS") ?? "3000", CultureInfo.InvariantCulture);
    private static readonly int Teams = Math.Max(50, Keys / 100), Assets = Math.Min(1_000, Keys / 10);
    private readonly PostgresServer _postgres = new();
    private readonly RedisServer _redis = new();
    private readonly ScaleFigures _figures = new(Keys, Teams, Assets);
    private readonly List<GatewayProcess> _gateways = [];
    private FakeUpstream _upstream = null!;
    private GatewayScenario _scenario = null!;
    private string _database = "";

    private GatewayProcess First => _gateways[0];

    public async ValueTask InitializeAsync()
    {
        _upstream = await FakeUpstream.StartAsync();
        await _redis.StartAsync();
        _database = await _postgres.CreateDatabaseAsync("scale");
    }

    [Fact]
    public async Task Changes_reach_every_instance_and_a_burst_of_writes_causes_few_reloads_with_many_keys()
    {
        Assert.SkipWhen(Environment.GetEnvironmentVariable("SIGNALBOX_SCALE_KEYS") is null, "eng/scale.sh measures; it takes minutes.");
        _gateways.Add(await ClusterFixture.StartAsync("scale-1", _database, _redis.Port));
        _scenario = await GatewayScenario.CreateAsync(First.Admin, _upstream);
        var small = ScaleFigures.Resident(First);
        var before = await KeyCountAsync(First);
        await _figures.TimeAsync("seed through SQL", () => ManyKeys.SeedAsync(_database, Keys, Teams, Assets));
        await StartAsync(small, before);
        await ChangeAsync();
        await ConvergeAsync();
        await BurstAsync();
        await MigrateAsync();
        await RestartAsync();
        await _figures.WriteAsync();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var gateway in _gateways) await gateway.DisposeAsync();
        await _upstream.DisposeAsync();
        await _redis.DisposeAsync();
        await _postgres.DisposeAsync();
    }

    private async Task StartAsync(long small, int before)
    {
        await _figures.TimeAsync("a running instance has them (poll, read, build)", () => Eventually.ValueAsync(() => KeyCountAsync(First), count => count >= Keys, TimeSpan.FromMinutes(5), "all keys are in the snapshot"));
        _figures.Add("read and build of everything", await BuildTimeAsync(First));
        for (var i = 2; i <= 3; i++) _gateways.Add(await _figures.TimeAsync($"cold start of instance {i} from the database", () => ClusterFixture.StartAsync($"scale-{i}", _database, _redis.Port)));
        foreach (var gateway in _gateways) (await KeyCountAsync(gateway)).ShouldBe(Keys + before);
        _figures.AddBytes("resident memory of a fresh instance, per key above an empty one", (ScaleFigures.Resident(_gateways[1]) - small) / Keys);
    }

    private async Task ChangeAsync()
    {
        // One page: the ids of what was seeded are none that a cursor may be.
        var key = (await First.Admin.GetAsync("keys?find=key-7&limit=1&team_id=T0000000007")).Succeeded().Json["items"]![0]!;
        // The keys were written past the gateway: what nobody logged is read as a whole, once.
        await ChangeOneAsync("anything, the first since rows came past the gateway", () => First.Admin.PatchAsync($"providers/{_scenario.ProviderId}", new { retries = 3 }));
        await ChangeOneAsync("a key's access", () => First.Admin.PatchAsync($"keys/{key["id"]}", new { access = new { mode = "restrict", grants = new[] { "family-1-model-1" } } }));
        await ChangeOneAsync("a team's access", () => First.Admin.PatchAsync("teams/T0000000007", new { access = new { mode = "restrict", grants = new[] { "family-1-*" } } }));
        await ChangeOneAsync("an organization's grants", () => First.Admin.PatchAsync("organizations/O0000000000", new { grants = new[] { "family-1-*", "tag:tag1" } }));
        await ChangeOneAsync("a provider", () => First.Admin.PatchAsync($"providers/{_scenario.ProviderId}", new { retries = 1 }));
        await ChangeOneAsync("a model more", () => First.Admin.PostAsync("models", new { name = "one-more", deployments = new[] { new { provider = "upstream", upstream_model = "x" } } }));
    }

    private async Task ChangeOneAsync(string what, Func<Task<AdminReply>> change)
    {
        await _figures.TimeAsync($"answer to a change of {what}", async () => (await change()).Succeeded());
        _figures.Add($"rebuild after a change of {what}", await BuildTimeAsync(First));
        await AgreedAsync();
    }

    private async Task ConvergeAsync()
    {
        var issued = new List<(string Id, string Secret)>();
        for (var i = 0; i < 100; i++)
        {
            var made = (await First.Admin.PostAsync("keys", new { name = $"converging-{i}", team_id = _scenario.TeamId })).Succeeded();
            issued.Add((made.Id, made["secret"]));
        }
        await AgreedAsync();
        var (revocations, grants) = (new List<TimeSpan>(), new List<TimeSpan>());
        await using var traffic = new Traffic(_gateways, _scenario);
        // A program's first calls are compiled while they run, which is not what is measured here.
        await Eventually.TrueAsync(() => traffic.Served > 300, TimeSpan.FromMinutes(1), "the instances are warm");
        foreach (var (id, secret) in issued)
        {
            (await First.Admin.PostAsync($"keys/{id}/revoke")).Succeeded();
            revocations.AddRange(await UntilAsync(async gateway => !await ClusterFixture.KnowsAsync(gateway, secret)));
        }
        for (var i = 0; i < 100; i++)
        {
            var isGranted = i % 2 == 1;
            (await First.Admin.PatchAsync($"teams/{_scenario.TeamId}", new { access = new { mode = isGranted ? "inherit" : "restrict", grants = Array.Empty<string>() } })).Succeeded();
            grants.AddRange(await UntilAsync(async gateway =>
            {
                using var listed = await gateway.Caller(_scenario.Key).GetAsync("v1/models");
                return (await listed.Content.ReadAsStringAsync()).Contains($"\"{_scenario.Model}\"", StringComparison.Ordinal) == isGranted;
            }));
        }
        _figures.AddPercentiles("a revocation is in force at the other instances, under traffic", revocations);
        _figures.AddPercentiles("a change of grants is in force at the other instances, under traffic", grants);
        traffic.Served.ShouldBeGreaterThan(0);
    }

    private async Task BurstAsync()
    {
        var writes = Math.Min(1_000, Keys / 10);
        var before = await Task.WhenAll(_gateways.Skip(1).Select(gateway => ClusterFixture.MetricAsync(gateway, "signalbox_snapshot_reloads_total")));
        await _figures.TimeAsync($"a burst of {writes:N0} writes", async () =>
        {
            for (var i = 0; i < writes; i++) (await First.Admin.PostAsync("keys", new { name = $"burst-{i}", team_id = _scenario.TeamId })).Succeeded();
        });
        await AgreedAsync();
        foreach (var (gateway, place) in _gateways.Skip(1).Select((gateway, place) => (gateway, place)))
        {
            var reloads = await ClusterFixture.MetricAsync(gateway, "signalbox_snapshot_reloads_total") - before[place];
            _figures.Add($"reloads of instance {place + 2} in the burst", reloads.ToString(CultureInfo.InvariantCulture));
            reloads.ShouldBeInRange(1, writes / 2.0);
            (await KeyCountAsync(gateway)).ShouldBe(await KeyCountAsync(First));
        }
    }

    private async Task MigrateAsync()
    {
        var report = await _figures.TimeAsync("report of all organizations, counted", () => First.ReportAsync("?detail=false"));
        ((int)report.Succeeded().Json["summary"]!["organizations_total"]!).ShouldBe((Teams - 1) / 50 + 3, "those that were seeded, the demo's and the scenario's");
        var one = await _figures.TimeAsync("report of one organization, counted", () => First.ReportAsync("?organization_id=O0000000000&detail=false"));
        ((int)one.Succeeded().Json["organizations"]![0]!["counts"]!["teams"]!).ShouldBe(Math.Min(50, Teams));
        (await First.Admin.SendAsync(HttpMethod.Post, "organizations/O0000000000/unenforce", etag: "*")).Succeeded();
        var backfill = await _figures.TimeAsync("backfill of one organization without lists", () => First.BackfillAsync(new { organization_id = "O0000000000", detail = false }));
        ((string?)backfill.Succeeded().Json["organizations"]![0]!["rollout_state"]).ShouldBe("ready_for_enforce");
        var preview = await _figures.TimeAsync("preview of a change of one organization", () => First.Admin.PostAsync("access/preview",
            new { changes = new[] { new { scope = "organization:O0000000000", grants = new[] { "family-1-model-1" } } } }));
        ((int)preview.Succeeded().Json["keys_reached"]!).ShouldBe(Keys * Math.Min(50, Teams) / Teams);
        await _figures.TimeAsync("find a key by a part of its name", async () => (await First.Admin.GetAsync($"keys?find=key-{Keys - 1}")).Succeeded());
    }

    private async Task RestartAsync()
    {
        var last = _gateways[^1];
        _figures.Add("write of the copy on disk", ScaleFigures.Milliseconds(TimeSpan.FromSeconds(await ClusterFixture.MetricAsync(last, "signalbox_snapshot_copy_duration_seconds"))));
        await last.StopAsync();
        _figures.AddBytes("the copy on disk, per key", new FileInfo(Path.Combine(last.DataDirectory, "snapshot.json")).Length / Keys);
        await _figures.TimeAsync("cold start from the database", last.StartAgainAsync);
        await last.StopAsync();
        await _postgres.StopAsync();
        await _figures.TimeAsync("cold start from the copy on disk", last.StartAgainAsync);
        (await ClusterFixture.KnowsAsync(last, _scenario.Key)).ShouldBeTrue();
    }

    private async Task AgreedAsync()
    {
        var version = await ClusterFixture.VersionAsync(First);
        foreach (var gateway in _gateways)
            await Eventually.ValueAsync(() => ClusterFixture.VersionAsync(gateway), own => own >= version, TimeSpan.FromMinutes(1), "the instances agree");
    }

    private async Task<TimeSpan[]> UntilAsync(Func<GatewayProcess, Task<bool>> isInForce)
    {
        var started = Stopwatch.GetTimestamp();
        return await Task.WhenAll(_gateways.Skip(1).Select(async gateway =>
        {
            await Eventually.TrueAsync(() => isInForce(gateway), TimeSpan.FromMinutes(1), "the change is in force");
            return Stopwatch.GetElapsedTime(started);
        }));
    }

    private static async Task<int> KeyCountAsync(GatewayProcess gateway) => (int)await ClusterFixture.MetricAsync(gateway, "signalbox_snapshot_keys");

    private static async Task<string> BuildTimeAsync(GatewayProcess gateway) =>
        ScaleFigures.Milliseconds(TimeSpan.FromSeconds(await ClusterFixture.MetricAsync(gateway, "signalbox_snapshot_build_duration_seconds")));
}
