using Signalbox.Admin;
using Signalbox.Audit;
using Signalbox.Core.Snapshots;
using Signalbox.Limits;
using Signalbox.Usage;

namespace Signalbox.Reports.Costs;

/// <summary>
/// Prices calls anew after a price was corrected: what would change first, then, if that is wanted, the change, whose event is in the audit trail before
/// it begins. In batches, each a transaction in which a call and all sums it is in change together, and after which budgets in force follow; stopped half-way, it can be run again.
/// </summary>
internal sealed class Recalculation(
    UsageQueries calls, UsageStore store, BudgetCorrections budgets, UsagePruning pruning, AdminWriter audit, SnapshotHolder snapshots, RecalculationLock running)
{
    private const int BatchSize = 1000;

    /// <summary>Runs it.</summary>
    /// <exception cref="ProblemException">409 while another runs here.</exception>
    public async Task<RecalculationView> RunAsync(ReportRange range, RecalculationDraft draft, AdminActor actor, CancellationToken cancellation)
    {
        if (!running.TryEnter()) throw ProblemException.Conflict("already-running", "Calls are being priced anew. Try again when that has ended.");
        try
        {
            var prices = new PriceBook(snapshots.Current);
            var found = await PassAsync(range, draft, prices, applies: false, cancellation);
            if (draft.DryRun || found.Changed == 0) return found;
            await audit.NoteAsync(actor, transaction =>
            {
                transaction.Audit("recalculate", "cost", draft.Deployment ?? draft.Provider ?? "all", draft.Deployment ?? draft.Provider ?? "all calls", null, found, CostsJson.Default.RecalculationView);
                return Task.CompletedTask;
            }, cancellation);
            // From here on to its end, whoever asked for it may leave.
            return await PassAsync(range, draft, prices, applies: true, CancellationToken.None);
        }
        finally
        {
            running.Leave();
        }
    }

    private async Task<RecalculationView> PassAsync(ReportRange range, RecalculationDraft draft, PriceBook prices, bool applies, CancellationToken cancellation)
    {
        var tally = new RecalculationTally();
        for (var after = UsageQueries.FirstIdAt(range.Since); ;)
        {
            var rows = await calls.ForwardAsync(after, range.Until, draft.Provider, draft.Deployment, BatchSize, cancellation);
            var changes = new List<CostChange>();
            foreach (var row in rows)
            {
                var record = row.ToRecord();
                var (cost, finding) = prices.CostOf(record);
                tally.Add(record, cost, finding);
                if (cost != record.CostMicros) changes.Add(new CostChange(record, cost));
            }
            if (applies && changes.Count > 0) await budgets.ApplyAsync(token => store.CorrectAsync(changes, token), cancellation);
            if (rows.Count < BatchSize) break;
            after = rows[^1].RequestId;
        }
        return tally.ToView(range, !applies, await pruning.PrunedBeforeAsync(cancellation));
    }
}
