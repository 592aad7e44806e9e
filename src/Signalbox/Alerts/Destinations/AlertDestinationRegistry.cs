using System.Text.Json;
using Signalbox.Admin;
using Signalbox.Alerts.Delivery;
using Signalbox.Alerts.Rules;
using Signalbox.Audit;
using Signalbox.Secrets;

namespace Signalbox.Alerts.Destinations;

/// <summary>The rules of adding, changing and removing destinations; API and YAML both go through them.</summary>
internal sealed class AlertDestinationRegistry(CredentialProtector protector, TimeProvider time)
{
    private const string Kind = "alert_destination";

    /// <summary>Adds a destination. The second part is the signing key that was generated; null when none was.</summary>
    public async Task<(AlertDestinationRow Row, string? Generated)> CreateAsync(AdminTransaction transaction, AlertDestinationDraft draft, string owner)
    {
        Validate(draft, hasCredential: false);
        if (await AlertDestinationStore.FindByNameAsync(transaction, draft.Name!) is not null)
            throw ProblemException.Conflict("already-exists", $"There is a destination '{draft.Name}' already.");
        var generated = draft.Kind == DestinationKinds.Webhook && string.IsNullOrEmpty(draft.Secret) ? WebhookSignature.NewKey() : null;
        var credential = generated ?? SecretOf(draft);
        var row = new AlertDestinationRow
        {
            Id = EntityIds.New(time), Name = draft.Name!, Kind = draft.Kind!, Settings = Write(draft), Credential = string.IsNullOrEmpty(credential) ? null : protector.Protect(credential),
            Owner = owner, Revision = 1, CreatedAt = transaction.NowMilliseconds, UpdatedAt = transaction.NowMilliseconds,
        };
        await AlertDestinationStore.InsertAsync(transaction, row);
        transaction.Audit("create", Kind, row.Id, row.Name, null, row.ToDraft(), AlertsJson.Default.AlertDestinationDraft);
        if (row.Credential is not null) AuditCredential(transaction, row, "set-credential");
        return (row, generated);
    }

    /// <summary>Changes a destination. Returns it as it stood when nothing differs.</summary>
    public async Task<AlertDestinationRow> UpdateAsync(AdminTransaction transaction, AlertDestinationRow current, AlertDestinationDraft draft, string owner)
    {
        Validate(draft, current.Credential is not null);
        if (draft.Name != current.Name) throw ProblemException.Invalid("name", "cannot be changed. Make a new destination and delete this one.");
        if (draft.Kind != current.Kind) throw ProblemException.Invalid("kind", "cannot be changed. Make a new destination and delete this one.");
        var next = current with { Settings = Write(draft), Owner = owner, Revision = current.Revision + 1, UpdatedAt = transaction.NowMilliseconds };
        string? action = null;
        var secret = SecretOf(draft);
        if (secret is "" && current.Credential is not null && current.Kind == DestinationKinds.Email)
            (next, action) = (next with { Credential = null }, "remove-credential");
        else if (!string.IsNullOrEmpty(secret) && (current.Credential is null || protector.Unprotect(current.Credential) != secret))
            (next, action) = (next with { Credential = protector.Protect(secret) }, "set-credential");
        // A stored password belongs to the server it was given for.
        if (action is null && current is { Kind: DestinationKinds.Email, Credential: not null } && !string.Equals(current.ToDraft().Email!.Host, draft.Email!.Host, StringComparison.OrdinalIgnoreCase))
            throw ProblemException.Invalid("email.password", "must be given again when the host changes, or sent empty to remove it.");
        var same = next.Settings == current.Settings && owner == current.Owner;
        if (same && action is null) return current;
        await AlertDestinationStore.UpdateAsync(transaction, next);
        if (!same) transaction.Audit("update", Kind, next.Id, next.Name, current.ToDraft(), next.ToDraft(), AlertsJson.Default.AlertDestinationDraft);
        if (action is not null) AuditCredential(transaction, next, action);
        return next;
    }

    /// <summary>Removes a destination that no rule tells anything.</summary>
    public static async Task DeleteAsync(AdminTransaction transaction, AlertDestinationRow row)
    {
        var users = (await AlertRuleStore.ReadAllAsync(transaction)).Where(rule => rule.ToDraft().Destinations.Contains(row.Name)).Select(rule => rule.Name).ToList();
        if (users.Count > 0) throw ProblemException.Conflict("in-use", $"The destination '{row.Name}' is used by: {string.Join(", ", users.Take(10))}. Take it out of these rules first, or disable it.");
        await AlertDestinationStore.DeleteAsync(transaction, row.Id);
        transaction.Audit("delete", Kind, row.Id, row.Name, row.ToDraft(), null, AlertsJson.Default.AlertDestinationDraft);
    }

    private static void Validate(AlertDestinationDraft draft, bool hasCredential)
    {
        var errors = new FieldErrors();
        AlertDestinationRules.Check(errors, draft, hasCredential);
        errors.ThrowIfAny();
    }

    private static string? SecretOf(AlertDestinationDraft draft) => draft.Kind switch
    {
        DestinationKinds.Webhook => draft.Secret,
        DestinationKinds.Slack => draft.Url,
        _ => draft.Email?.Password,
    };

    /// <summary>What is stored in the clear: all that is not secret.</summary>
    private static string Write(AlertDestinationDraft draft) => JsonSerializer.Serialize(
        draft with { Secret = null, Url = draft.Kind == DestinationKinds.Slack ? null : draft.Url, Email = draft.Email is { } mail ? mail with { Password = null } : null },
        AlertsJson.Default.AlertDestinationDraft);

    private static void AuditCredential(AdminTransaction transaction, AlertDestinationRow row, string action) =>
        transaction.Audit<AlertDestinationDraft>(action, Kind, row.Id, row.Name, null, null, AlertsJson.Default.AlertDestinationDraft);
}
