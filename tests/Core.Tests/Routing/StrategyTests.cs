using Signalbox.Core.Assets;
using Signalbox.Core.Pricing;
using Signalbox.Core.Routing;
using Signalbox.Core.Routing.Health;
using Signalbox.Core.Snapshots;

namespace Core.Tests.Routing;

public class StrategyTests
{
    private static readonly RequestShape Plain = new(ModelCapabilities.Chat, ModelCapabilities.None, 100, null);

    [Fact]
    public void Least_latency_tries_what_answers_soonest_and_now_and_then_another()
    {
        var target = Target(RouteStrategy.LeastLatency, Member("slow", latencyMs: 900), Member("fast", latencyMs: 100), Member("middling", latencyMs: 400));
        var random = new Random(1);
        var firsts = Firsts(target, 20_000, random);

        (firsts["fast"] / 20_000.0).ShouldBe(1 - 0.05 * 2 / 3, 0.01);
        firsts["slow"].ShouldBeGreaterThan(200);
        Order(target, new RouteAsk(Plain, () => 0.5)).ShouldBe(["fast", "middling", "slow"]);
    }

    [Fact]
    public void Streams_and_whole_answers_are_measured_apart()
    {
        var target = Target(RouteStrategy.LeastLatency, Member("a", latencyMs: 100), Member("b", latencyMs: 200));
        target.Members[0].Deployments[0].Health!.StreamLatency.Add(0, 500);
        target.Members[1].Deployments[0].Health!.StreamLatency.Add(0, 50);

        Order(target, new RouteAsk(Plain, () => 0.5))[0].ShouldBe("a");
        Order(target, new RouteAsk(Plain, () => 0.5) { IsStream = true })[0].ShouldBe("b");
    }

    [Fact]
    public void What_nobody_has_called_yet_gets_its_share_until_it_is_known()
    {
        var firsts = Firsts(Target(RouteStrategy.LeastLatency, Member("known", latencyMs: 100), Member("new")), 10_000, new Random(2));

        (firsts["new"] / 10_000.0).ShouldBe(0.5, 0.05);
    }

    [Fact]
    public void A_member_that_was_slow_and_is_no_more_comes_back_with_the_first_call_that_shows_it()
    {
        var target = Target(RouteStrategy.LeastLatency, Member("a", latencyMs: 100), Member("b", latencyMs: 5_000));
        target.Members[1].Deployments[0].Health!.AnswerLatency.Add(120_000, 20);

        Order(target, new RouteAsk(Plain, () => 0.5)).ShouldBe(["b", "a"]);
    }

    [Fact]
    public void Least_cost_goes_by_the_tokens_of_the_request_and_leaves_what_has_no_price_for_last()
    {
        var target = Target(RouteStrategy.LeastCost, Member("unpriced"), Member("cheap-input", input: 1, output: 10), Member("cheap-output", input: 5, output: 2));

        Order(target, new RouteAsk(Plain, () => 0.5) { InputTokens = 10_000, OutputTokens = 100 }).ShouldBe(["cheap-input", "cheap-output", "unpriced"]);
        Order(target, new RouteAsk(Plain, () => 0.5) { InputTokens = 100, OutputTokens = 10_000 }).ShouldBe(["cheap-output", "cheap-input", "unpriced"]);
    }

    [Fact]
    public void A_score_weighs_the_figures_against_each_other()
    {
        RouteMember[] members = [Member("fast", latencyMs: 100, input: 10, output: 10, quality: 0.2), Member("cheap", latencyMs: 1_000, input: 1, output: 1, quality: 0.5), Member("good", latencyMs: 900, input: 20, output: 20, quality: 1)];
        var ask = new RouteAsk(Plain, () => 0.5) { InputTokens = 1_000, OutputTokens = 1_000 };

        Order(Target(new ScoreWeights(Health: 0, Latency: 1, Cost: 0), members), ask)[0].ShouldBe("fast");
        Order(Target(new ScoreWeights(Health: 0, Latency: 0, Cost: 1), members), ask)[0].ShouldBe("cheap");
        Order(Target(new ScoreWeights(Health: 0, Latency: 0.1, Cost: 0.1, Quality: 5), members), ask)[0].ShouldBe("good");
    }

