using System.Collections.Concurrent;
using Signalbox.Core.Snapshots;
using Signalbox.Pipeline.Dialects;
using Signalbox.Promotion.Shadow;
using Signalbox.Threading;
using Signalbox.Usage;

namespace Signalbox.Pipeline.Shadowing;

/// <summary>
/// Decides which calls a candidate answers too, and starts that once the caller has a clean answer of the primary:
/// <code>
/// route     draw: sampled, within the day's cost, a place free     (nothing is waited for: no place, no shadow)
/// relay     what the caller gets is kept beside, up to a bound
/// answered  well, by the primary: the candidate is asked, on a thread that steps back for callers, with a time limit of its own
///           else: the place is given back, and nothing happens
/// </code>
/// </summary>
internal sealed class ShadowTraffic(ShadowCalls calls, ShadowBudgets budgets, ShadowCounts counts)
{
    private readonly ConcurrentDictionary<string, StrongCount> _underWay = new(StringComparer.Ordinal);

    /// <summary>Longer requests are not copied for a candidate.</summary>
    private const int MostBodyBytes = 1024 * 1024;

    /// <summary>The run for a call that is about to be sent; null when no candidate answers it.</summary>
    public ShadowRun? Draw(Call call)
    {
        if (call.Target!.Shadow is not { } route || call.Prior is not null || call.IsCanary || call.Dialect is not (ConversationDialect and ITranslationTarget)) return null;
        if (call.BodyBytes > MostBodyBytes || Random.Shared.NextDouble() >= route.Plan.Sample) return null;
        if (!budgets.HasRoom(route.GroupId, route.Plan.DailyCostMicros))
        {
            counts.OverCost();
            return null;
        }
        var underWay = _underWay.GetOrAdd(route.GroupId, static _ => new StrongCount());
        if (Interlocked.Increment(ref underWay.Value) > route.Plan.MaxConcurrency)
        {
            Interlocked.Decrement(ref underWay.Value);
            counts.NoPlace();
            return null;
        }
        var candidate = route.Candidates[Random.Shared.Next(route.Candidates.Count)];
        return new ShadowRun(route, candidate, call.Body.ToArray(), () => Interlocked.Decrement(ref underWay.Value));
    }

    /// <summary>The call is over: has the candidate asked if it went well, else gives the run up.</summary>
    public void Finish(Call call, ShadowRun run)
    {
        if (call.Record.Status != CallStatus.Success || call.Record.HttpStatus != StatusCodes.Status200OK || !ServedByPrimary(call) || run.Answer.IsTooLong)
        {
            run.Dispose();
            return;
        }
        var asked = ShadowCalls.Prepare(call, run);
        // Without the caller's context, off the thread that its connection is served on, and behind whatever a caller waits for.
        CourteousContext.Begin(static work => work.calls.RunAsync(work.asked), (calls, asked));
    }

    private static bool ServedByPrimary(Call call) => call.RouteReason is RouteReasons.RegistryPrimary;

    private sealed class StrongCount
    {
        public int Value;
    }
}
