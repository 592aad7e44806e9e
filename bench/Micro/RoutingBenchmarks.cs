using BenchmarkDotNet.Attributes;
using Signalbox.Core.Assets;
using Signalbox.Core.Pricing;
using Signalbox.Core.Routing;
using Signalbox.Core.Routing.Health;
using Signalbox.Core.Snapshots;

namespace Signalbox.Micro;

/// <summary>
/// What choosing among eight members costs a call, breakers on: the strategy's order, who can serve, who is healthy. One member's breaker is open where
/// the name says so. The last is what an attempt adds for its health.
/// </summary>
[MemoryDiagnoser]
public class RoutingBenchmarks
{
    private static readonly RouteAsk Ask = new(new RequestShape(ModelCapabilities.Chat, ModelCapabilities.Tools, 4_000, 800), Random.Shared.NextDouble)
    {
        InputTokens = 1_000, OutputTokens = 800, Now = 1_000,
    };

    private readonly RouteDeployment[] _order = new RouteDeployment[16];
    private readonly CallableTarget _target = Target(RouteStrategy.Static, isOneBroken: false);
    private readonly CallableTarget _healthy = Target(RouteStrategy.Weighted, isOneBroken: false);
    private readonly CallableTarget _broken = Target(RouteStrategy.Weighted, isOneBroken: true);
    private readonly CallableTarget _latency = Target(RouteStrategy.LeastLatency, isOneBroken: true);
    private readonly CallableTarget _cost = Target(RouteStrategy.LeastCost, isOneBroken: true);
    private readonly CallableTarget _score = Target(RouteStrategy.Score, isOneBroken: true);

    [Benchmark(Baseline = true)]
    public int Static() => Choose(_target, Ask);

    [Benchmark]
    public int Weighted() => Choose(_healthy, Ask);

    [Benchmark]
    public int WeightedWithOneBroken() => Choose(_broken, Ask);

    [Benchmark]
    public int StickyByKey() => Choose(_healthy, Ask with { Subject = RouteSubject.Hash("support-chat", "01JDK2Q4W8RZ3M5N7P9T1V3X5Y") });

    [Benchmark]
    public int LeastLatency() => Choose(_latency, Ask);

    [Benchmark]
    public int LeastCost() => Choose(_cost, Ask);

    [Benchmark]
    public int Score() => Choose(_score, Ask);

    [Benchmark]
    public bool Attempt()
    {
        if (!_target.Members[0].Deployments[0].Health!.TryEnter(1_000, isForced: false, out var entry)) return false;
        entry.End(AttemptOutcome.Succeeded, 1_000, tookMs: 10);
        return true;
    }

    private int Choose(CallableTarget target, in RouteAsk ask) => HealthOrder.Apply(_order.AsSpan(0, RouteOrder.Write(target, ask, _order)), 1_000).Count;

    private static CallableTarget Target(RouteStrategy strategy, bool isOneBroken)
    {
        RouteMember[] members = [.. Enumerable.Range(0, 8).Select(i => new RouteMember(i + 1, 0, [Deployment(i)]) { Model = $"m{i}", Quality = i / 8.0 })];
        if (isOneBroken) members[7].Deployments[0].Health!.Breaker.Trip(999, HealthTriggers.Consecutive, null, 5, 5, 0);
        return new CallableTarget
        {
            Asset = new AssetCatalog([new(AssetKind.CallableTarget, "support-chat", [])]).Find(AssetKind.CallableTarget, "support-chat")!,
            IsRouteGroup = true, Strategy = strategy, CreatedAt = 0, Members = members, Score = new ScoreWeights(1, 1, 1, 1, 1),
        };
    }

    private static RouteDeployment Deployment(int number)
    {
        var health = new DeploymentHealth($"d{number}", $"d{number}", new ProviderHealth($"p{number}", $"p{number}", new HealthPolicy(), 0, static (_, _) => { }), 0, static (_, _) => { });
        health.AnswerLatency.Add(500, 100 + 50 * number);
        return new RouteDeployment
        {
            Name = $"p{number}/m", Health = health, ProviderIndex = number, Capabilities = ModelCapabilities.Chat | ModelCapabilities.Tools, UpstreamModelJson = ReadOnlyMemory<byte>.Empty,
            Deployment = new Deployment { Id = $"d{number}", ProviderId = $"p{number}", UpstreamModel = "m", Price = ModelPrice.FromUsd(1 + number, null, null, 2), ContextTokens = 100_000, OutputTokens = 10_000 },
            Provider = new Provider { Id = $"p{number}", Name = $"p{number}", Kind = ProviderKind.OpenAICompatible, BaseUrl = "http://127.0.0.1" },
        };
    }
}