    [Fact]
    public void A_member_whose_calls_fail_loses_score_and_one_under_load_too()
    {
        var (a, b) = (Member("a", latencyMs: 100), Member("b", latencyMs: 100));
        End(a, AttemptOutcome.Failed);
        End(a, AttemptOutcome.Succeeded);
        Order(Target(new ScoreWeights(Health: 1, Latency: 0, Cost: 0), a, b), new RouteAsk(Plain, () => 0.5)).ShouldBe(["b", "a"]);

        b.Deployments[0].Health!.TryEnter(0, false, out _).ShouldBeTrue();
        Order(Target(new ScoreWeights(Health: 0, Latency: 0, Cost: 0, Load: 1), b, a), new RouteAsk(Plain, () => 0.5)).ShouldBe(["a", "b"]);
    }

    /// <summary>Every score lies between 0 and 1, and what is best in everything has the best score.</summary>
    [Fact]
    public void Scores_are_bounded_and_best_in_all_is_best() => Property.Holds(random =>
    {
        var weights = new ScoreWeights(random.NextDouble(), random.NextDouble(), random.NextDouble(), random.NextDouble(), random.NextDouble() + 0.01);
        var figures = Enumerable.Range(0, 5).Select(_ => new MemberFigures(random.Next(3) == 0 ? null : random.Next(1, 5_000), random.Next(3) == 0 ? null : random.Next(0, 5_000), random.NextDouble(), random.Next(50))).ToArray();
        var best = MemberFigures.Best(figures);
        foreach (var figure in figures) figure.Score(weights, random.NextDouble(), best).ShouldBeInRange(0, 1);
        best.Score(weights, 1, best).ShouldBeGreaterThanOrEqualTo(figures.Max(f => f.Score(weights, 1, best)) - (best.CostMicros is null ? weights.Cost : 0) - 1e-9);
    });

    [Fact]
    public void Ab_gives_a_subject_the_same_member_every_time_and_each_member_its_share_of_subjects()
    {
        var target = Target(RouteStrategy.Ab, Member("a", weight: 70), Member("b", weight: 30));
        var assigned = Enumerable.Range(0, 20_000).Select(i => First(target, $"key-{i}")).ToList();

        (assigned.Count(name => name == "a") / 20_000.0).ShouldBe(0.7, 0.02);
        Enumerable.Range(0, 1_000).Select(i => First(target, $"key-{i}")).ShouldBe(assigned.Take(1_000));
    }

    [Fact]
    public void A_change_of_weights_moves_no_more_subjects_than_it_must()
    {
        var before = Target(RouteStrategy.Ab, Member("a", weight: 90), Member("b", weight: 10));
        var after = Target(RouteStrategy.Ab, Member("a", weight: 80), Member("b", weight: 20));
        var moves = Enumerable.Range(0, 20_000).Select(i => (First(before, $"user-{i}"), First(after, $"user-{i}"))).ToList();

        moves.ShouldNotContain(("b", "a"));
        (moves.Count(move => move == ("a", "b")) / 20_000.0).ShouldBe(0.1, 0.02);
    }

    [Fact]
    public void A_subject_is_drawn_anew_in_another_group()
    {
        RouteSubject.Hash("one", "key").ShouldNotBe(RouteSubject.Hash("two", "key"));
        RouteSubject.Hash("ab", "c").ShouldNotBe(RouteSubject.Hash("a", "bc"));
        // Instances of different versions must agree.
        RouteSubject.Hash("group", "key").ShouldBe(RouteSubject.Hash("group", "key"));
    }

