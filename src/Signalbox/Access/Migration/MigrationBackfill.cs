using Signalbox.Admin;
using Signalbox.Audit;
using Signalbox.Core.Access.Migration;
using Signalbox.Core.Assets;

namespace Signalbox.Access.Migration;

/// <summary>
/// Takes organizations from legacy lists to grants, each in a transaction of its own:
/// <code>
/// 1. read everything, choose the organizations     3. write what is missing, with its audit events
/// 2. per organization: lock, read, plan, compare   4. report afresh
/// </code>
/// What is written is planned within the transaction that writes it, so an edit that came between is part of the plan. An organization that
/// fails leaves the others done, and the next run goes on where this one ended.
/// </summary>
internal sealed partial class MigrationBackfill(MigrationReader reader, AdminWriter writer, TimeProvider time, ILogger<MigrationBackfill> logger)
{
    /// <summary>Reports how organizations stand.</summary>
    public async Task<MigrationReportView> ReportAsync(AssetKind kind, MigrationFilter filter, CancellationToken cancellation)
    {
        var state = await reader.ReadAllAsync(kind, cancellation);
        return Report(state, filter, filter.Select(state, Now));
    }

    /// <summary>Runs a backfill, or with a dry run says what one would do.</summary>
    /// <exception cref="ProblemException">400 and 404 for the filter, 412 when the registry is not at the version asked for.</exception>
    public async Task<BackfillView> RunAsync(AssetKind kind, BackfillDraft draft, AdminActor actor, CancellationToken cancellation)
    {
        var filter = MigrationFilter.Parse(draft.OrganizationId, draft.RolloutStates, "rollout_states");
        var state = await reader.ReadAllAsync(kind, cancellation);
        if (draft.IfVersion is { } version && version != state.Version)
            throw new ProblemException(StatusCodes.Status412PreconditionFailed, "precondition-failed",
                $"The registry is at version {state.Version} and no longer at {version}. Read the report again, then repeat the backfill.");

        var chosen = filter.Select(state, Now);
        var applied = AppliedView.Nothing;
        var failures = new List<BackfillFailureView>();
        foreach (var (stored, found) in chosen.Where(one => !one.Finding.Backfill.IsEmpty))
        {
            try
            {
                if (draft.DryRun) RequireSameAnswers(found, state.Catalog, Now);
                applied = applied.Plus(AppliedView.Of(draft.DryRun ? found.Backfill : await WriteAsync(kind, stored.Organization.Id, filter, actor, cancellation)));
            }
            catch (ProblemException problem)
            {
                failures.Add(new(stored.Organization.Id, stored.Organization.Name, problem.Code, problem.Message));
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                Log.Failed(logger, failure, stored.Organization.Id);
                failures.Add(new(stored.Organization.Id, stored.Organization.Name, "internal-error", "Something went wrong inside the gateway. The log has the details under the organization's id."));
            }
        }

        if (draft.DryRun) return new(Report(state, filter, chosen), true, applied, failures);
        var after = await reader.ReadAllAsync(kind, cancellation);
        var meant = chosen.Select(one => one.Stored.Organization.Id).ToHashSet(StringComparer.Ordinal);
        var fresh = MigrationFilter.Everything.Select(after, Now).Where(one => meant.Contains(one.Stored.Organization.Id)).ToList();
        return new(Report(after, filter, fresh), false, applied, failures);
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

    private MigrationReportView Report(MigrationState state, MigrationFilter filter, IReadOnlyList<(StoredOrganization Stored, OrganizationFinding Finding)> organizations) =>
        new(state, filter, [.. organizations.Select(one => OrganizationReportView.From(one.Stored, one.Finding, state.Catalog, Now))]);

    private static void RequireSameAnswers(OrganizationFinding found, MigrationCatalog catalog, long now)
    {
        var changes = AnswerComparison.Compare(found.Rows, found.Backfill.ApplyTo(found.Rows), catalog, now);
        if (changes.Total == 0) return;
        var listed = string.Join("; ", changes.First.Take(10).Select(change => $"key '{change.KeyName}' and '{change.Asset}'"));
        throw ProblemException.Conflict("would-change-answers", $"The backfill would change {changes.Total:N0} answers, so nothing was written: {listed}.");
    }

    private static partial class Log
    {
        [LoggerMessage(800, LogLevel.Error, "The backfill of organization {OrganizationId} failed unexpectedly")]
        public static partial void Failed(ILogger logger, Exception failure, string organizationId);
    }
}
