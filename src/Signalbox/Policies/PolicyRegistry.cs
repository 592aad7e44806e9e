using System.Text.Json;
using Signalbox.Admin;
using Signalbox.Audit;
using Signalbox.Policies.External;
using Signalbox.Routing;
using Signalbox.Secrets;

namespace Signalbox.Policies;

/// <summary>The rules of adding, changing and removing policies; API and YAML both go through them. Versions are only ever added.</summary>
internal sealed class PolicyRegistry(CredentialProtector protector, TimeProvider time)
{
    private const string Kind = "policy";

    /// <summary>Adds a policy with its first version, which is not in force yet.</summary>
    /// <param name="transaction">The write.</param>
    /// <param name="draft">The policy.</param>
    /// <param name="code">What the compiler made of its script.</param>
    /// <param name="owner">Who manages it.</param>
    public async Task<PolicyRow> CreateAsync(AdminTransaction transaction, PolicyDraft draft, string? code, string owner)
    {
        var errors = new FieldErrors();
        PolicyRules.Check(errors, draft);
        errors.ThrowIfAny();
        if (await PolicyStore.FindByNameAsync(transaction, draft.Name!) is not null)
            throw ProblemException.Conflict("already-exists", $"There is a policy '{draft.Name}' already. Add a version to it.");
        var terms = new PolicyTerms { Script = draft.Script, External = draft.External };
        var row = new PolicyRow
        {
            Id = EntityIds.New(time),
            Name = draft.Name!,
            Kind = draft.Kind,
            Description = draft.Description,
            Grants = Write(draft.Grant),
            Credential = string.IsNullOrEmpty(draft.Credential) ? null : Protect(draft.Credential, terms),
            LatestVersion = 1,
            Owner = owner,
            Revision = 1,
            CreatedAt = transaction.NowMilliseconds,
            UpdatedAt = transaction.NowMilliseconds,
        };
        await PolicyStore.InsertAsync(transaction, row);
        await AppendAsync(transaction, row, terms, code, draft.Note);
        Audit(transaction, "create", row, null, row.ToState(terms));
        if (row.Credential is not null) Audit(transaction, "set-credential", row, null, null);
        return row;
    }

    /// <summary>Changes what may change at any time. Returns the row as it stood when nothing differs.</summary>
    public async Task<PolicyRow> UpdateAsync(AdminTransaction transaction, PolicyRow current, PolicySettingsDraft draft, string owner)
    {
        var errors = new FieldErrors();
        PolicyRules.CheckSettings(errors, current.Kind, draft);
        errors.ThrowIfAny();
        var credential = current.Credential;
        if (draft.Credential is "") credential = null;
        else if (draft.Credential is { } given && (credential is null || PolicyCredential.Parse(protector.Unprotect(credential))?.Token != given))
            credential = Protect(given, (await PolicyStore.FindVersionAsync(transaction, current.Id, current.LatestVersion))!.ReadTerms());
        var next = current with { Description = draft.Description, Grants = Write(draft.Grant), Credential = credential, Owner = owner, Revision = current.Revision + 1, UpdatedAt = transaction.NowMilliseconds };
        var same = next.Description == current.Description && next.Grants == current.Grants && owner == current.Owner;
        if (same && credential == current.Credential) return current;
        await PolicyStore.UpdateAsync(transaction, next);
        if (!same) Audit(transaction, "update", next, current.ToState(), next.ToState());
        if (credential != current.Credential) Audit(transaction, credential is null ? "remove-credential" : "set-credential", next, null, null);
        return next;
    }

    /// <summary>Adds a version. Nothing uses it before it is activated.</summary>
    public async Task<(PolicyRow Policy, PolicyVersionRow Version)> AddVersionAsync(AdminTransaction transaction, PolicyRow current, PolicyVersionDraft draft, string? code)
    {
        var errors = new FieldErrors();
        PolicyRules.CheckVersion(errors, current.Kind, draft);
        errors.ThrowIfAny();
        var terms = new PolicyTerms { Script = draft.Script, External = draft.External };
        if (current.Credential is { } stored && terms.External is { } external
            && !string.Equals(PolicyCredential.Parse(protector.Unprotect(stored))?.Host, new Uri(external.Url!).IdnHost, StringComparison.OrdinalIgnoreCase))
            throw ProblemException.Invalid("external.url", "moves to another host than the stored credential was given for. Remove the credential first, and set it again after.");
        var next = current with { LatestVersion = current.LatestVersion + 1, Revision = current.Revision + 1, UpdatedAt = transaction.NowMilliseconds };
        await PolicyStore.UpdateAsync(transaction, next);
        var version = await AppendAsync(transaction, next, terms, code, draft.Note);
        Audit(transaction, "add-version", next, current.ToState(), next.ToState(terms));
        return (next, version);
    }