    [Fact]
    public void Sticky_subjects_stay_also_at_one_of_a_member_s_deployments()
    {
        var member = new RouteMember(1, 0, [Deployment("x", null, null, null), Deployment("y", null, null, null)]);
        var target = Target(RouteStrategy.Weighted, member);
        foreach (var key in Enumerable.Range(0, 50).Select(i => $"k{i}"))
            Enumerable.Range(0, 5).Select(_ => First(target, key)).Distinct().ShouldHaveSingleItem();
        Enumerable.Range(0, 50).Select(i => First(target, $"k{i}")).Distinct().Count().ShouldBe(2);
    }

    [Fact]
    public void Choosing_allocates_nothing_under_any_strategy()
    {
        var order = new RouteDeployment[16];
        foreach (var strategy in Enum.GetValues<RouteStrategy>())
        {
            var target = Target(strategy, [.. Enumerable.Range(0, 8).Select(i => Member($"m{i}", latencyMs: 100 + i, input: i + 1, output: 1))]);
            var ask = new RouteAsk(Plain, Random.Shared.NextDouble) { InputTokens = 100, OutputTokens = 100 };
            HealthOrder.Apply(order.AsSpan(0, RouteOrder.Write(target, ask, order)), 0);
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var i = 0; i < 200; i++) HealthOrder.Apply(order.AsSpan(0, RouteOrder.Write(target, ask, order)), 0);
            (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0, $"{strategy}");
        }
    }

    private static string First(CallableTarget target, string subject) => Order(target, new RouteAsk(Plain, () => throw new InvalidOperationException("Nothing is drawn by chance.")) { Subject = RouteSubject.Hash("g", subject) })[0];

    private static Dictionary<string, int> Firsts(CallableTarget target, int calls, Random random) =>
        Enumerable.Range(0, calls).Select(_ => Order(target, new RouteAsk(Plain, random.NextDouble))[0]).CountBy(name => name).ToDictionary();

    private static string[] Order(CallableTarget target, RouteAsk ask)
    {
        var order = new RouteDeployment[16];
        return [.. order.Take(RouteOrder.Write(target, ask, order)).Select(d => d.Name)];
    }

    private static void End(RouteMember member, AttemptOutcome outcome)
    {
        member.Deployments[0].Health!.TryEnter(0, false, out var entry).ShouldBeTrue();
        entry.End(outcome, 0, "upstream-error");
    }

    private static CallableTarget Target(ScoreWeights score, params RouteMember[] members) => Target(RouteStrategy.Score, score, members);

    private static CallableTarget Target(RouteStrategy strategy, params RouteMember[] members) => Target(strategy, new ScoreWeights(), members);

    private static CallableTarget Target(RouteStrategy strategy, ScoreWeights score, RouteMember[] members) => new()
    {
        Asset = new AssetCatalog([new(AssetKind.CallableTarget, "t", [])]).Find(AssetKind.CallableTarget, "t")!, IsRouteGroup = true, Strategy = strategy, CreatedAt = 0, Members = members, Score = score,
    };

    private static RouteMember Member(string name, int weight = 1, double? latencyMs = null, decimal? input = null, decimal? output = null, double quality = 0) =>
        new(weight, 0, [Deployment(name, latencyMs, input, output)]) { Model = name, Quality = quality };

    private static RouteDeployment Deployment(string name, double? latencyMs, decimal? input, decimal? output)
    {
        var health = new DeploymentHealth(name, name, new ProviderHealth("p", "p", new HealthPolicy(), 0, (_, _) => { }), 0, (_, _) => { });
        if (latencyMs is { } known) health.AnswerLatency.Add(0, known);
        return new RouteDeployment
        {
            Name = name,
            Deployment = new Deployment { Id = name, ProviderId = "p", UpstreamModel = name, Price = input is { } i ? ModelPrice.FromUsd(i, null, null, output!.Value) : null },
            Provider = new Provider { Id = "p", Name = "p", Kind = ProviderKind.Demo, BaseUrl = "http://demo.invalid" },
            ProviderIndex = 0,
            UpstreamModelJson = ReadOnlyMemory<byte>.Empty,
            Health = health,
        };
    }
}
