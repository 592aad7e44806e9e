using Signalbox.Access.Tenants;
using Signalbox.Admin;
using Signalbox.Audit;
using Signalbox.Core.Access;
using Signalbox.Core.Access.Migration;
using Signalbox.Core.Assets;

namespace Signalbox.Access.Migration;

/// <summary>Switches an organization to its grants alone, once nothing depends on legacy lists, and back.</summary>
internal static class OrganizationEnforcement
{
    /// <summary>The kinds of asset whose migration has a report; an organization is enforced for all at once.</summary>
    private static readonly AssetKind[] Kinds = [AssetKind.CallableTarget, AssetKind.McpServer];

    /// <summary>Switches. An organization that stands there already is left as it is.</summary>
    /// <exception cref="ProblemException">404, 412 and 428 as for any change; 409 with what is not ready.</exception>
    public static Task<EnforcementView> SwitchAsync(AdminWriter writer, HttpContext context, string id, AccessEnforcement to, CancellationToken cancellation) =>
        writer.WriteAsync(AdminActor.From(context), async transaction =>
        {
            var stored = await MigrationReader.ReadAsync(transaction, id) ?? throw ProblemException.NotFound("organization", id);
            var current = stored.Organization;
            Ownership.RequireApi(current.Owner, current.Kind, current.Name);
            Preconditions.RequireMatch(context.Request, current.Revision);
            var rows = stored.ToRows();
            if (rows.Organization.Enforcement == to) return View(current, 0, []);

            var changes = new List<AnswerChanges>();
            foreach (var kind in Kinds)
            {
                var catalog = await MigrationReader.ReadCatalogAsync(transaction, kind);
                if (to == AccessEnforcement.Enforced) RequireReady(MigrationPlanner.Find(rows, catalog, transaction.NowMilliseconds));
                changes.Add(AnswerComparison.Compare(rows, rows.Under(to), catalog, transaction.NowMilliseconds));
            }
            var next = current with { Enforcement = AccessModes.Name(to), Revision = current.Revision + 1, UpdatedAt = transaction.NowMilliseconds };
            await TenantStore.UpdateAsync(transaction, next);
            Grant[] grants = [.. stored.Grants[id].Where(grant => grant.Kind == AssetKind.CallableTarget)];
            transaction.Audit(to == AccessEnforcement.Enforced ? "enforce" : "unenforce", current.Kind, id, current.Name,
                current.ToDraft(grants), next.ToDraft(grants), AccessJson.Default.TenantDraft);
            return View(next, changes.Sum(one => one.Total), [.. changes.SelectMany(AnswerChangeView.List)]);
        }, cancellation);

    /// <summary>Checks that an organization that a write enforces by itself is ready for it, as all of the write leaves it.</summary>
    /// <exception cref="ProblemException">409 with what is not ready.</exception>
    public static async Task RequireReadyAsync(AdminTransaction transaction, string id)
    {
        if (await MigrationReader.ReadAsync(transaction, id) is not { } stored) return;
        var rows = stored.ToRows().Under(AccessEnforcement.Legacy);
        foreach (var kind in Kinds)
            RequireReady(MigrationPlanner.Find(rows, await MigrationReader.ReadCatalogAsync(transaction, kind), transaction.NowMilliseconds));
    }

    private static EnforcementView View(TenantRow row, long total, IReadOnlyList<AnswerChangeView> changes) =>
        new(row.Id, row.Name, row.Enforcement, Preconditions.ETag(row.Revision), total, changes);

    private static void RequireReady(OrganizationFinding found)
    {
        var obstacles = found.Obstacles.ToLookup(obstacle => $"{AccessModes.Name(obstacle.Kind)}:{obstacle.Id}");
        if (obstacles.Count == 0) return;
        var first = string.Join(" ", obstacles.SelectMany(obstacle => obstacle).Take(5).Select(obstacle => $"{AccessModes.Name(obstacle.Kind)} '{obstacle.Name}': {obstacle.Reason}"));
        throw new ProblemException(StatusCodes.Status409Conflict, "not-ready-for-enforce",
            $"The organization '{found.Rows.Organization.Name}' is {RolloutStates.Name(found.State)}, and {obstacles.Count:N0} of its levels keep it from being enforced. {first}")
        {
            Errors = obstacles.ToDictionary(level => level.Key, level => level.Select(obstacle => obstacle.Reason).ToArray()),
        };
    }
}
