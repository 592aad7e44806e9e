using Signalbox.Access.Keys;
using Signalbox.Access.Tenants;
using Signalbox.Admin;
using Signalbox.Audit;
using Signalbox.Core.Access;
using Signalbox.Core.Access.Migration;
using Signalbox.Core.Assets;

namespace Signalbox.Access.Migration;

/// <summary>Writes one organization's backfill, each row with its own audit event and a new revision.</summary>
internal static class BackfillWriter
{
    /// <summary>Writes.</summary>
    /// <exception cref="ProblemException">409 when a row belongs to the YAML configuration, or the ceiling would be too long.</exception>
    public static async Task WriteAsync(AdminTransaction transaction, AssetKind kind, StoredOrganization stored, OrganizationBackfill backfill)
    {
        if (backfill.Ceiling.Count > GrantRules.MaxGrants)
            throw ProblemException.Conflict("too-many-grants",
                $"The organization '{stored.Organization.Name}' would need {backfill.Ceiling.Count:N0} grants, and {GrantRules.MaxGrants:N0} is the most. Grant it a wildcard or a tag, then backfill.");
        if (backfill.Ceiling.Count > 0) await WriteCeilingAsync(transaction, kind, stored, backfill.Ceiling);

        var levels = stored.Levels.ToDictionary(level => level.Id, StringComparer.Ordinal);
        var keys = stored.Keys.ToDictionary(key => key.Id, StringComparer.Ordinal);
        foreach (var child in backfill.Children)
        {
            if (child.Kind == ScopeKind.Key) await WriteAsync(transaction, keys[child.Id], child, stored.Grants);
            else await WriteAsync(transaction, levels[child.Id], child, stored.Grants);
        }
    }

    private static async Task WriteCeilingAsync(AdminTransaction transaction, AssetKind kind, StoredOrganization stored, IReadOnlyList<Grant> ceiling)
    {
        var current = stored.Organization;
        Ownership.RequireApi(current.Owner, current.Kind, current.Name);
        await TenantStore.UpdateAsync(transaction, current with { Revision = current.Revision + 1, UpdatedAt = transaction.NowMilliseconds });
        await GrantStore.ReplaceAsync(transaction, ScopeKind.Organization, current.Id, ceiling, kind);
        Audit(transaction, current, current, [], ceiling, BackfillSources.Of(ScopeKind.Organization));
    }

    private static async Task WriteAsync(AdminTransaction transaction, TenantRow current, ChildBackfill child, ILookup<string, Grant> grants)
    {
        Ownership.RequireApi(current.Owner, current.Kind, current.Name);
        var next = current with
        {
            AccessMode = AccessModes.Name(AccessMode.Restrict),
            LegacyModels = child.ClearsList ? null : current.LegacyModels,
            Revision = current.Revision + 1,
            UpdatedAt = transaction.NowMilliseconds,
        };
        await TenantStore.UpdateAsync(transaction, next);
        if (child.Grants is not null) await GrantStore.ReplaceAsync(transaction, child.Kind, child.Id, child.Grants);
        var before = Targets(grants[child.Id]);
        Audit(transaction, current, next, before, child.Grants ?? before, BackfillSources.Of(child.Kind));
    }

    private static async Task WriteAsync(AdminTransaction transaction, StoredKey current, ChildBackfill child, ILookup<string, Grant> grants)
    {
        Ownership.RequireApi(current.Owner, "key", current.Name);
        var next = current with
        {
            AccessMode = AccessModes.Name(AccessMode.Restrict),
            LegacyModels = child.ClearsList ? null : current.LegacyModels,
            Revision = current.Revision + 1,
            UpdatedAt = transaction.NowMilliseconds,
        };
        await KeyStore.UpdateAsync(transaction, next);
        if (child.Grants is not null) await GrantStore.ReplaceAsync(transaction, child.Kind, child.Id, child.Grants);
        var before = Targets(grants[child.Id]);
        transaction.Audit(BackfillSources.Of(child.Kind), "key", current.Id, current.Name,
            current.ToDraft(before), next.ToDraft(child.Grants ?? before), AccessJson.Default.KeyDraft);
    }

    private static void Audit(
        AdminTransaction transaction, TenantRow current, TenantRow next, IReadOnlyList<Grant> before, IReadOnlyList<Grant> after, string source) =>
        transaction.Audit(source, current.Kind, current.Id, current.Name, current.ToDraft(before), next.ToDraft(after), AccessJson.Default.TenantDraft);

    private static Grant[] Targets(IEnumerable<Grant> grants) => [.. grants.Where(grant => grant.Kind == AssetKind.CallableTarget)];
}
