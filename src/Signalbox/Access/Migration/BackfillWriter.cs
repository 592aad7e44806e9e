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
    /// <summary>Refuses what cannot be written; a dry run asks it too.</summary>
    /// <exception cref="ProblemException">409 when a row belongs to the YAML configuration, or the ceiling would be too long.</exception>
    public static void Require(StoredOrganization stored, OrganizationBackfill backfill)
    {
        var organization = stored.Organization;
        if (backfill.Ceiling.Count > GrantRules.MaxGrants)
            throw ProblemException.Conflict("too-many-grants",
                $"The organization '{organization.Name}' would need {backfill.Ceiling.Count:N0} grants, and {GrantRules.MaxGrants:N0} is the most. Grant it a wildcard or a tag, then backfill.");
        if (backfill.Ceiling.Count > 0) Ownership.RequireApi(organization.Owner, organization.Kind, organization.Name);
        var written = backfill.Children.Select(child => child.Id).ToHashSet(StringComparer.Ordinal);
        foreach (var level in stored.Levels.Where(level => written.Contains(level.Id))) Ownership.RequireApi(level.Owner, level.Kind, level.Name);
        foreach (var key in stored.Keys.Where(key => written.Contains(key.Id))) Ownership.RequireApi(key.Owner, "key", key.Name);
    }

    /// <summary>Writes.</summary>
    /// <exception cref="ProblemException">As for <see cref="Require"/>.</exception>
    public static async Task WriteAsync(AdminTransaction transaction, AssetKind kind, StoredOrganization stored, OrganizationBackfill backfill)
    {
        Require(stored, backfill);
        if (backfill.Ceiling.Count > 0) await WriteCeilingAsync(transaction, kind, stored, backfill.Ceiling);

        var levels = stored.Levels.ToDictionary(level => level.Id, StringComparer.Ordinal);
        var keys = stored.Keys.ToDictionary(key => key.Id, StringComparer.Ordinal);
        foreach (var child in backfill.Children)
        {
            if (kind != AssetKind.CallableTarget) await RestrictAsync(transaction, kind, stored, child);
            else if (child.Kind == ScopeKind.Key) await WriteAsync(transaction, keys[child.Id], child, stored.Grants);
            else await WriteAsync(transaction, levels[child.Id], child, stored.Grants);
        }
    }

    private static async Task WriteCeilingAsync(AdminTransaction transaction, AssetKind kind, StoredOrganization stored, IReadOnlyList<Grant> ceiling)
    {
        var current = stored.Organization;
        Grant[] before = [.. stored.Grants[current.Id].Where(grant => grant.Kind == kind)];
        Grant[] after = [.. before, .. ceiling];
        await TenantStore.UpdateAsync(transaction, current with { Revision = current.Revision + 1, UpdatedAt = transaction.NowMilliseconds });
        await GrantStore.ReplaceAsync(transaction, ScopeKind.Organization, current.Id, after, kind);
        if (kind == AssetKind.CallableTarget) Audit(transaction, current, current, before, after, BackfillSources.Of(ScopeKind.Organization, kind));
        else Audit(transaction, kind, ScopeKind.Organization, current.Id, current.Name, new(AccessMode.Inherit, before), new(AccessMode.Inherit, after));
    }

    /// <summary>Of kinds other than callable targets the grants stay, and become a restriction.</summary>
    private static async Task RestrictAsync(AdminTransaction transaction, AssetKind kind, StoredOrganization stored, ChildBackfill child)
    {
        if (child.Kind == ScopeKind.Key)
        {
            var key = stored.Keys.Single(key => key.Id == child.Id);
            await KeyStore.UpdateAsync(transaction, key with { Revision = key.Revision + 1, UpdatedAt = transaction.NowMilliseconds });
        }
        else
        {
            var level = stored.Levels.Single(level => level.Id == child.Id);
            await TenantStore.UpdateAsync(transaction, level with { Revision = level.Revision + 1, UpdatedAt = transaction.NowMilliseconds });
        }
        await GrantStore.SetModeAsync(transaction, child.Kind, child.Id, kind, AccessMode.Restrict);
        Audit(transaction, kind, child.Kind, child.Id, child.Name, new(AccessMode.Inherit, child.Grants!), new(AccessMode.Restrict, child.Grants!));
    }

    private static async Task WriteAsync(AdminTransaction transaction, TenantRow current, ChildBackfill child, ILookup<string, Grant> grants)
    {
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
        Audit(transaction, current, next, before, child.Grants ?? before, BackfillSources.Of(child.Kind, AssetKind.CallableTarget));
    }

    private static async Task WriteAsync(AdminTransaction transaction, StoredKey current, ChildBackfill child, ILookup<string, Grant> grants)
    {
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
        transaction.Audit(BackfillSources.Of(child.Kind, AssetKind.CallableTarget), "key", current.Id, current.Name,
            current.ToDraft(before), next.ToDraft(child.Grants ?? before), AccessJson.Default.KeyDraft);
    }

    private static void Audit(
        AdminTransaction transaction, TenantRow current, TenantRow next, IReadOnlyList<Grant> before, IReadOnlyList<Grant> after, string source) =>
        transaction.Audit(source, current.Kind, current.Id, current.Name, current.ToDraft(before), next.ToDraft(after), AccessJson.Default.TenantDraft);

    private static void Audit(
        AdminTransaction transaction, AssetKind assets, ScopeKind kind, string id, string name, (AccessMode Mode, IReadOnlyList<Grant> Grants) before,
        (AccessMode Mode, IReadOnlyList<Grant> Grants) after) =>
        transaction.Audit(BackfillSources.Of(kind, assets), AccessModes.Name(kind), id, name,
            KindAccessDraft.From(assets, before.Mode, before.Grants), KindAccessDraft.From(assets, after.Mode, after.Grants), AccessJson.Default.KindAccessDraft);

    private static Grant[] Targets(IEnumerable<Grant> grants) => [.. grants.Where(grant => grant.Kind == AssetKind.CallableTarget)];
}
