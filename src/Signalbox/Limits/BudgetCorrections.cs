using Signalbox.Core.Limits;
using Signalbox.Core.Snapshots;
using Signalbox.Usage;

namespace Signalbox.Limits;

/// <summary>Has budgets in force follow when calls are priced anew: what was counted at the old price is corrected by the difference.</summary>
internal sealed partial class BudgetCorrections(LimitLedgers ledgers, SharedAllowance shared, SnapshotHolder snapshots, TimeProvider time, ILogger<BudgetCorrections> logger)
{
    /// <summary>Applies changes that the database holds already. What cannot be told the other instances now, they count from their next start.</summary>
    public async Task ApplyAsync(IReadOnlyList<CostChange> changes, CancellationToken cancellation)
    {
        var differences = changes.Select(Consumption.Of).OfType<Consumption>().ToList();
        if (differences.Count == 0) return;
        var now = ledgers.Now(time);
        var budgets = snapshots.Current.AllLimits.SelectMany(set => set.Limits).Where(limit => limit.Rule.Measure == LimitMeasure.Cost).DistinctBy(limit => limit.Identity);
        try
        {
            foreach (var (limit, window, difference) in OpeningBalances.Of(budgets, now.Wall, differences))
            {
                if (difference == 0) continue;
                var isShared = ledgers.Sharing.Mode == SharingMode.Leased && await shared.CorrectAsync(limit, window, difference, cancellation);
                if (!isShared) ledgers.Of(limit.OrganizationId).Correct(limit, window, difference, now);
            }
        }
        catch (ShareStoreException away)
        {
            Log.NotShared(logger, away.Message);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1020, LogLevel.Warning, "Budgets could not be told that calls were priced anew ({Reason}); they count it from the next start")]
        public static partial void NotShared(ILogger logger, string reason);
    }
}
