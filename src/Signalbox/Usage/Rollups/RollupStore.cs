using System.Data.Common;

namespace Signalbox.Usage.Rollups;

/// <summary>Keeps <c>report_groups</c>, <c>report_sums</c> and <c>provider_ledger</c>. Their reading side is <see cref="RollupQueries"/>.</summary>
internal static class RollupStore
{
    private static readonly BulkInsert<UsageGroup> AddGroups = new("INTO report_groups", RollupColumns.Groups, "(id) DO NOTHING", "id");

    private static readonly BulkInsert<Rollup> AddSums = new(
        "INTO report_sums", RollupColumns.Sums,
        $"(span_ms, at, group_id) DO UPDATE SET {string.Join(", ", RollupColumns.Measures.Select(m => $"{m.Name} = report_sums.{m.Name} + excluded.{m.Name}"))}",
        "span_ms, at, group_id");

    private static readonly BulkInsert<LedgerLine> AddLedger = new(
        "INTO provider_ledger", RollupColumns.Ledger,
        """
        (at, provider) DO UPDATE SET
            dispatched = provider_ledger.dispatched + excluded.dispatched, settled = provider_ledger.settled + excluded.settled,
            failed = provider_ledger.failed + excluded.failed, interrupted = provider_ledger.interrupted + excluded.interrupted,
            disconnected = provider_ledger.disconnected + excluded.disconnected, drained = provider_ledger.drained + excluded.drained
        """,
        "at, provider");

    /// <summary>Adds calls to the sums of their groups, within the caller's transaction: those whose group is null are in the ledger only.</summary>
    /// <param name="connection">The transaction's connection.</param>
    /// <param name="groups">Finds their groups.</param>
    /// <param name="records">Calls that were not added before.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>The groups that were written for the first time, to be marked as stored once the transaction is committed.</returns>
    public static async Task<IReadOnlyList<UsageGroup>> AddAsync(DbConnection connection, UsageGroups groups, IReadOnlyList<UsageRecord> records, CancellationToken cancellation)
    {
        var (sums, ledger, fresh) = (new RollupTally(), new LedgerTally(), new HashSet<UsageGroup>());
        foreach (var record in records)
        {
            ledger.Add(record);
            if (groups.Of(record) is not { } group) continue;
            sums.Add(record, group.Id);
            if (!group.IsStored) fresh.Add(group);
        }
        // The same calls can come under two objects when one was displaced meanwhile.
        IReadOnlyList<UsageGroup> written = [.. fresh.DistinctBy(group => group.Id)];
        await AddGroups.InsertAsync(connection, written, cancellation);
        await AddSums.InsertAsync(connection, sums.Sums, cancellation);
        await AddLedger.InsertAsync(connection, ledger.Lines, cancellation);
        return [.. fresh];
    }

    /// <summary>Adds changes of what was counted, within the caller's transaction.</summary>
    public static Task CorrectAsync(DbConnection connection, RollupTally changes, CancellationToken cancellation) => AddSums.InsertAsync(connection, changes.Sums, cancellation);
}
