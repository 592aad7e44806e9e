using System.Text.Json;
using Signalbox.Access.Keys;
using Signalbox.Access.Migration;
using Signalbox.Admin;
using Signalbox.Audit;
using Signalbox.Core.Access;
using Signalbox.Limits;

namespace Signalbox.Access.Tenants;

/// <summary>The rules of organizations, teams, projects and users; API and YAML both go through them.</summary>
internal sealed class TenantRegistry(TimeProvider time)
{
    /// <summary>Adds a level.</summary>
    public async Task<TenantRow> CreateAsync(AdminTransaction transaction, TenantDraft draft, string owner)
    {
        var parent = await ValidateAsync(transaction, draft);
        var kind = AccessModes.Name(draft.Kind);
        if (await TenantStore.FindByNameAsync(transaction, draft.Kind, draft.ParentId, draft.Name!) is not null)
            throw ProblemException.Conflict("already-exists", parent is null
                ? $"There is an {kind} '{draft.Name}' already."
                : $"There is a {kind} '{draft.Name}' in '{parent.Name}' already.");

        var id = EntityIds.New(time);
        var row = new TenantRow
        {
            Id = id,
            Kind = kind,
            ParentId = draft.ParentId,
            ParentName = parent?.Name,
            OrganizationId = parent?.OrganizationId ?? id,
            Name = draft.Name!,
            AccessMode = draft.Access.Mode,
            Enforcement = draft.Enforcement,
            LegacyModels = LegacyList.Write(draft.LegacyModels),
            Limits = StoredLimits.Write(draft.Limits),
            Budget = StoredLimits.Write(draft.Budget),
            Attributes = JsonSerializer.Serialize(draft.Attributes, AccessJson.Default.TenantAttributes),
            Owner = owner,
            Revision = 1,
            CreatedAt = transaction.NowMilliseconds,
            UpdatedAt = transaction.NowMilliseconds,
        };
        await TenantStore.InsertAsync(transaction, row);
        await GrantStore.ReplaceAsync(transaction, draft.Kind, row.Id, draft.Access.ToGrants());
        transaction.Audit("create", kind, row.Id, row.Name, null, draft, AccessJson.Default.TenantDraft);
        return row;
    }

    /// <summary>Changes a level. Returns it as it stood when nothing differs.</summary>
    public static async Task<TenantRow> UpdateAsync(AdminTransaction transaction, TenantRow current, TenantDraft draft, string owner)
    {
        if (draft.ParentId != current.ParentId)
            throw ProblemException.Invalid(draft.Kind == ScopeKind.Project ? "team_id" : "organization_id", "cannot be changed: usage and keys belong where they were made.");
        await ValidateAsync(transaction, draft);
        var grants = await GrantStore.ReadAsync(transaction, current.Id);
        var before = current.ToDraft(grants);
        var next = current with
        {
            Name = draft.Name!,
            AccessMode = draft.Access.Mode,
            Enforcement = draft.Enforcement,
            LegacyModels = LegacyList.Write(draft.LegacyModels),
            Limits = StoredLimits.Write(draft.Limits),
            Budget = StoredLimits.Write(draft.Budget),
            Attributes = JsonSerializer.Serialize(draft.Attributes, AccessJson.Default.TenantAttributes),
            Owner = owner,
            Revision = current.Revision + 1,
            UpdatedAt = transaction.NowMilliseconds,
        };
        if (next with { Revision = current.Revision, UpdatedAt = current.UpdatedAt } == current && draft.Access.GrantsAre(grants)) return current;

        await TenantStore.UpdateAsync(transaction, next);
        await GrantStore.ReplaceAsync(transaction, draft.Kind, next.Id, draft.Access.ToGrants());
        if (draft.Kind == ScopeKind.Organization && current.Enforcement != next.Enforcement && AccessModes.ParseEnforcement(next.Enforcement) == AccessEnforcement.Enforced)
            transaction.CheckAtEnd(() => OrganizationEnforcement.RequireReadyAsync(transaction, next.Id));
        transaction.Audit("update", next.Kind, next.Id, next.Name, before, draft, AccessJson.Default.TenantDraft);
        return next;
    }

    /// <summary>Removes a level that has nothing below it. Its revoked keys go too; their usage stays.</summary>
    public static async Task DeleteAsync(AdminTransaction transaction, TenantRow row)
    {
        var children = await TenantStore.CountChildrenAsync(transaction, row.Id);
        var keys = await KeyStore.CountLiveAsync(transaction, row.Id);
        if (children > 0 || keys > 0)
            throw ProblemException.Conflict("in-use",
                $"The {row.Kind} '{row.Name}' still has {children} level(s) below it and {keys} key(s) that are not revoked. Remove and revoke those first.");
        var before = row.ToDraft(await GrantStore.ReadAsync(transaction, row.Id));
        await KeyRegistry.DeleteRevokedAsync(transaction, row.Id);
        await GrantStore.DeleteAsync(transaction, row.Id);
        await TenantStore.DeleteAsync(transaction, row.Id);
        transaction.Audit("delete", row.Kind, row.Id, row.Name, before, null, AccessJson.Default.TenantDraft);
    }

    private static async Task<TenantRow?> ValidateAsync(AdminTransaction transaction, TenantDraft draft)
    {
        var errors = new FieldErrors();
        Names.Require(errors, "name", draft.Name);
        errors.Require(draft.Attributes.Description is null or { Length: <= 1000 }, "description", "must be at most 1,000 characters.");
        errors.Require(draft.Attributes.Email is null || IsEmail(draft.Attributes.Email), "email", "must be an e-mail address, such as ana@example.com.");
        Names.RequireEnvironment(errors, "environment", draft.Attributes.Environment);

        GrantRules.RequireLegacyModels(errors, draft.LegacyModels);
        await LimitDraftRules.RequireAsync(transaction, errors, draft.Limits, draft.Budget);

        TenantRow? parent = null;
        if (draft.Kind != ScopeKind.Organization)
        {
            var (field, kind) = draft.Kind == ScopeKind.Project ? ("team_id", ScopeKind.Team) : ("organization_id", ScopeKind.Organization);
            if (string.IsNullOrEmpty(draft.ParentId)) errors.Add(field, "is required.");
            else if ((parent = await TenantStore.FindAsync(transaction, kind, draft.ParentId)) is null)
                errors.Add(field, $"There is no {AccessModes.Name(kind)} '{draft.ParentId}'.");
            await GrantRules.RequireAsync(transaction, errors, "access", draft.Access);
        }
        else
        {
            errors.Require(AccessModes.ParseEnforcement(draft.Enforcement) is not null, "enforcement", "must be enforced or legacy.");
            await GrantRules.RequireGrantsAsync(transaction, errors, "grants", draft.Access.Grants);
        }
        errors.ThrowIfAny();
        return parent;
    }

    private static bool IsEmail(string text) =>
        text.Length <= 254 && text.IndexOf('@') is > 0 and var at && at < text.Length - 1 && text.LastIndexOf('@') == at
        && !text.Any(c => char.IsWhiteSpace(c) || char.IsControl(c));
}
