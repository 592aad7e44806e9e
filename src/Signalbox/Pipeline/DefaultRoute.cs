using Signalbox.Core.Access;
using Signalbox.Core.Assets;
using Signalbox.Core.Routing;
using Signalbox.Core.Snapshots;
using Signalbox.Usage;

namespace Signalbox.Pipeline;

/// <summary>
/// What stands behind a route group of strategy primary: the server's default model, and where it is enabled the built-in demo. Neither is of
/// the group, so its grant does not cover them: each serves only callers who may call it by its own name.
/// </summary>
internal sealed class DefaultRoute(PipelineOptions options)
{
    /// <summary>The model of the built-in demo.</summary>
    private const string DemoModel = "demo";

    /// <summary>Adds to the order what may serve this caller, and returns how many there are now.</summary>
    public int Append(Call call, Func<double> random, Span<RouteDeployment> order, int count)
    {
        count = Append(call, call.Snapshot.FindTarget(options.DefaultModel), random, order, count);
        return options.DemoFallback && call.Snapshot.FindTarget(DemoModel) is { } demo && IsDemo(demo) ? Append(call, demo, random, order, count) : count;
    }

    /// <summary>Which of the two a deployment belongs to.</summary>
    public string Reason(Call call, RouteDeployment deployment) =>
        call.Snapshot.FindTarget(options.DefaultModel) is { } standard && Holds(standard, deployment) ? RouteReasons.Default : RouteReasons.Demo;

    private static int Append(Call call, CallableTarget? target, Func<double> random, Span<RouteDeployment> order, int count)
    {
        if (target is null or { Members.Count: 0 } or { IsRouteGroup: true } || count == order.Length) return count;
        if (!AccessEngine.Decide(call.Principal!.Chain, target.Asset, call.Record.StartedAt).Allowed) return count;
        var added = order[count..];
        var length = RouteOrder.Write(target, new RouteAsk(call.Dialect.Shape(call), random), added);
        foreach (var deployment in added[..length])
            if (!order[..count].Contains(deployment))
                order[count++] = deployment;
        return count;
    }

    private static bool IsDemo(CallableTarget target)
    {
        for (var m = 0; m < target.Members.Count; m++)
        {
            var deployments = target.Members[m].Deployments;
            for (var d = 0; d < deployments.Count; d++)
                if (deployments[d].Provider.Kind != ProviderKind.Demo) return false;
        }
        return true;
    }

    /// <summary>Whether a target leads to a deployment. By index, since an enumerator of the interface would be allocated for every call.</summary>
    public static bool Holds(CallableTarget target, RouteDeployment deployment)
    {
        for (var i = 0; i < target.Members.Count; i++)
            if (target.Members[i].Deployments.Contains(deployment)) return true;
        return false;
    }
}
