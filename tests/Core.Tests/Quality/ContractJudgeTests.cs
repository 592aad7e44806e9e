using Signalbox.Core.Assets;
using Signalbox.Core.Quality;

namespace Core.Tests.Quality;

public class ContractJudgeTests
{
    private static readonly ServingMember Capable = new("p/m", ProviderKind.OpenAI, ModelCapabilities.Chat | ModelCapabilities.Tools | ModelCapabilities.Images);
    private static readonly ServingMember Plain = new("p/plain", ProviderKind.OpenAI, ModelCapabilities.Chat);
    private static readonly ServingMember Unheard = new("p/new", ProviderKind.OpenAI, ModelCapabilities.None);

    [Fact]
    public void What_is_not_asked_for_is_not_judged() => ContractJudge.Judge(new QualityTerms(), [Capable], [Call()], []).ShouldBeEmpty();

    [Fact]
    public void A_member_that_lacks_what_is_asked_for_is_named_and_one_of_which_nothing_is_known_leaves_it_open()
    {
        var terms = new QualityTerms { Apis = [ModelCapabilities.Responses], NeedsTools = true, Modalities = [ModelCapabilities.Images] };

        Standings(terms, Capable).ShouldBe([QualityStanding.Green, QualityStanding.Green, QualityStanding.Green], "responses are translated");
        Standings(terms, Capable, Plain).ShouldBe([QualityStanding.Green, QualityStanding.Red, QualityStanding.Red]);
        ContractJudge.Judge(terms, [Capable, Plain], [], [])[1].Missing.ShouldBe("p/plain cannot serve it");
        Standings(terms, Unheard).ShouldBe([QualityStanding.Unknown, QualityStanding.Unknown, QualityStanding.Unknown]);
        Standings(terms).ShouldBe([QualityStanding.Red, QualityStanding.Red, QualityStanding.Red]);
    }

    [Fact]
    public void Calls_are_held_against_cost_latency_and_reliability()
    {
        var terms = new QualityTerms { MaxUsdPerCall = 0.01, Saving = (0.02, 0.9), MaxP50Ms = 100, MaxP95Ms = 900, MaxErrors = 0.1, MaxFallbacks = 0.02, MaxTimeouts = 0.5, MinTokensPerSecond = 10, MaxFirstTokenP95Ms = 50 };
        ObservedCall[] calls = [.. Enumerable.Range(0, 400).Select(i => i % 20 == 0 ? Call() with { Served = false, FellBack = true, TimedOut = true } : Call())];

        var shown = ContractJudge.Judge(terms, [], calls, []).ToDictionary(bound => bound.Field);

        shown["cost.max_usd_per_call"].Standing.ShouldBe(QualityStanding.Green);
        shown["cost.min_saving_percent"].Shown!.Value.ShouldBe(75);
        shown["cost.min_saving_percent"].Standing.ShouldBe(QualityStanding.Red);
        shown["latency.max_p50_ms"].Standing.ShouldBe(QualityStanding.Red);
        shown["latency.max_p95_ms"].Standing.ShouldBe(QualityStanding.Green);
        shown["latency.max_first_token_p95_ms"].Standing.ShouldBe(QualityStanding.Unknown);
        shown["latency.min_tokens_per_second"].Standing.ShouldBe(QualityStanding.Green);
        shown["reliability.max_error_percent"].Standing.ShouldBe(QualityStanding.Green);
        shown["reliability.max_fallback_percent"].Standing.ShouldBe(QualityStanding.Red);
        shown["reliability.max_timeout_percent"].Shown!.Count.ShouldBe(400);
        BoundJudge.Worst([.. shown.Values]).ShouldBe(QualityStanding.Red);
    }

    [Fact]
    public void Evaluations_are_judged_model_by_model_and_none_is_unknown()
    {
        var terms = new QualityTerms { Success = [new SuccessTerm("coding", 10) { MinPassed = 0.5, MinScore = 0.9 }] };
        TaskResult[] results = [.. Enumerable.Range(0, 40).SelectMany(i => new[] { new TaskResult("coding", $"t{i}", "a", 1, true), new TaskResult("coding", $"t{i}", "b", 0.2, false), new TaskResult("other", $"t{i}", "a", 0, false) })];

        var shown = ContractJudge.Judge(terms, [], [], results);

        shown.Select(bound => $"{bound.Field} {bound.Subject} {bound.Standing}").ShouldBe([
            "success[0].min_pass_percent a at coding Green", "success[0].min_score a at coding Green",
            "success[0].min_pass_percent b at coding Red", "success[0].min_score b at coding Red"]);
        ContractJudge.Judge(terms, [], [], []).ShouldAllBe(bound => bound.Standing == QualityStanding.Unknown && bound.Subject == "coding");
    }

    [Fact]
    public void Scores_are_compared_task_by_task()
    {
        TaskResult[] results =
        [
            .. Enumerable.Range(0, 20).SelectMany(i => new[] { Result(i, "a", i % 3), Result(i, "b", i % 3 + 0.5), Result(i, "b", i % 3 + 0.7) }),
            Result(100, "a", 5), Result(101, "b", -5),
        ];

        var shown = ScoreComparison.Of(results, "a", "b");

        shown.Tasks.ShouldBe(20, "tasks that only one of them worked at say nothing");
        shown.Delta!.Value.ShouldBe(0.6, 1e-9);
        shown.Delta.Low.ShouldBe(0.6, 1e-9);
        ScoreComparison.Of(results, "a", "c").ShouldBe(new ScoreComparison(0, null, null, null));

        static TaskResult Result(int task, string model, double score) => new("s", $"t{task}", model, score, false);
    }

    private static IEnumerable<QualityStanding> Standings(QualityTerms terms, params ServingMember[] members) => ContractJudge.Judge(terms, members, [], []).Select(bound => bound.Standing);

    private static ObservedCall Call() => new(Served: true, FellBack: false, TimedOut: false, CostMicros: 5000, LatencyUs: 500_000, FirstTokenUs: null, OutputTokens: 100);
}
