using Signalbox.Core.Assets;
using Signalbox.Core.Routing.Health;
using Signalbox.Core.Snapshots;

namespace Core.Tests.Routing.Health;

public class DeploymentHealthTests
{
    private readonly List<(string Subject, HealthChange Change)> _changes = [];
    private readonly ProviderHealth _provider;
    private readonly DeploymentHealth _a;
    private readonly DeploymentHealth _b;

    public DeploymentHealthTests()
    {
        _provider = new ProviderHealth("p", "p", new HealthPolicy { ConsecutiveFailures = 2, CooldownMs = 1_000, ThrottleMs = 500, StalledMs = 2_000 }, 0, Note);
        (_a, _b) = (new DeploymentHealth("a", "p/a", _provider, 0, Note), new DeploymentHealth("b", "p/b", _provider, 0, Note));
    }

    [Fact]
    public void Throttled_is_not_broken_and_lasts_as_long_as_the_provider_asked_but_no_shorter_than_the_policy_says()
    {
        End(_a, 0, AttemptOutcome.Throttled, retryAfterMs: 100);
        _a.Admits(499).ShouldBeFalse();
        _a.Admits(500).ShouldBeTrue();
        End(_a, 500, AttemptOutcome.Throttled, retryAfterMs: 5_000);

        _a.AdmitsAt(600).ShouldBe(5_500);
        _a.Breaker.Standing.State.ShouldBe(BreakerState.Closed);
        _a.Breaker.Consecutive.ShouldBe(0);
        _b.Admits(600).ShouldBeTrue();
        _changes.Select(c => c.Change.Event).ShouldBe([HealthChange.Throttled, HealthChange.Throttled]);
    }

    [Fact]
    public void A_throttled_one_that_answers_after_all_is_throttled_no_longer_but_one_that_began_before_proves_nothing()
    {
        _a.TryEnter(0, false, out var before).ShouldBeTrue();
        End(_a, 1, AttemptOutcome.Throttled, retryAfterMs: 10_000);
        before.End(AttemptOutcome.Succeeded, 2);
        _a.Admits(3).ShouldBeFalse();

        _a.TryEnter(4, isForced: true, out var resort).ShouldBeTrue();
        resort.End(AttemptOutcome.Succeeded, 5);
        _a.Admits(6).ShouldBeTrue();
    }

    [Fact]
    public void Calls_that_others_have_outrun_are_no_sign_of_life()
    {
        _a.TryEnter(0, false, out var waiting).ShouldBeTrue();
        _a.TryEnter(500, false, out var outrun).ShouldBeTrue();
        outrun.End(AttemptOutcome.Outrun, 1_500, tookMs: 1_000);
        _a.InFlight.ShouldBe(1);
        _a.LookForStall(2_001);

        _changes.ShouldHaveSingleItem().Change.Trigger.ShouldBe(HealthTriggers.Stalled);
        waiting.End(AttemptOutcome.Neutral, 2_002);
    }

    [Fact]
    public void What_cannot_be_reached_keeps_calls_from_all_deployments_of_the_provider()
    {
        End(_a, 0, AttemptOutcome.Unreachable);
        End(_b, 1, AttemptOutcome.Unreachable);

        (_a.Admits(2), _b.Admits(2)).ShouldBe((false, false));
        _changes.ShouldHaveSingleItem().Subject.ShouldBe("p");
        _a.Breaker.Standing.State.ShouldBe(BreakerState.Closed);
    }

    [Fact]
    public void A_deployment_that_fails_leaves_its_provider_s_others_alone()
    {
        End(_a, 0, AttemptOutcome.Failed);
        End(_a, 1, AttemptOutcome.Failed);

        (_a.Admits(2), _b.Admits(2)).ShouldBe((false, true));
        _changes.ShouldHaveSingleItem().Subject.ShouldBe("p/a");
    }

    [Fact]
    public void The_beginning_of_a_stream_closes_a_half_open_breaker_long_before_its_end()
    {
        End(_a, 0, AttemptOutcome.Failed);
        End(_a, 1, AttemptOutcome.Failed);
        _a.TryEnter(1_001, false, out var probe).ShouldBeTrue();
        probe.Begin(1_100);

        _a.Breaker.Standing.State.ShouldBe(BreakerState.Closed);
        _a.InFlight.ShouldBe(1);
        probe.End(AttemptOutcome.Failed, 9_000);
        _a.InFlight.ShouldBe(0);
        _a.Breaker.Standing.State.ShouldBe(BreakerState.Closed);
    }

