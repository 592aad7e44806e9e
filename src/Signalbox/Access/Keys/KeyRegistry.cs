using System.Text.Json;
using Signalbox.Access.Tenants;
using Signalbox.Admin;
using Signalbox.Audit;
using Signalbox.Core.Access;
using Signalbox.Limits;
using Signalbox.Secrets;

namespace Signalbox.Access.Keys;

/// <summary>The rules of virtual keys: issue, change, rotate, revoke. API and YAML both go through them.</summary>
internal sealed class KeyRegistry(KeyHasher hasher, TimeProvider time)
{
    internal const string Kind = "key";
    private const long MaxGraceSeconds = 2_592_000;

    /// <summary>Issues a key. The secret is returned here and nowhere else.</summary>
    public async Task<(StoredKey Key, string Secret)> CreateAsync(AdminTransaction transaction, KeyDraft draft, string owner)
    {
        var place = await ValidateAsync(transaction, draft, isNew: true);
        if (await KeyStore.FindLiveAsync(transaction, place.Team.Id, place.Project?.Id, draft.Name!) is not null)
            throw ProblemException.Conflict("already-exists", $"There is a key '{draft.Name}' in '{(place.Project ?? place.Team).Name}' already.");

        var secret = draft.Value ?? KeyGenerator.New();
        var hash = hasher.Hash(secret).ToString();
        if (await KeyStore.IsHashTakenAsync(transaction, hash))
            throw ProblemException.Invalid("value", "is in use already. Give another, or none to have one generated.");
        var key = new StoredKey
        {
            Id = EntityIds.New(time),
            Name = draft.Name!,
            Prefix = Prefix(secret),
            Hash = hash,
            OrganizationId = place.Team.ParentId!,
            Organization = place.Team.ParentName!,
            TeamId = place.Team.Id,
            Team = place.Team.Name,
            ProjectId = place.Project?.Id,
            Project = place.Project?.Name,
            UserId = place.User?.Id,
            User = place.User?.Name,
            Environment = draft.Environment,
            AccessMode = draft.Access.Mode,
            LegacyModels = LegacyList.Write(draft.LegacyModels),
            Limits = StoredLimits.Write(draft.Limits),
            Budget = StoredLimits.Write(draft.Budget),
            Metadata = JsonSerializer.Serialize(draft.Metadata.ToDictionary(), AccessJson.Default.DictionaryStringString),
            Attributes = "{}",
            ExpiresAt = draft.ExpiresAt?.ToUnixTimeMilliseconds(),
            Owner = owner,
            Revision = 1,
            CreatedAt = transaction.NowMilliseconds,
            UpdatedAt = transaction.NowMilliseconds,
        };
        await KeyStore.InsertAsync(transaction, key);
        await GrantStore.ReplaceAsync(transaction, ScopeKind.Key, key.Id, draft.Access.ToGrants());
        transaction.Audit("create", Kind, key.Id, key.Name, null, key.ToDraft(draft.Access.ToGrants()), AccessJson.Default.KeyDraft);
        return (key, secret);
    }

    /// <summary>Changes a key. Returns it as it stood when nothing differs.</summary>
    public async Task<StoredKey> UpdateAsync(AdminTransaction transaction, StoredKey current, KeyDraft draft, string owner)
    {
        RequireLive(current);
        if (draft.TeamId != (current.ProjectId is null ? current.TeamId : null) || draft.ProjectId != current.ProjectId)
            throw ProblemException.Invalid("team_id", "and project_id cannot be changed. Issue a new key and revoke this one.");
        var place = await ValidateAsync(transaction, draft, isNew: false);
        var grants = await GrantStore.ReadAsync(transaction, current.Id);
        var next = current with
        {
            Name = draft.Name!,
            UserId = place.User?.Id,
            User = place.User?.Name,
            Environment = draft.Environment,
            AccessMode = draft.Access.Mode,
            LegacyModels = LegacyList.Write(draft.LegacyModels),
            Limits = StoredLimits.Write(draft.Limits),
            Budget = StoredLimits.Write(draft.Budget),
            Metadata = JsonSerializer.Serialize(draft.Metadata.ToDictionary(), AccessJson.Default.DictionaryStringString),
            ExpiresAt = draft.ExpiresAt?.ToUnixTimeMilliseconds(),
            Owner = owner,
        };
        if (draft.Value is { } value)
        {
            var hash = hasher.Hash(value).ToString();
            if (hash != current.Hash)
            {
                if (await KeyStore.IsHashTakenAsync(transaction, hash)) throw ProblemException.Invalid("value", "is in use already. Give another.");
                next = next with { Hash = hash, Prefix = Prefix(value), RotatedAt = transaction.NowMilliseconds };
            }
        }
        if (next == current && draft.Access.GrantsAre(grants)) return current;

        next = next with { Revision = current.Revision + 1, UpdatedAt = transaction.NowMilliseconds };
        await KeyStore.UpdateAsync(transaction, next);
        await GrantStore.ReplaceAsync(transaction, ScopeKind.Key, next.Id, draft.Access.ToGrants());
        transaction.Audit(next.Hash == current.Hash ? "update" : "rotate", Kind, next.Id, next.Name,
            current.ToDraft(grants), next.ToDraft(draft.Access.ToGrants()), AccessJson.Default.KeyDraft);
        return next;
    }

