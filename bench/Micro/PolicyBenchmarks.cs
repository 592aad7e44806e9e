using BenchmarkDotNet.Attributes;
using Signalbox.Core.Assets;
using Signalbox.Core.Pricing;
using Signalbox.Core.Routing;
using Signalbox.Core.Routing.Policies;
using Signalbox.Core.Snapshots;
using Signalbox.Pipeline.Policies;
using Signalbox.Policies.Scripts;

namespace Signalbox.Micro;

/// <summary>
/// What a script that orders eight members costs a call: writing the question, running the script, reading its answer; and the run alone. The script is what
/// the compiler makes of the example that operators begin with.
/// </summary>
[MemoryDiagnoser]
public class PolicyBenchmarks
{
    private const string Example =
        """
        "use strict";
        Object.defineProperty(exports, "__esModule", { value: true });
        exports.default = route;
        function route(request, members) {
            const isShort = request.input_tokens < 500 && !request.uses.includes("tools");
            const rank = (member) => (isShort ? member.cost_usd ?? Infinity : -(member.quality ?? 0));
            const reason = isShort ? "short, so the cheapest" : "long or with tools, so the best";
            return [...members].sort((a, b) => rank(a) - rank(b)).map((member) => ({ model: member.model, reason }));
        }
        """;

    private static readonly RouteAsk Ask = new(new RequestShape(ModelCapabilities.Chat, ModelCapabilities.Tools, 4_000, 800), Random.Shared.NextDouble)
    {
        InputTokens = 1_000, OutputTokens = 800, Now = 1_000,
    };

    private static readonly PolicyFacts Facts = new() { Api = "chat_completions", Needs = ModelCapabilities.Tools, InputTokens = 1_000, OutputTokens = 800, TextBytes = 4_000, KeyId = "01JDK2Q4W8RZ3M5N7P9T1V3X5Y" };

    private readonly CallableTarget _target = Target();
    private readonly ScriptEngine _engine = new(new ScriptPolicy(Example, 1000, 4 * 1024 * 1024));
    private PolicyQuestion _question = null!;

    [GlobalSetup]
    public void Setup() => _question = Write();

    [Benchmark(Baseline = true)]
    public async ValueTask<PolicyDecision> DecideAsync()
    {
        var answer = await _engine.AskAsync(Write(), CancellationToken.None);
        return PolicyReading.Read(answer, _target, EligibleMembers.Of(_target, Ask.Shape));
    }

    [Benchmark]
    public ValueTask<PolicyAnswer> RunAloneAsync() => _engine.AskAsync(_question, CancellationToken.None);

    private PolicyQuestion Write() => PolicyQuestionWriter.Write(Facts, _target, Ask, EligibleMembers.Of(_target, Ask.Shape));

    private static CallableTarget Target()
    {
        var provider = new Provider { Id = "p", Name = "provider", Kind = ProviderKind.OpenAI, BaseUrl = "https://api.example.com/v1" };
        var members = Enumerable.Range(0, 8).Select(i => new RouteMember(1, 0,
        [
            new RouteDeployment
            {
                Deployment = new Deployment { Id = $"d{i}", ProviderId = "p", UpstreamModel = $"model-{i}", Price = new ModelPrice(150_000 * (i + 1), null, null, 600_000), ContextTokens = 128_000 },
                Provider = provider, ProviderIndex = 0, Name = $"provider/model-{i}", UpstreamModelJson = default, Capabilities = ModelCapabilities.Chat | ModelCapabilities.Tools | ModelCapabilities.Images,
            },
        ]) { Model = $"model-{i}", Quality = i / 10.0 }).ToArray();
        var catalog = new AssetCatalog([new AssetRow(AssetKind.CallableTarget, "support-chat", [])]);
        return new CallableTarget { Asset = catalog.Find(AssetKind.CallableTarget, "support-chat")!, IsRouteGroup = true, Strategy = RouteStrategy.Policy, CreatedAt = 0, Members = members };
    }
}
