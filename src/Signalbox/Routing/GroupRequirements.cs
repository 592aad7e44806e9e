using Signalbox.Admin;
using Signalbox.Audit;
using Signalbox.Core.Assets;

namespace Signalbox.Routing;

/// <summary>What route groups require of their members, held to when a model is changed too: a member that loses it would fail calls that the group promises to serve.</summary>
internal sealed class GroupRequirements(MemberModels models)
{
    private const int MostNamed = 10;

    /// <summary>What a model lacks of some needs, at the one of its deployments that lacks least; nothing for a model of which nothing is known.</summary>
    public static ModelCapabilities Missing(ModelCapabilities needs, Model model) =>
        model.Deployments.Select(deployment => Missing(needs, CapabilityNames.Parse(deployment.Capabilities))).MinBy(set => System.Numerics.BitOperations.PopCount((ulong)set));

    /// <summary>
    /// Has it checked at the end of the write, when groups may have changed too, that the model still has what groups require of it and it had before.
    /// Called before the model is changed.
    /// </summary>
    public async Task HoldAsync(AdminTransaction transaction, string name)
    {
        if (await models.FindAsync(transaction, name) is not { } before) return;
        transaction.CheckAtEnd(async () =>
        {
            if (await models.FindAsync(transaction, name) is not { } after) return;
            var losses = new List<string>();
            foreach (var key in await RouteGroupStore.KeysWithMemberAsync(transaction, name))
            {
                if (await RouteGroupStore.FindByKeyAsync(transaction, key) is not { } group) continue;
                var needs = CapabilityNames.Parse(group.Row.ReadSettings().Requires);
                if (Missing(needs, after) is not 0 and var lost && Missing(needs, before) == 0) losses.Add($"'{key}' requires {CapabilityNames.Write(lost)}");
            }
            if (losses.Count > 0)
                throw ProblemException.Conflict("capability-required",
                    $"'{name}' would lose what route groups require of it: {string.Join("; ", losses.Take(MostNamed))}. Take it out of these groups, or what they require, first.");
        });
    }

    /// <summary>What of the needs a deployment lacks. One of which nothing is known can serve anything, and one API of conversations stands for all, since calls are translated.</summary>
    private static ModelCapabilities Missing(ModelCapabilities needs, ModelCapabilities can)
    {
        if (can == 0) return 0;
        if ((can & ModelCapabilities.Conversation) != 0) can |= ModelCapabilities.Conversation;
        return needs & ~can;
    }
}
