using Dapper;
using Microsoft.Extensions.Logging.Abstractions;
using Signalbox.Alerts;
using Signalbox.Alerts.Delivery;
using Signalbox.Alerts.Destinations;
using Signalbox.Alerts.Evaluation;
using Signalbox.Alerts.Rules;
using Signalbox.Alerts.Silences;
using Signalbox.Alerts.Standing;
using Signalbox.Core.Alerts;
using Signalbox.Storage;
using Testing.Files;
using Testing.Time;

namespace Gateway.Tests.Alerts;

/// <summary>Several instances on one database: whoever moves an alert on, it tells each thing once.</summary>
public sealed class AlertKeeperTests(TestDatabase databases)
{
    [Fact]
    public async Task However_many_instances_evaluate_at_once_each_message_is_written_once()
    {
        await using var rig = await Rig.StartAsync(databases);
        foreach (var isBreached in new[] { true, true, false, false, true })
        {
            rig.Clock.Advance(TimeSpan.FromMinutes(1));
            AlertReading[] readings = [new() { Subject = "all", Name = "all calls", IsBreached = isBreached, Summary = "seen" }];
            // Each has read the alerts before any of them writes.
            var open = await rig.Alerts.ListOpenAsync(default);
            await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => rig.Keeper().ApplyAsync(rig.Rule, readings, open, default)));
        }

        var told = await rig.QueryAsync<string>("SELECT news FROM alert_deliveries ORDER BY created_at, number");
        told.ShouldBe(["firing", "resolved", "firing"]);
        (await rig.QueryAsync<string>("SELECT state FROM alerts ORDER BY started_at")).ShouldBe(["resolved", "firing"]);
    }

    [Fact]
    public async Task Of_several_instances_one_looks_and_after_it_falls_silent_another_does()
    {
        await using var rig = await Rig.StartAsync(databases);
        var looks = new LookStore(rig.Database);

        var first = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => looks.TryTakeAsync("rule", 1_000_000, 990_000, default)));
        var soon = await looks.TryTakeAsync("rule", 1_005_000, 995_000, default);
        var later = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => looks.TryTakeAsync("rule", 1_010_000, 1_000_000, default)));

        (first.Count(taken => taken), soon, later.Count(taken => taken)).ShouldBe((1, false, 1));
    }

    [Fact]
    public async Task A_message_taken_by_an_instance_that_died_goes_to_another_and_the_first_comes_too_late()
    {
        await using var rig = await Rig.StartAsync(databases);
        await rig.Keeper().ApplyAsync(rig.Rule, [new() { Subject = "all", Name = "all", IsBreached = true, Summary = "seen" }], [], default);
        var now = rig.Clock.GetUtcNow().ToUnixTimeMilliseconds();
        var row = (await rig.Deliveries.DueAsync(now, 10, default)).Single();

        var taken = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => rig.Deliveries.TryTakeAsync(row, now + 60_000, default)));
        taken.Count(one => one).ShouldBe(1);
        (await rig.Deliveries.DueAsync(now + 59_999, 10, default)).ShouldBeEmpty();
        var again = (await rig.Deliveries.DueAsync(now + 60_000, 10, default)).Single();
        (await rig.Deliveries.TryTakeAsync(again, now + 120_000, default)).ShouldBeTrue();
        await rig.Deliveries.FinishAsync(row with { Attempts = 1, State = DeliveryStates.GivenUp, FinishedAt = now }, default);
        await rig.Deliveries.FinishAsync(again with { Attempts = 2, State = DeliveryStates.Sent, FinishedAt = now }, default);

        (await rig.QueryAsync<string>("SELECT state FROM alert_deliveries")).ShouldBe(["sent"]);
    }

    [Fact]
    public async Task An_alert_s_messages_arrive_in_order_and_a_destination_that_fails_again_and_again_rests()
    {
        await using var rig = await Rig.StartAsync(databases);
        await rig.Keeper().ApplyAsync(rig.Rule, [new() { Subject = "all", Name = "all", IsBreached = true, Summary = "seen" }], [], default);
        rig.Clock.Advance(TimeSpan.FromMinutes(5));
        await rig.Keeper().ApplyAsync(rig.Rule, [], await rig.Alerts.ListOpenAsync(default), default);
        var now = rig.Clock.GetUtcNow().ToUnixTimeMilliseconds();

        (await rig.Deliveries.DueAsync(now, 10, default)).Select(row => row.News).ShouldBe(["firing"], "that it is over waits for that it fires");
        for (var i = 1; i <= DeliveryPace.FailuresToRest; i++) (await rig.Deliveries.FailedAsync(rig.Destination, default)).ShouldBe(i);
        await rig.Deliveries.RestAsync(rig.Destination, now + DeliveryPace.RestMs(DeliveryPace.FailuresToRest), default);
        (await rig.Deliveries.DueAsync(now + 59_999, 10, default)).ShouldBeEmpty();
        (await rig.Deliveries.DueAsync(now + 60_000, 10, default)).Count.ShouldBe(1);
        await rig.Deliveries.SucceededAsync(rig.Destination, now, default);
        (await rig.Deliveries.FailedAsync(rig.Destination, default)).ShouldBe(1, "what was taken makes up for all before");
    }

    private sealed class Rig : IAsyncDisposable
    {
        private readonly TempDirectory _data = new();

        public FakeTimeProvider Clock { get; } = new();
        public Database Database { get; private set; } = null!;
        public AlertRuleRow Rule { get; private set; } = null!;
        public string Destination => "destination";
        public AlertStore Alerts => new(Database);
        public DeliveryStore Deliveries => new(Database);

        public static async Task<Rig> StartAsync(TestDatabase databases)
        {
            var rig = new Rig();
            rig.Database = new Database(DatabaseOptions.Parse(await databases.CreateAsync(), rig._data.Path));
            await new Migrator(rig.Database, rig.Clock, NullLogger<Migrator>.Instance).MigrateAsync(default);
            var draft = new AlertRuleDraft { Name = "rule", Kind = AlertKinds.Provider, ForSeconds = 0, ResolveAfterSeconds = 0, RepeatMinutes = 0, Destinations = ["hook"] };
            rig.Rule = new() { Id = "rule", Name = "rule", Kind = AlertKinds.Provider, Terms = System.Text.Json.JsonSerializer.Serialize(draft, AlertsJson.Default.AlertRuleDraft), Owner = "api" };
            await using var connection = await rig.Database.OpenAsync(default);
            await connection.ExecuteAsync(
                "INSERT INTO alert_destinations (id, name, kind, settings, credential, owner, revision, created_at, updated_at) VALUES ('destination', 'hook', 'webhook', '{}', NULL, 'api', 1, 0, 0)");
            return rig;
        }

        /// <summary>The keeper of one more instance.</summary>
        public AlertKeeper Keeper()
        {
            var destinations = new AlertDestinationStore(Database);
            var worker = new DeliveryWorker(Deliveries, destinations, null!, null!, Clock, NullLogger<DeliveryWorker>.Instance);
            return new AlertKeeper(Alerts, new SilenceStore(Database), destinations, Deliveries, worker, Clock, NullLogger<AlertKeeper>.Instance);
        }

        public async Task<IReadOnlyList<T>> QueryAsync<T>(string sql)
        {
            await using var connection = await Database.OpenAsync(default);
            return (await connection.QueryAsync<T>(sql)).AsList();
        }

        public async ValueTask DisposeAsync()
        {
            await Database.DisposeAsync();
            _data.Dispose();
        }
    }
}
