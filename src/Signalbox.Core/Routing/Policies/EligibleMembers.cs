using Signalbox.Core.Snapshots;

namespace Signalbox.Core.Routing.Policies;

/// <summary>Which members of a group can serve a request, by the rules that <see cref="RouteOrder"/> goes by.</summary>
public static class EligibleMembers
{
    /// <summary>Per member, in the order of the group. Where none can serve it as it stands, those that can by leaving something out.</summary>
    public static bool[] Of(CallableTarget target, in RequestShape shape)
    {
        ArgumentNullException.ThrowIfNull(target);
        var eligible = new bool[target.Members.Count];
        if (!Mark(target, shape, isLenient: false, eligible)) Mark(target, shape, isLenient: true, eligible);
        return eligible;
    }

    private static bool Mark(CallableTarget target, in RequestShape shape, bool isLenient, bool[] eligible)
    {
        var any = false;
        for (var i = 0; i < eligible.Length; i++)
        {
            var deployments = target.Members[i].Deployments;
            for (var d = 0; d < deployments.Count && !eligible[i]; d++) eligible[i] = Eligibility.Judge(shape, deployments[d], isLenient) == EligibilityGap.None;
            any |= eligible[i];
        }
        return any;
    }
}
