using System.ComponentModel;
using Signalbox.Admin;
using Signalbox.Core.Access;
using Signalbox.Core.Limits;
using Signalbox.Core.Snapshots;
using Signalbox.Identity;

namespace Signalbox.Limits;

/// <summary>The admin API of limits: how they stand. They are written where the scope or key is.</summary>
internal static class LimitExplanations
{
    /// <summary>Limits of one target that are listed at most, of whatever scopes.</summary>
    private const int MostOfAsset = 200;

    /// <summary>Waiting calls of one line that are listed at most.</summary>
    private const int MostWaiting = 100;

    public static void MapLimitExplanations(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapAdmin("/limits", "Limits");
        group.MapGet("/explain", Explain).RequirePermission("keys:read")
            .WithSummary("All limits that judge calls of a key, user, project, team or organization, with what is taken and left now; and with a target, whether a call would be let in")
            .Produces<LimitsView>();
        group.MapGet("/queues", Queues).RequirePermission("keys:read").WithSummary("The calls that wait for room under a limit at this instance, in the order of service").Produces<QueuesView>();
    }

    private static QueuesView Queues(LimitQueues queues, TimeProvider time)
    {
        var now = LimitTime.Of(time).Steady;
        return new([.. queues.Lines.Select(line => (line.Limit, Waiting: line.Read())).Where(line => line.Waiting.Count > 0).Select(line => new QueueView(
            line.Limit.Name, LimitCounts.Level(line.Limit), line.Limit.ScopeId, line.Limit.ScopeName, line.Limit.Rule.Queue!.Depth, line.Waiting.Count,
            [.. line.Waiting.Take(MostWaiting).Select((place, i) => new WaitingCallView(i + 1, place.Ticket.Caller, place.CallerName, place.Ticket.Priority, now - place.Ticket.Since))]))]);
    }

    private static LimitsView Explain(
        SnapshotHolder snapshots, LimitGate gate, LimitLedgers ledgers, TimeProvider time, string? key, string? user, string? project, string? team, string? organization,
        [Description("A model or route group: limits of others are left out, and the verdict says whether a call of it would be let in. Alone, the limits written for it anywhere.")] string? asset,
        [Description("How many tokens that call may take, in and out; 1 unless told.")] long? tokens,
        [Description("How many micro-USD it may cost; 1 unless told.")] long? cost_micros)
    {
        (ScopeKind Kind, string? Id)[] asked = [.. new[] {
            (ScopeKind.Key, key), (ScopeKind.User, user), (ScopeKind.Project, project), (ScopeKind.Team, team), (ScopeKind.Organization, organization) }.Where(one => one.Item2 is not null)];
        var (sharing, now, snapshot) = (ledgers.Sharing, time.GetUtcNow(), snapshots.Current);
        RequireAmount("tokens", tokens);
        RequireAmount("cost_micros", cost_micros);
        if (asset is not null && snapshot.FindTarget(asset) is null) throw ProblemException.NotFound("model or route group", asset);
        if (asset is not null && asked.Length == 0) return View(exempt: false, OfAsset(snapshot, gate, asset), verdict: null);
        if (asked.Length != 1) throw ProblemException.Invalid("key", "or one of user, project, team and organization is required: give the id of exactly one.");
        var (kind, id) = asked[0];
        if (snapshot.FindChain(kind, id!) is null) throw ProblemException.NotFound(kind.ToString().ToLowerInvariant(), id!);
        if (snapshot.FindLimits(kind, id!) is not { } limits) return View(exempt: false, [], asset is null ? null : LimitVerdict.Of(LimitOutcome.Granted, default, now));
        var standings = gate.Read(limits).Where(standing => asset is null || standing.Limit.Rule.Asset is null || standing.Limit.Rule.Asset == asset);
        return View(limits.Exempt, standings, asset is null ? null : Judge(gate, limits, snapshot.FindTarget(asset)!.Asset.Index, tokens ?? 1, cost_micros ?? 1, now));

        LimitsView View(bool exempt, IEnumerable<LimitStanding> standings, LimitVerdict? verdict) => new(
            sharing.Mode.ToString().ToLowerInvariant(), sharing.Instances, exempt, [.. standings.Select(standing => LimitView.Of(standing, sharing, now))], verdict);
    }

    private static LimitVerdict Judge(LimitGate gate, LimitSet limits, int asset, long tokens, long costMicros, DateTimeOffset now) =>
        LimitVerdict.Of(gate.Judge(limits, new LimitDemand(asset, tokens, 0, costMicros), out var refusal), refusal, now);

    private static IEnumerable<LimitStanding> OfAsset(Snapshot snapshot, LimitGate gate, string asset) => snapshot.AllLimits
        .SelectMany(set => set.Limits).Where(limit => limit.Rule.Asset == asset).DistinctBy(limit => limit.Identity).Take(MostOfAsset)
        .GroupBy(limit => limit.OrganizationId)
        .SelectMany(limits => gate.Read(new LimitSet(limits.Key, [.. limits], exempt: false)));

    private static void RequireAmount(string name, long? amount)
    {
        if (amount is not (null or (>= 0 and <= LimitRule.MaxAmount))) throw ProblemException.Invalid(name, $"must be from 0 to {LimitRule.MaxAmount:N0}.");
    }
}