    [Fact]
    public void Calls_that_wait_while_nothing_comes_open_the_breaker_without_an_answer()
    {
        _a.TryEnter(0, false, out var waiting).ShouldBeTrue();
        _a.LookForStall(2_000);
        _a.Admits(2_000).ShouldBeTrue();
        _a.LookForStall(2_001);

        _a.Admits(2_001).ShouldBeFalse();
        var (_, change) = _changes.ShouldHaveSingleItem();
        (change.Trigger, change.DetectionMs).ShouldBe((HealthTriggers.Stalled, 2_001));
        waiting.End(AttemptOutcome.Neutral, 3_000);
    }

    [Fact]
    public void Probes_open_the_provider_s_breaker_and_close_it()
    {
        _provider.Probed(0, "connect");
        _a.Admits(0).ShouldBeTrue();
        _provider.Probed(2_000, "connect");
        (_a.Admits(2_001), _b.Admits(2_001)).ShouldBe((false, false));
        _provider.Probed(2_500, null);

        _a.Admits(2_501).ShouldBeTrue();
        _changes.Select(c => (c.Change.Event, c.Change.Trigger, c.Change.DetectionMs)).ShouldBe([(HealthChange.Opened, HealthTriggers.Probe, 2_000), (HealthChange.Closed, null, 500)]);
    }

    [Fact]
    public void Healthy_ones_keep_their_order_and_of_the_others_the_one_that_recovers_first_comes_last()
    {
        var order = Order("a", "b", "c", "d");
        Break(order[0], at: 0);
        End(order[2].Health!, 100, AttemptOutcome.Throttled, retryAfterMs: 600);

        var split = HealthOrder.Apply(order, 200);

        order.Take(split.Count).Select(d => d.Name).ShouldBe(["b", "d", "c"]);
        split.ShouldBe(new HealthSplit(Healthy: 2, Count: 3, RecoversInMs: 500, IsFirstHealthy: false));
    }

    [Fact]
    public void With_all_of_them_broken_one_is_tried_as_a_last_resort_unless_the_operator_forbids()
    {
        var order = Order("a", "b");
        Break(order[0], at: 100);
        Break(order[1], at: 0);
        HealthOrder.Apply(order, 200).ShouldBe(new HealthSplit(0, 1, RecoversInMs: 800, IsFirstHealthy: false));
        order[0].Name.ShouldBe("b");

        var strict = Order(new HealthPolicy { ConsecutiveFailures = 1, LastResort = false }, "a");
        Break(strict[0], at: 0);
        HealthOrder.Apply(strict, 200).ShouldBe(new HealthSplit(0, 0, RecoversInMs: 9_800, IsFirstHealthy: false));
    }

    [Fact]
    public void Choosing_among_the_broken_and_the_healthy_allocates_nothing()
    {
        var order = Order("a", "b", "c");
        Break(order[1], at: 0);
        HealthOrder.Apply(order, 10);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1_000; i++) HealthOrder.Apply(order, 10);

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
    }

    [Fact]
    public void An_estimate_of_latency_forgets_what_is_long_ago()
    {
        var estimate = new LatencyEstimate();
        estimate.Milliseconds.ShouldBeNull();
        estimate.Add(1_000, 900);
        estimate.Milliseconds.ShouldBe(900);
        estimate.Add(1_000, 100);
        estimate.Milliseconds!.Value.ShouldBe(860, 1);
        estimate.Add(61_000, 100);
        estimate.Milliseconds!.Value.ShouldBe(102, 1);
    }

    private void Note(string subject, HealthChange change) => _changes.Add((subject, change));

    private static void End(DeploymentHealth health, long now, AttemptOutcome outcome, long? retryAfterMs = null)
    {
        health.TryEnter(now, isForced: true, out var entry).ShouldBeTrue();
        entry.End(outcome, now, "upstream-error", retryAfterMs);
    }

    private static void Break(RouteDeployment deployment, long at)
    {
        for (var i = 0; i < deployment.Health!.Policy.ConsecutiveFailures; i++) End(deployment.Health, at, AttemptOutcome.Failed);
    }

    private RouteDeployment[] Order(params string[] names) => Order(_provider.Policy, names);

    private RouteDeployment[] Order(HealthPolicy policy, params string[] names) =>
    [
        .. names.Select(name => new RouteDeployment
        {
            Name = name,
            Deployment = new Deployment { Id = name, ProviderId = name, UpstreamModel = name },
            Provider = new Provider { Id = name, Name = name, Kind = ProviderKind.Demo, BaseUrl = "http://demo.invalid" },
            ProviderIndex = 0,
            UpstreamModelJson = ReadOnlyMemory<byte>.Empty,
            Health = new DeploymentHealth(name, name, new ProviderHealth(name, name, policy, 0, Note), 0, Note),
        }),
    ];
}
