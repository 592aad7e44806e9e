using Signalbox.Core.Access;
using Signalbox.Core.Limits;
using Signalbox.Usage;

namespace Signalbox.Limits;

/// <summary>Adds up what calls took of calendar limits, from sums by key, user and target.</summary>
internal sealed class OpeningBalances(ConsumptionStore store)
{
    /// <summary>What was taken of each limit in its window.</summary>
    /// <param name="limits">The limits.</param>
    /// <param name="wall">Now, Unix milliseconds.</param>
    /// <param name="further">Calls that are not in the database yet.</param>
    /// <param name="uncountedFrom">Calls from that moment on are left out, since the counters have them; null to leave none out.</param>
    /// <param name="cancellation">Ends the queries.</param>
    public async Task<IReadOnlyList<LimitBalance>> ReadAsync(
        IEnumerable<CompiledLimit> limits, long wall, IReadOnlyList<Consumption> further, long? uncountedFrom, CancellationToken cancellation)
    {
        var balances = new List<LimitBalance>();
        IReadOnlyList<Consumption> late = uncountedFrom is { } from ? await store.ReadCallsAsync(from, cancellation) : [];
        foreach (var window in limits.Where(limit => limit.Rule.IsCalendar).GroupBy(limit => LimitLedger.WindowOf(limit, wall).Start))
        {
            var taken = window.ToDictionary(limit => limit, _ => 0L);
            var byScope = window.ToLookup(limit => limit.ScopeId);
            foreach (var sum in await store.ReadAsync(window.Key, cancellation)) Add(byScope, taken, sum, 1);
            foreach (var sum in further.Where(sum => sum.At >= window.Key)) Add(byScope, taken, sum, 1);
            foreach (var call in late.Where(call => call.At >= uncountedFrom && call.At >= window.Key)) Add(byScope, taken, call, -1);
            balances.AddRange(taken.Select(pair => new LimitBalance(pair.Key, window.Key, Math.Max(0, pair.Value))));
        }
        return balances;
    }

    /// <summary>What some calls took of each limit.</summary>
    public static IReadOnlyList<LimitBalance> Of(IEnumerable<CompiledLimit> limits, long wall, IReadOnlyList<Consumption> calls)
    {
        var all = limits.Where(limit => limit.Rule.IsCalendar).ToDictionary(limit => limit, limit => (Start: LimitLedger.WindowOf(limit, wall).Start, Taken: 0L));
        foreach (var window in all.GroupBy(pair => pair.Value.Start, pair => pair.Key).ToList())
        {
            var taken = window.ToDictionary(limit => limit, _ => 0L);
            var byScope = window.ToLookup(limit => limit.ScopeId);
            foreach (var call in calls.Where(call => call.At >= window.Key)) Add(byScope, taken, call, 1);
            foreach (var (limit, sum) in taken) all[limit] = (window.Key, sum);
        }
        return [.. all.Select(pair => new LimitBalance(pair.Key, pair.Value.Start, pair.Value.Taken))];
    }

    private static void Add(ILookup<string, CompiledLimit> byScope, Dictionary<CompiledLimit, long> taken, Consumption sum, int sign)
    {
        foreach (var scope in new[] { sum.OrganizationId, sum.TeamId, sum.ProjectId, sum.UserId, sum.KeyId })
        {
            if (scope.Length == 0) continue;
            foreach (var limit in byScope[scope])
                if (limit.Rule.Asset is null || limit.Rule.Asset == sum.Model)
                    taken[limit] += sign * AmountOf(limit, sum);
        }
    }

    private static long AmountOf(CompiledLimit limit, Consumption sum) => limit.Rule.Measure switch
    {
        LimitMeasure.Requests => sum.Requests,
        LimitMeasure.Tokens => limit.Rule.Weights.Weigh(sum.Tokens),
        LimitMeasure.Cost => sum.CostMicros,
        _ => 0,
    };
}

/// <summary>What was taken of a limit in its window.</summary>
/// <param name="Limit">The limit.</param>
/// <param name="WindowStart">The first moment of the window.</param>
/// <param name="Taken">How much.</param>
internal sealed record LimitBalance(CompiledLimit Limit, long WindowStart, long Taken);
