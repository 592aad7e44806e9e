using Signalbox.Core.Assets;
using Signalbox.Core.Snapshots;
using Signalbox.Pipeline.Dialects;

namespace Signalbox.Pipeline.Hedging;

/// <summary>Whether a second attempt may be made beside a first, and at whom. Calls ask it, and rehearsals of calls that are not made.</summary>
internal sealed class HedgeChoice(AttemptHealth attempts)
{
    /// <summary>
    /// Whether the attempt about to be made may get a second beside it: the first of a call of which nothing is kept, neither here nor at the provider, and
    /// which nobody has to take for two.
    /// </summary>
    /// <param name="call">The call.</param>
    /// <param name="place">Whom it is at, in the order.</param>
    public static HedgeGap Judge(Call call, int place)
    {
        if (call.Target!.Hedge is null) return HedgeGap.Off;
        if (!IsFirstOf(call)) return HedgeGap.NotFirst;
        if (KeepsState(call)) return HedgeGap.KeptResponse;
        return place + 1 < call.Health.Healthy ? HedgeGap.None : HedgeGap.NoMember;
    }

    /// <summary>Where the member that would be asked now stands in the order; null when none may be.</summary>
    /// <param name="call">The call.</param>
    /// <param name="order">Who may be asked, in order.</param>
    /// <param name="place">Where the first stands.</param>
    public int? Second(Call call, ReadOnlySpan<RouteDeployment> order, int place)
    {
        for (var next = place + 1; next < call.Health.Healthy; next++)
            if (TakesShare(call.Target!, order[next]) && attempts.Admits(order[next])) return next;
        return null;
    }

    private static bool IsFirstOf(Call call) => call.Record.Attempts == 0 && !call.IsShadow && call.Dialect is not TokenCountDialect;

    /// <summary>A provider that keeps a response, or makes it in the background, would know two of one call, and the caller one.</summary>
    private static bool KeepsState(Call call) =>
        call.Prior is not null || call.Keeping is not null || (call.Dialect is ResponsesDialect && call.ResponsesScan is not { Store: false, Background: false, HasPreviousResponse: false });

    /// <summary>Under weighted, a member of weight 0 serves only when all others have failed.</summary>
    private static bool TakesShare(CallableTarget target, RouteDeployment deployment) =>
        target.Strategy != RouteStrategy.Weighted || target.Members.Any(member => member.Weight > 0 && member.Deployments.Contains(deployment));
}
