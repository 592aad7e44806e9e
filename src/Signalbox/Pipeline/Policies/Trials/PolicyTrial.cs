using Signalbox.Admin;
using Signalbox.Core.Assets;
using Signalbox.Core.Pricing;
using Signalbox.Core.Routing;
using Signalbox.Core.Routing.Health;
using Signalbox.Core.Routing.Policies;
using Signalbox.Core.Snapshots;
using Signalbox.Pipeline.Limiting;
using Signalbox.Policies;
using Signalbox.Policies.Running;
using Signalbox.Usage;

namespace Signalbox.Pipeline.Policies.Trials;

/// <summary>Tries a version of a policy on recorded calls, by the code that serves calls, beside what decides now. Nothing is sent to a provider.</summary>
internal sealed class PolicyTrial(PolicyStore store, PolicyEngines engines, RecordedCallStore calls, SnapshotHolder snapshots, TimeProvider time)
{
    /// <summary>An external policy is asked so many at once, which is kind to it and ends in time.</summary>
    private const int AtOnce = 4;

    /// <summary>After so many failures in a row there is nothing more to be learnt.</summary>
    private const int MostFailures = 50;

    private const int MostExamples = 20;
    private const int BytesPerToken = 4;

    /// <summary>Tries it.</summary>
    /// <exception cref="ProblemException">400 for a draft that makes no sense.</exception>
    public async Task<PolicyTrialView> RunAsync(PolicyRow row, PolicyTrialDraft draft, CancellationToken cancellation)
    {
        var errors = new FieldErrors();
        errors.Require(draft.Calls is >= 1 and <= 1000, "calls", "must be between 1 and 1,000.");
        errors.Require(draft.Hours is >= 1 and <= 720, "hours", "must be between 1 and 720.");
        var target = string.IsNullOrEmpty(draft.RouteGroup) ? null : snapshots.Current.FindTarget(draft.RouteGroup);
        errors.Require(target is { IsRouteGroup: true }, "route_group", "is required: the key of a route group that is enabled.");
        errors.ThrowIfAny();
        var number = draft.Version ?? row.LatestVersion;
        var version = await store.FindVersionAsync(row.Id, number, cancellation) ?? throw ProblemException.Invalid("version", $"There is no version {number}. The newest is {row.LatestVersion}.");
        using var tried = new Candidate(target!.UnderPolicy(row.ToPolicy(version)), engines.Create(row.ToPolicy(version)));
        using var current = target!.Policy is { Policy.Version: > 0 } active ? new Candidate(target, engines.Create(active.Policy)) : new Candidate(target, null);
        var recorded = await calls.ListAsync(target.Name, (time.GetUtcNow() - TimeSpan.FromHours(draft.Hours)).ToUnixTimeMilliseconds(), draft.Calls, cancellation);
        return await CompareAsync(number, tried, current, recorded, cancellation);
    }

    private async Task<PolicyTrialView> CompareAsync(long version, Candidate tried, Candidate current, IReadOnlyList<RecordedCall> recorded, CancellationToken cancellation)
    {
        var (after, before) = (new TrialTally(), new TrialTally());
        var times = new List<long>();
        var examples = new List<TrialExample>();
        var (changed, done, failures) = (0, 0, 0);
        foreach (var batch in recorded.Chunk(AtOnce))
        {
            if (failures >= MostFailures) break;
            var results = await Task.WhenAll(batch.Select(async call => (Call: call, Now: await ChooseAsync(current, call, cancellation), Then: await ChooseAsync(tried, call, cancellation))));
            foreach (var (call, now, then) in results)
            {
                done++;
                before.Add(now.Decision, now.Member, now.CostMicros);
                after.Add(then.Decision, then.Member, then.CostMicros);
                times.Add(then.Microseconds);
                var outcome = then.Decision!.Outcome;
                failures = PolicyOutcomes.IsFailure(outcome) ? failures + 1 : 0;
                var isChanged = now.Member?.Model != then.Member?.Model;
                if (isChanged) changed++;
                if ((isChanged || outcome != PolicyOutcome.Decided) && examples.Count < MostExamples)
                    examples.Add(new(call.RequestId, PolicyOutcomes.Word(outcome), now.Member?.Model, then.Member?.Model, then.Decision.Detail ?? (then.Decision.Choices is [var first, ..] ? first.Reason : null)));
            }
        }
        long? Quantile(double share) => times.Count == 0 ? null : Durations.Quantile([.. times], share);
        return new(
            tried.Target.Name, version, current.Engine is null ? $"strategy {StrategyOf(current.Target)}" : $"version {current.Target.Policy!.Policy.Version} of {current.Target.Policy.Policy.Name}", done, changed,
            [.. tried.Target.Members.Select(member => new TrialMember(member.Model, after.Share(member.Model), before.Share(member.Model)))],
            after.CostUsd, before.CostUsd, after.Outcomes, before.Outcomes, Quantile(0.5), Quantile(0.95), examples);
    }

