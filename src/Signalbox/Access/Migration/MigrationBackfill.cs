using Signalbox.Admin;
using Signalbox.Audit;
using Signalbox.Core.Access.Migration;
using Signalbox.Core.Assets;

namespace Signalbox.Access.Migration;

/// <summary>
/// Takes organizations from legacy lists to grants, each in a transaction of its own:
/// <code>
/// 1. read one after the other, choose              3. write what is missing, with its audit events
/// 2. per organization: lock, read, plan, compare   4. report afresh
/// </code>
/// What is written is planned within the transaction that writes it, so an edit that came between is part of the plan. An organization that
/// fails leaves the others done, and the next run goes on where this one ended.
/// </summary>
internal sealed partial class MigrationBackfill(MigrationReader reader, AdminWriter writer, TimeProvider time, ILogger<MigrationBackfill> logger)
{
    /// <summary>Reports how organizations stand.</summary>
    public async Task<MigrationReportView> ReportAsync(AssetKind kind, MigrationFilter filter, ReportExtent extent, CancellationToken cancellation)
    {
        await using var reading = await reader.BeginAsync(kind, cancellation);
        var organizations = new List<OrganizationReportView>();
        await foreach (var (stored, found) in reading.SelectAsync(filter, Now))
        {
            cancellation.ThrowIfCancellationRequested();
            organizations.Add(OrganizationReportView.From(stored, found, reading.Catalog, extent, Now));
        }
        return new(reading, filter, extent, organizations);
    }

    /// <summary>Runs a backfill, or with a dry run says what one would do.</summary>
    /// <exception cref="ProblemException">400 and 404 for the filter, 412 when the registry is not at the version asked for.</exception>
    public async Task<BackfillView> RunAsync(AssetKind kind, BackfillDraft draft, AdminActor actor, CancellationToken cancellation)
    {
        var filter = MigrationFilter.Parse(draft.OrganizationId, draft.RolloutStates, "rollout_states");
        var (chosen, applied, failures) = (new List<Chosen>(), AppliedView.Nothing, new List<BackfillFailureView>());
        await using (var reading = await reader.BeginAsync(kind, cancellation))
        {
            if (draft.IfVersion is { } version && version != reading.Version)
                throw new ProblemException(StatusCodes.Status412PreconditionFailed, "precondition-failed",
                    $"The registry is at version {reading.Version} and no longer at {version}. Read the report again, then repeat the backfill.");
            await foreach (var (stored, found) in reading.SelectAsync(filter, Now))
            {
                cancellation.ThrowIfCancellationRequested();
                var one = new Chosen(stored.Organization.Id, stored.Organization.Name, !found.Backfill.IsEmpty);
                chosen.Add(one);
                if (draft.DryRun && one.HasWork) await RunOneAsync(one, () => Task.FromResult(Checked(stored, found, reading.Catalog)));
            }
        }
        foreach (var one in chosen.Where(one => one.HasWork && !draft.DryRun))
            await RunOneAsync(one, () => WriteAsync(kind, one.Id, filter, actor, cancellation));

        var report = await ReportAsync(kind, new MigrationFilter(null, new HashSet<RolloutState>()) { Among = chosen.Select(one => one.Id).ToHashSet(StringComparer.Ordinal) },
            new ReportExtent(draft.Detail, null, null), cancellation);
        return new(report with { OrganizationId = filter.OrganizationId, Filters = new(filter.StateNames) }, draft.DryRun, applied, failures);

        async Task RunOneAsync(Chosen one, Func<Task<OrganizationBackfill>> run)
        {
            try
            {
                applied = applied.Plus(AppliedView.Of(await run()));
            }
            catch (ProblemException problem)
            {
                failures.Add(new(one.Id, one.Name, problem.Code, problem.Message));
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                Log.Failed(logger, failure, one.Id);
                failures.Add(new(one.Id, one.Name, "internal-error", "Something went wrong inside the gateway. The log has the details under the organization's id."));
            }
        }
    }

    private long Now => time.GetUtcNow().ToUnixTimeMilliseconds();

    private Task<OrganizationBackfill> WriteAsync(AssetKind kind, string organizationId, MigrationFilter filter, AdminActor actor, CancellationToken cancellation) =>
        writer.WriteAsync(actor, async transaction =>
        {
            if (await MigrationReader.ReadAsync(transaction, organizationId) is not { } stored) return OrganizationBackfill.None;
            var catalog = await MigrationReader.ReadCatalogAsync(transaction, kind);
            var found = MigrationPlanner.Find(stored.ToRows(), catalog, transaction.NowMilliseconds);
            if (!filter.Means(found.State)) return OrganizationBackfill.None;
            RequireSameAnswers(found, catalog, transaction.NowMilliseconds);
            await BackfillWriter.WriteAsync(transaction, kind, stored, found.Backfill);
            return found.Backfill;
        }, cancellation);

    private OrganizationBackfill Checked(StoredOrganization stored, OrganizationFinding found, MigrationCatalog catalog)
    {
        RequireSameAnswers(found, catalog, Now);
        BackfillWriter.Require(stored, found.Backfill);
        return found.Backfill;
    }

    private static void RequireSameAnswers(OrganizationFinding found, MigrationCatalog catalog, long now)
    {
        var changes = AnswerComparison.Compare(found.Rows, found.Backfill.ApplyTo(found.Rows), catalog, now);
        if (changes.Total == 0) return;
        var listed = string.Join("; ", changes.First.Take(10).Select(change => $"key '{change.KeyName}' and '{change.Asset}'"));
        throw ProblemException.Conflict("would-change-answers", $"The backfill would change {changes.Total:N0} answers, so nothing was written: {listed}.");
    }

    private readonly record struct Chosen(string Id, string Name, bool HasWork);

    private static partial class Log
    {
        [LoggerMessage(800, LogLevel.Error, "The backfill of organization {OrganizationId} failed unexpectedly")]
        public static partial void Failed(ILogger logger, Exception failure, string organizationId);
    }
}
