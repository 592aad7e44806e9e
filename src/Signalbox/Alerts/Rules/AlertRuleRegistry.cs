using System.Text.Json;
using Signalbox.Admin;
using Signalbox.Audit;

namespace Signalbox.Alerts.Rules;

/// <summary>The rules of adding, changing and removing alert rules; API and YAML both go through them.</summary>
internal sealed class AlertRuleRegistry(TimeProvider time)
{
    private const string Kind = "alert_rule";

    /// <summary>Adds a rule.</summary>
    public async Task<AlertRuleRow> CreateAsync(AdminTransaction transaction, AlertRuleDraft draft, string owner)
    {
        draft = await ValidatedAsync(transaction, draft);
        if (await AlertRuleStore.FindByNameAsync(transaction, draft.Name!) is not null)
            throw ProblemException.Conflict("already-exists", $"There is an alert rule '{draft.Name}' already.");
        var row = new AlertRuleRow
        {
            Id = EntityIds.New(time), Name = draft.Name!, Kind = draft.Kind!, Terms = Write(draft), Owner = owner, Revision = 1,
            CreatedAt = transaction.NowMilliseconds, UpdatedAt = transaction.NowMilliseconds,
        };
        await AlertRuleStore.InsertAsync(transaction, row);
        transaction.Audit("create", Kind, row.Id, row.Name, null, row.ToDraft(), AlertsJson.Default.AlertRuleDraft);
        return row;
    }

    /// <summary>Changes a rule. Returns it as it stood when nothing differs.</summary>
    public static async Task<AlertRuleRow> UpdateAsync(AdminTransaction transaction, AlertRuleRow current, AlertRuleDraft draft, string owner)
    {
        draft = await ValidatedAsync(transaction, draft);
        if (draft.Name != current.Name) throw ProblemException.Invalid("name", "cannot be changed. Make a new rule and delete this one.");
        if (draft.Kind != current.Kind) throw ProblemException.Invalid("kind", "cannot be changed. Make a new rule and delete this one.");
        var row = current with { Terms = Write(draft), Owner = owner, Revision = current.Revision + 1, UpdatedAt = transaction.NowMilliseconds };
        if (row.Terms == current.Terms && owner == current.Owner) return current;
        await AlertRuleStore.UpdateAsync(transaction, row);
        transaction.Audit("update", Kind, row.Id, row.Name, current.ToDraft(), row.ToDraft(), AlertsJson.Default.AlertRuleDraft);
        return row;
    }

    /// <summary>Removes a rule. Its open alerts end with the next look.</summary>
    public static async Task DeleteAsync(AdminTransaction transaction, AlertRuleRow row)
    {
        await AlertRuleStore.DeleteAsync(transaction, row.Id);
        transaction.Audit("delete", Kind, row.Id, row.Name, row.ToDraft(), null, AlertsJson.Default.AlertRuleDraft);
    }

    private static async Task<AlertRuleDraft> ValidatedAsync(AdminTransaction transaction, AlertRuleDraft draft)
    {
        var errors = new FieldErrors();
        AlertRuleRules.Check(errors, draft);
        errors.ThrowIfAny();
        draft = draft with { Scope = await AlertReferences.ResolveAsync(transaction, errors, draft.Scope) };
        await AlertReferences.RequireAsync(transaction, errors, draft);
        errors.ThrowIfAny();
        return draft;
    }

    private static string Write(AlertRuleDraft draft) => JsonSerializer.Serialize(draft, AlertsJson.Default.AlertRuleDraft);
}
