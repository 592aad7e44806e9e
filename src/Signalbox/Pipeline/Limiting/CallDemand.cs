using Signalbox.Core.Assets;
using Signalbox.Core.Limits;
using Signalbox.Core.Pricing;
using Signalbox.Core.Snapshots;
using Signalbox.Pipeline.Metering;

namespace Signalbox.Pipeline.Limiting;

/// <summary>What a call may come to take: its prompt by its size, its answer by the cap that the caller set.</summary>
internal static class CallDemand
{
    /// <summary>What an answer without a cap is taken for, unless the model gives shorter ones.</summary>
    public const long UncappedOutputTokens = 4096;

    /// <summary>Estimates. Allocates nothing.</summary>
    public static LimitDemand Of(Call call, LimitSet limits)
    {
        var target = call.Target!;
        if (!limits.HasTokens && !limits.HasCost) return new LimitDemand(target.Asset.Index, 0, 0, 0);
        var shape = call.Dialect.Shape(call);
        var input = PromptTokens.BySize(call);
        var output = shape.Api == ModelCapabilities.Embeddings ? 0 : Math.Max(0, shape.OutputTokens ?? Uncapped(target));
        return new LimitDemand(target.Asset.Index, input, output, limits.HasCost ? Dearest(target, input, output, call.Record.StartedAt) : 0);
    }

    private static long Uncapped(CallableTarget target)
    {
        long? longest = 0;
        for (var m = 0; m < target.Members.Count; m++)
            for (var d = 0; d < target.Members[m].Deployments.Count; d++)
                longest = target.Members[m].Deployments[d].Deployment.OutputTokens is { } most ? Math.Max(longest ?? most, most) : null;
        return longest is { } known and > 0 ? Math.Min(known, UncappedOutputTokens) : UncappedOutputTokens;
    }

    /// <summary>At the dearest price of all deployments that may answer, all input at the dearest price for it.</summary>
    private static long Dearest(CallableTarget target, long input, long output, long at)
    {
        var most = 0L;
        for (var m = 0; m < target.Members.Count; m++)
        {
            for (var d = 0; d < target.Members[m].Deployments.Count; d++)
            {
                if (target.Members[m].Deployments[d].Deployment.PriceAt(at) is not { } price) continue;
                var dearest = price with { Input = Math.Max(price.Input, Math.Max(price.CacheWrite ?? 0, price.CachedInput ?? 0)), CachedInput = null, CacheWrite = null };
                most = Math.Max(most, CallCost.Of(new TokenCounts(input, output, null, null, null), dearest) ?? 0);
            }
        }
        return most;
    }
}