    /// <summary>Puts a version in force.</summary>
    public async Task<(PolicyRow Policy, PolicyActivationRow Activation)> ActivateAsync(AdminTransaction transaction, PolicyRow current, long version, string? reason)
    {
        if (await PolicyStore.FindVersionAsync(transaction, current.Id, version) is null) throw ProblemException.Invalid("version", $"There is no version {version}. The newest is {current.LatestVersion}.");
        if (version == current.ActiveVersion)
            throw ProblemException.Conflict("already-active", $"Version {version} of '{current.Name}' is in force already.");
        return await MoveAsync(transaction, current, PolicyActivationRow.Activate, version, reason);
    }

    /// <summary>Puts the version in force that was so before the newest activation that was not undone.</summary>
    public async Task<(PolicyRow Policy, PolicyActivationRow Activation)> RollBackAsync(AdminTransaction transaction, PolicyRow current, string? reason)
    {
        if (await PolicyStore.FindUndoableAsync(transaction, current.Id) is not { } last || last.Previous == 0)
            throw ProblemException.Conflict("nothing-to-roll-back", $"No activation of '{current.Name}' is left to be undone.");
        await PolicyStore.UndoAsync(transaction, last.Id);
        return await MoveAsync(transaction, current, PolicyActivationRow.Rollback, last.Previous, reason);
    }

    /// <summary>Removes a policy that no route group uses.</summary>
    public static async Task DeleteAsync(AdminTransaction transaction, PolicyRow row)
    {
        if (await RouteGroupStore.KeysWithPolicyAsync(transaction, row.Name) is { Count: > 0 } users)
            throw ProblemException.Conflict("in-use", $"The policy '{row.Name}' is used by {users.Count} route group(s): {string.Join(", ", users.Take(10))}. Give those another strategy first.");
        await PolicyStore.DeleteAsync(transaction, row.Id);
        Audit(transaction, "delete", row, row.ToState(), null);
    }

    private async Task<(PolicyRow Policy, PolicyActivationRow Activation)> MoveAsync(AdminTransaction transaction, PolicyRow current, string action, long version, string? reason)
    {
        var next = current with { ActiveVersion = version, Revision = current.Revision + 1, UpdatedAt = transaction.NowMilliseconds };
        await PolicyStore.UpdateAsync(transaction, next);
        var row = new PolicyActivationRow
        {
            Id = EntityIds.New(time), PolicyId = current.Id, Action = action, Version = version, Previous = current.ActiveVersion, Actor = transaction.Actor.Name,
            Reason = reason ?? transaction.Actor.Reason, Undone = action == PolicyActivationRow.Rollback ? 1 : 0, At = transaction.NowMilliseconds,
        };
        await PolicyStore.AppendAsync(transaction, row);
        Audit(transaction, action, next, current.ToState(), next.ToState());
        return (next, row);
    }

    private static async Task<PolicyVersionRow> AppendAsync(AdminTransaction transaction, PolicyRow row, PolicyTerms terms, string? code, string? note)
    {
        var version = new PolicyVersionRow
        {
            PolicyId = row.Id, Version = row.LatestVersion, Terms = Write(terms), Code = code, Note = note, Actor = transaction.Actor.Name, At = transaction.NowMilliseconds,
        };
        await PolicyStore.AppendAsync(transaction, version);
        return version;
    }

    private string Protect(string token, PolicyTerms terms) => protector.Protect(new PolicyCredential(new Uri(terms.External!.Url!).IdnHost, token).Write());

    private static void Audit(AdminTransaction transaction, string action, PolicyRow row, PolicyState? before, PolicyState? after) =>
        transaction.Audit(action, Kind, row.Id, row.Name, before, after, PolicyJson.Default.PolicyState);

    private static string Write(IReadOnlyList<string> grants) => JsonSerializer.Serialize([.. grants], PolicyJson.Default.StringArray);

    /// <summary>Terms as they are kept, and compared.</summary>
    public static string Write(PolicyTerms terms) => JsonSerializer.Serialize(terms, PolicyJson.Default.PolicyTerms);
}
