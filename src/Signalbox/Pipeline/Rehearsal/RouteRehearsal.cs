using System.Buffers;
using System.Text.Json;
using System.Text.Json.Nodes;
using Signalbox.Access.Decisions;
using Signalbox.Admin;
using Signalbox.Core.Access;
using Signalbox.Core.Routing;
using Signalbox.Core.Routing.Health;
using Signalbox.Core.Snapshots;
using Signalbox.Pipeline.Dialects;
using Signalbox.Pipeline.Hedging;
using Signalbox.Pipeline.Policies;
using Signalbox.Routing.Health;

namespace Signalbox.Pipeline.Rehearsal;

/// <summary>
/// Answers where a call would go, and why, by taking a request through the stages of the path up to the choice of a deployment: parse, authorize, route. It
/// reserves nothing, sends nothing to a provider, takes nobody's turn, and leaves no record. A policy that orders the group's members is asked.
/// </summary>
internal sealed class RouteRehearsal(
    CallRouting routing, PolicyRouting policies, Authorization authorization, HedgeChoice hedging, SnapshotHolder snapshots, PipelineOptions options, TimeProvider time)
{
    /// <summary>How many choices a share is counted over.</summary>
    private const int Choices = 1000;

    private static readonly Dictionary<string, ApiDialect> Dialects = new(StringComparer.Ordinal)
    {
        ["chat_completions"] = ApiDialects.Chat, ["responses"] = ApiDialects.Responses, ["messages"] = ApiDialects.Messages, ["embeddings"] = ApiDialects.Embeddings,
    };

    /// <summary>Rehearses.</summary>
    /// <exception cref="ProblemException">400 for a draft that makes no sense, 404 for a subject or target that is not there.</exception>
    public async Task<RehearsalView> RunAsync(RehearsalDraft draft, CancellationToken cancellation)
    {
        var (dialect, body) = Check(draft);
        var snapshot = snapshots.Current;
        var principal = PrincipalOf(AccessSubject.Parse(draft.Subject), snapshot, time.GetUtcNow().ToUnixTimeMilliseconds());
        var http = new DefaultHttpContext();
        if (draft.Session is { Length: > 0 } session) http.Request.Headers["x-signalbox-session"] = session;
        var now = time.GetUtcNow();
        using var call = new Call(http, dialect, "rehearsal", snapshot, time.GetTimestamp(), now, dialect.Api) { MaxImageBytes = options.MaxImageBytes, Principal = principal };
        call.Record.Stream = body["stream"] is JsonValue value && value.TryGetValue<bool>(out var stream) && stream;
        Authentication.Note(call.Record, principal);
        SetBody(call, body);
        if (dialect.Scan(call) is { } defect) throw ProblemException.Invalid(draft.Body is null ? "shape" : $"body.{defect.Param}", defect.Message);
        if (snapshot.FindTarget(draft.Target) is null) throw ProblemException.NotFound("enabled model or route group", draft.Target!);

        var denied = authorization.Run(call);
        var target = call.Target!;
        var decision = AccessEngine.Decide(principal.Chain, target.Asset, call.Record.StartedAt);
        if (target.Policy is { } policy) await policies.RehearseAsync(call, policy, cancellation);
        var order = new RouteDeployment[CallRouting.MaxDeployments];
        var shares = SharesOf(call, order);
        var count = routing.Rehearse(call, order, Random.Shared.NextDouble, 0);
        var refusal = denied ?? (count == 0 ? CallRouting.Refuse(call) : null);
        var ask = routing.Ask(call, Random.Shared.NextDouble, isFull: true);
        return new RehearsalView(
            target.Name, target.IsRouteGroup ? "route_group" : "model", JsonNamingPolicy.SnakeCaseLower.ConvertName(target.Strategy.ToString()), decision.Explain(target.Name),
            count == 0 ? null : call.RouteReason, [.. order.Take(count).Select(d => d.Name)],
            refusal is { } told ? new RehearsalRefusal(told.Status, told.Code, told.Message, told.RetryAfter is { } wait ? (long)wait.TotalMilliseconds : null) : null,
            ask.Subject is not null, ask.InputTokens, ask.OutputTokens, MembersOf(target, ask, order.AsSpan(0, count), shares), RehearsedPolicy.Of(target.Policy, call.Policy),
            RehearsedHedge.Of(call, order.AsSpan(0, count), hedging));
    }

    private static (ApiDialect Dialect, JsonObject Body) Check(RehearsalDraft draft)
    {
        var errors = new FieldErrors();
        errors.Require(!string.IsNullOrEmpty(draft.Target), "target", "is required: the name of a model, or the key of a route group.");
        errors.Require(AccessSubject.TryParse(draft.Subject) is not null, "subject", AccessSubject.Wanted);
        errors.Require(Dialects.ContainsKey(draft.Api), "api", $"must be one of {string.Join(", ", Dialects.Keys)}.");
        errors.Require(draft.Shape is null || draft.Body is null, "shape", "and body are two ways to say the same. Send one of them.");
        errors.Require(draft.Body?["previous_response_id"] is null, "body.previous_response_id", "is not looked up here: a call that goes on from a response goes to the provider that has it. Leave it out.");
        errors.Require(draft.Session is null or { Length: <= 256 }, "session", "must be at most 256 characters.");
        var shape = draft.Shape ?? new RehearsalShape();
        errors.Require(shape.TextBytes is >= 1 and <= 4_000_000, "shape.text_bytes", "must be between 1 and 4,000,000.");
        errors.Require(shape.OutputTokens is null or > 0, "shape.output_tokens", "must be positive.");
        foreach (var need in shape.Needs.Where(need => !RehearsedBody.Needs.Contains(need)))
            errors.Add("shape.needs", $"'{need}' is not known. Use {string.Join(", ", RehearsedBody.Needs)}.");
        errors.ThrowIfAny();
        var body = draft.Body?.DeepClone().AsObject() ?? RehearsedBody.Of(draft.Api, shape);
        body["model"] = draft.Target;
        return (Dialects[draft.Api], body);
    }

    private static KeyPrincipal PrincipalOf(AccessSubject subject, Snapshot snapshot, long now) => subject.Kind == ScopeKind.Key
        ? AccessSubject.RequireKey(snapshot, subject.Id, now)
        : new KeyPrincipal("", "", "", subject.RequireChain(snapshot, now), null);

    private static void SetBody(Call call, JsonObject body)
    {
        var bytes = JsonSerializer.SerializeToUtf8Bytes(body, RehearsalJson.Default.JsonObject);
        var pooled = ArrayPool<byte>.Shared.Rent(bytes.Length);
        bytes.CopyTo(pooled, 0);
        call.SetBody(pooled, bytes.Length);
    }

    /// <summary>How often each deployment comes first, of many choices by the code that makes them. The draws are the same each time, so that two answers compare.</summary>
    private Dictionary<RouteDeployment, int> SharesOf(Call call, RouteDeployment[] order)
    {
        var shares = new Dictionary<RouteDeployment, int>();
        var random = new Random(1);
        for (var i = 0; i < Choices; i++)
            if (routing.Rehearse(call, order, random.NextDouble, (uint)i) > 0)
                shares[order[0]] = shares.GetValueOrDefault(order[0]) + 1;
        return shares;
    }

    private static List<RehearsedMember> MembersOf(CallableTarget target, RouteAsk ask, ReadOnlySpan<RouteDeployment> order, Dictionary<RouteDeployment, int> shares)
    {
        var figures = target.Members.Select(member => MemberFigures.Of(member, ask)).ToArray();
        var best = MemberFigures.Best(figures);
        var isScored = target.Strategy == Core.Assets.RouteStrategy.Score;
        var members = new List<RehearsedMember>();
        for (var i = 0; i < figures.Length; i++)
        {
            var (member, figure) = (target.Members[i], figures[i]);
            var deployments = new List<RehearsedDeployment>();
            foreach (var deployment in member.Deployments) deployments.Add(ViewOf(deployment, ask, order));
            members.Add(new RehearsedMember(
                member.Model, member.Deployments.Sum(d => shares.GetValueOrDefault(d)) / (double)Choices, member.Weight, member.Priority, HealthWords.Round(figure.LatencyMs),
                figure.CostMicros is { } micros ? micros / 1_000_000m : null, figure.Success, figure.InFlight, isScored ? figure.Score(target.Score, member.Quality, best) : null, deployments));
        }
        return members;
    }

    private static RehearsedDeployment ViewOf(RouteDeployment deployment, in RouteAsk ask, ReadOnlySpan<RouteDeployment> order)
    {
        var shape = ask.Shape;
        var gap = Eligibility.Judge(shape, deployment);
        var isEligible = Eligibility.Judge(shape, deployment, isLenient: true) == EligibilityGap.None;
        var place = order.IndexOf(deployment);
        return new(
            deployment.Name, place >= 0 ? place + 1 : null, isEligible, gap == EligibilityGap.None ? null : Eligibility.Explain(gap, shape, deployment),
            HealthWords.Of(deployment.Health, ask.Now), HealthWords.Wait(deployment.Health, ask.Now));
    }
}
