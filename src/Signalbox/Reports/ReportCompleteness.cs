using System.Globalization;
using Signalbox.Usage;
using Signalbox.Usage.Rollups;

namespace Signalbox.Reports;

/// <summary>Says what is missing in a report, and why. What other instances hold back is not known here.</summary>
internal sealed class ReportCompleteness(UsageWriter writer, RollupBacklog backlog, UsagePruning pruning, TimeProvider time)
{
    /// <summary>A record is on its way for so long at most when all is well.</summary>
    private static readonly TimeSpan OnItsWay = TimeSpan.FromSeconds(2);

    /// <summary>Judges a stretch of time and the sums that were found in it.</summary>
    public async Task<CompletenessView> JudgeAsync(ReportRange range, ReportRow totals, CancellationToken cancellation)
    {
        var findings = new List<CompletenessFinding>();
        var now = time.GetUtcNow();
        var journal = writer.Status;
        if (journal.PendingRecords > 0 && journal.OldestPendingAt is { } oldest && now - oldest > OnItsWay && oldest.ToUnixTimeMilliseconds() < range.Until)
            Missing("journal-backlog", journal.PendingRecords, $"Calls are still in this instance's journal, the oldest since {Text(oldest)}. They are added as soon as the database takes them.");
        if (writer.Quarantined > 0)
            Missing("quarantined", writer.Quarantined, "The database refused the records of these calls since this instance started. They are in the file journal/quarantine of its data directory.");
        if (writer.Damaged > 0)
            Missing("journal-damaged", null, $"{writer.Damaged} entries of the journal could not be read, after a power failure or by a fault of the disk. What stood in them is lost.");
        if (backlog.IsWaiting)
            Missing("upgrade-backlog", null, "Calls that an earlier version recorded are being added. Read the report again in a while.");
        if (totals.Unreported > 0)
            Missing("usage-not-reported", totals.Unreported, "These calls were answered, and nothing is known of their tokens: they count as requests, and add nothing to tokens and cost.");
        if (totals.Unpriced > 0)
            Missing("unpriced", totals.Unpriced, "The tokens of these calls are known, and their deployments had no price: they add nothing to the cost. Set the price, then recalculate.");
        if (totals.Interrupted > 0)
            Expected("interrupted", totals.Interrupted, "The gateway was stopped during these calls. Their tokens are estimated, or not known.");
        if (totals.Estimated > 0)
            Expected("usage-estimated", totals.Estimated, "The tokens of these calls were estimated, since the provider told none or the answer broke off.");
        if (await pruning.PrunedBeforeAsync(cancellation) is { } pruned && pruned > range.Since)
            Expected("calls-pruned", null, $"Single calls before {Text(DateTimeOffset.FromUnixTimeMilliseconds(pruned))} were deleted, as the retention setting says. The sums have them; they cannot be listed or recalculated.");
        if (range.Until > now.ToUnixTimeMilliseconds())
            Expected("still-filling", null, "The last quarter of an hour is not over.");
        return new(
            findings.Any(f => f.State == CompletenessView.PartialMissing) ? CompletenessView.PartialMissing
            : findings.Exists(f => f.Code != "still-filling") ? CompletenessView.PartialExpected : CompletenessView.Complete, findings);

        void Missing(string code, long? calls, string detail) => findings.Add(new(code, CompletenessView.PartialMissing, calls, detail));
        void Expected(string code, long? calls, string detail) => findings.Add(new(code, CompletenessView.PartialExpected, calls, detail));
    }

    private static string Text(DateTimeOffset at) => at.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
