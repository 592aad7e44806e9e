using System.Globalization;
using System.Text.Json;
using Signalbox.Core.Snapshots;
using Signalbox.Pipeline.Hedging;

namespace Signalbox.Pipeline.Rehearsal;

/// <summary>Whether a call would be sent to a second member too, should the first have no content for the caller in time.</summary>
/// <param name="Hedges">Whether it would be.</param>
/// <param name="Reason">Why not: off, kept-response, not-first, no-member or over-share; null when it would be.</param>
/// <param name="Explanation">The same in words.</param>
/// <param name="AfterMs">How long the first would be waited for; null when what is called hedges nothing.</param>
/// <param name="MaxPercent">The share of the calls that may be sent twice; null when what is called hedges nothing.</param>
/// <param name="Left">How many may be now, this one among them, at the answering instance; null when what is called hedges nothing.</param>
/// <param name="Model">The member that would be asked; null when none would be.</param>
/// <param name="Deployment">Its deployment, provider/upstream-model; null when none would be.</param>
internal sealed record RehearsedHedge(
    bool Hedges, string? Reason, string Explanation, int? AfterMs, int? MaxPercent, long? Left, string? Model, string? Deployment)
{
    /// <summary>Asks the code that calls are hedged by.</summary>
    /// <param name="call">The call, routed.</param>
    /// <param name="order">Who would be tried, in order.</param>
    /// <param name="choice">Knows who may be asked second.</param>
    public static RehearsedHedge Of(Call call, ReadOnlySpan<RouteDeployment> order, HedgeChoice choice)
    {
        var target = call.Target!;
        var gap = HedgeChoice.Judge(call, 0);
        if (target.Hedge is not { } plan) return new(false, Word(gap), Explain(gap, target), null, null, null, null, null);
        var left = target.HedgeShare?.Foresee(plan.MaxPercent) ?? 0;
        var place = gap == HedgeGap.None ? choice.Second(call, order, 0) : null;
        if (gap == HedgeGap.None) gap = place is null ? HedgeGap.NoMember : left == 0 ? HedgeGap.OverShare : HedgeGap.None;
        if (gap != HedgeGap.None) return new(false, Word(gap), Explain(gap, target), plan.AfterMs, plan.MaxPercent, left, null, null);
        var second = order[place!.Value];
        var model = target.Members.First(member => member.Deployments.Contains(second)).Model;
        var says = string.Create(CultureInfo.InvariantCulture, $"If the first has no content after {plan.AfterMs:N0} ms, '{model}' ({second.Name}) is asked too. Whichever begins first serves the call.");
        return new(true, null, says, plan.AfterMs, plan.MaxPercent, left, model, second.Name);
    }

    private static string Word(HedgeGap gap) => JsonNamingPolicy.KebabCaseLower.ConvertName(gap.ToString());

    private static string Explain(HedgeGap gap, CallableTarget target) => gap switch
    {
        HedgeGap.Off when !target.IsRouteGroup => "A model's calls are sent once: a route group may ask a second member.",
        HedgeGap.Off => "The group sends each call once, since its 'hedge' is not set.",
        HedgeGap.KeptResponse => "Its response would be kept, and two of one call must not be. A request with \"store\": false that runs in the foreground is sent twice.",
        HedgeGap.NotFirst => "Only the first attempt at a caller's own call may be sent twice, and no count of tokens.",
        HedgeGap.NoMember => "There is no second member to ask: one that can serve the request, is healthy and, under weighted, has a weight above 0.",
        _ => string.Create(CultureInfo.InvariantCulture, $"The share is used up at the moment: each call earns {target.Hedge!.MaxPercent} % of a second attempt, and not a whole one is left."),
    };
}