    private async Task<Choice> ChooseAsync(Candidate candidate, RecordedCall call, CancellationToken cancellation)
    {
        var target = candidate.Target;
        var detail = call.ReadDetail();
        var input = call.TokensInput ?? 1;
        var shape = new RequestShape(ApiOf(detail.Api), ModelCapabilities.None, input * BytesPerToken, null);
        var ask = new RouteAsk(shape, Random.Shared.NextDouble)
        {
            Turn = (uint)Random.Shared.Next(), IsStream = call.Stream != 0, InputTokens = input, OutputTokens = call.TokensOutput ?? CallDemand.UncappedOutputTokens, Now = HealthClock.Now(time),
        };
        PolicyDecision? decision = null;
        var started = time.GetTimestamp();
        if (candidate.Engine is { } engine)
        {
            var eligible = EligibleMembers.Of(target, shape);
            var question = PolicyQuestionWriter.Write(FactsOf(call, detail, ask, target.Policy!.Policy.Grants), target, ask, eligible);
            decision = PolicyReading.Read(await engine.AskAsync(question with { Likeness = null }, cancellation), target, eligible);
        }
        var took = (long)time.GetElapsedTime(started).TotalMicroseconds;
        var chosen = decision is { Outcome: PolicyOutcome.Decided } ? target : target.Policy?.Fallback ?? target;
        var order = new RouteDeployment[1];
        var count = RouteOrder.Write(chosen, ask with { Ranking = decision is { Outcome: PolicyOutcome.Decided } decided ? decided.Ranking : null }, order);
        if (count == 0) return new(decision, null, null, took);
        var member = target.Members.First(member => member.Deployments.Contains(order[0]));
        return new(decision, member, CallCost.Of(new TokenCounts(input, call.TokensOutput ?? 0, null, null, null), order[0].Deployment.Price), took);
    }

    private static PolicyFacts FactsOf(RecordedCall call, UsageDetail detail, in RouteAsk ask, PolicyGrants grants) => new()
    {
        Api = detail.Api, Stream = ask.IsStream, InputTokens = ask.InputTokens, TextBytes = ask.Shape.TextBytes, At = call.StartedAt, OrganizationId = call.OrganizationId,
        TeamId = call.TeamId, ProjectId = call.ProjectId, UserId = call.UserId, KeyId = call.KeyId, Environment = detail.Environment,
        Granted = grants == PolicyGrants.None ? null : new()
        {
            HasMetadata = (grants & PolicyGrants.Metadata) != 0, HasPrompts = (grants & PolicyGrants.Prompts) != 0,
            Names = [detail.Organization, detail.Team, detail.Project, detail.User, detail.KeyName],
        },
    };

    private static ModelCapabilities ApiOf(string api) => api switch
    {
        "responses" => ModelCapabilities.Responses,
        "messages" => ModelCapabilities.Messages,
        "embeddings" => ModelCapabilities.Embeddings,
        _ => ModelCapabilities.Chat,
    };

    private static string StrategyOf(CallableTarget target) => System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName((target.Policy?.Fallback ?? target).Strategy.ToString());

    private sealed record Candidate(CallableTarget Target, IPolicyEngine? Engine) : IDisposable
    {
        public void Dispose() => (Engine as IDisposable)?.Dispose();
    }

    private readonly record struct Choice(PolicyDecision? Decision, RouteMember? Member, long? CostMicros, long Microseconds);
}