    /// <summary>Gives a key a new secret; the old one works on for the grace period.</summary>
    public async Task<(StoredKey Key, string Secret)> RotateAsync(AdminTransaction transaction, StoredKey current, long graceSeconds)
    {
        RequireLive(current);
        if (graceSeconds is < 0 or > MaxGraceSeconds)
            throw ProblemException.Invalid("grace_seconds", $"must be between 0 and {MaxGraceSeconds:N0} (30 days).");
        var secret = KeyGenerator.New();
        var next = current with
        {
            Hash = hasher.Hash(secret).ToString(),
            Prefix = Prefix(secret),
            PreviousHash = graceSeconds == 0 ? null : current.Hash,
            PreviousValidUntil = graceSeconds == 0 ? null : transaction.NowMilliseconds + graceSeconds * 1000,
            RotatedAt = transaction.NowMilliseconds,
            Revision = current.Revision + 1,
            UpdatedAt = transaction.NowMilliseconds,
        };
        await KeyStore.UpdateAsync(transaction, next);
        var draft = next.ToDraft(await GrantStore.ReadAsync(transaction, next.Id));
        transaction.Audit("rotate", Kind, next.Id, next.Name, draft, draft, AccessJson.Default.KeyDraft);
        return (next, secret);
    }

    /// <summary>Ends a key for good, with the secret of before a rotation too. Idempotent.</summary>
    public static async Task<StoredKey> RevokeAsync(AdminTransaction transaction, StoredKey current)
    {
        if (current.RevokedAt is not null) return current;
        var next = current with
        {
            RevokedAt = transaction.NowMilliseconds,
            PreviousHash = null,
            PreviousValidUntil = null,
            Revision = current.Revision + 1,
            UpdatedAt = transaction.NowMilliseconds,
        };
        await KeyStore.UpdateAsync(transaction, next);
        transaction.Audit("revoke", Kind, next.Id, next.Name,
            current.ToDraft(await GrantStore.ReadAsync(transaction, next.Id)), null, AccessJson.Default.KeyDraft);
        return next;
    }

    /// <summary>Removes the revoked keys of a scope that is about to be deleted, each with an event of its own.</summary>
    public static async Task DeleteRevokedAsync(AdminTransaction transaction, string scopeId)
    {
        foreach (var key in await KeyStore.RevokedAsync(transaction, scopeId))
        {
            var before = key.ToDraft(await GrantStore.ReadAsync(transaction, key.Id));
            await GrantStore.DeleteAsync(transaction, key.Id);
            await KeyStore.DeleteAsync(transaction, key.Id);
            transaction.Audit("delete", Kind, key.Id, key.Name, before, null, AccessJson.Default.KeyDraft);
        }
    }

    private static string Prefix(string secret) => secret[..8];

    private static void RequireLive(StoredKey key)
    {
        if (key.RevokedAt is not null)
            throw ProblemException.Conflict("key-revoked", $"The key '{key.Name}' is revoked and stays so. Issue a new key.");
    }

    private static async Task<(TenantRow Team, TenantRow? Project, TenantRow? User)> ValidateAsync(
        AdminTransaction transaction, KeyDraft draft, bool isNew)
    {
        var errors = new FieldErrors();
        Names.Require(errors, "name", draft.Name);
        Names.RequireEnvironment(errors, "environment", draft.Environment);
        errors.Require(draft.Metadata.Count <= 50, "metadata", "may have at most 50 entries.");
        foreach (var (label, value) in draft.Metadata)
            errors.Require(label.Length is > 0 and <= 64 && value.Length <= 512, $"metadata.{label}", "must have a name of at most 64 and a value of at most 512 characters.");
        if (isNew)
            errors.Require(draft.ExpiresAt is null || draft.ExpiresAt > transaction.Now, "expires_at", "must be in the future.");
        errors.Require(draft.Value is null || KeyGenerator.IsAcceptable(draft.Value), "value",
            "must be 20 to 256 printable ASCII characters without spaces. Leave it out to have one generated.");

        TenantRow? team = null, project = null, user = null;
        if ((draft.TeamId is null) == (draft.ProjectId is null)) errors.Add("team_id", "or project_id is required: give exactly one.");
        else if (draft.ProjectId is { } projectId)
        {
            project = await TenantStore.FindAsync(transaction, ScopeKind.Project, projectId);
            if (project is null) errors.Add("project_id", $"There is no project '{projectId}'.");
            else team = await TenantStore.FindAsync(transaction, ScopeKind.Team, project.ParentId!);
        }
        else if ((team = await TenantStore.FindAsync(transaction, ScopeKind.Team, draft.TeamId!)) is null)
        {
            errors.Add("team_id", $"There is no team '{draft.TeamId}'.");
        }

        if (draft.UserId is { } userId)
        {
            user = await TenantStore.FindAsync(transaction, ScopeKind.User, userId);
            if (user is null || (team is not null && user.OrganizationId != team.OrganizationId))
                errors.Add("user_id", $"There is no user '{userId}' in the key's organization.");
        }
        await GrantRules.RequireAsync(transaction, errors, "access", draft.Access);
        GrantRules.RequireLegacyModels(errors, draft.LegacyModels);
        await LimitDraftRules.RequireAsync(transaction, errors, draft.Limits, draft.Budget);
        errors.ThrowIfAny();
        return (team!, project, user);
    }
}
