using System.Text.Json;
using Signalbox.Admin;
using Signalbox.Alerts.Rules;
using Signalbox.Audit;

namespace Signalbox.Alerts.Slos;

/// <summary>The rules of adding, changing and removing objectives; API and YAML both go through them.</summary>
internal sealed class SloRegistry(TimeProvider time)
{
    private const string Kind = "slo";

    /// <summary>Adds an objective.</summary>
    public async Task<SloRow> CreateAsync(AdminTransaction transaction, SloDraft draft, string owner)
    {
        draft = await ValidatedAsync(transaction, draft);
        if (await SloStore.FindByNameAsync(transaction, draft.Name!) is not null) throw ProblemException.Conflict("already-exists", $"There is an objective '{draft.Name}' already.");
        var row = new SloRow
        {
            Id = EntityIds.New(time), Name = draft.Name!, Terms = Write(draft), Owner = owner, Revision = 1, CreatedAt = transaction.NowMilliseconds, UpdatedAt = transaction.NowMilliseconds,
        };
        await SloStore.InsertAsync(transaction, row);
        transaction.Audit("create", Kind, row.Id, row.Name, null, row.ToDraft(), AlertsJson.Default.SloDraft);
        return row;
    }

    /// <summary>Changes an objective. Returns it as it stood when nothing differs.</summary>
    public static async Task<SloRow> UpdateAsync(AdminTransaction transaction, SloRow current, SloDraft draft, string owner)
    {
        draft = await ValidatedAsync(transaction, draft);
        if (draft.Name != current.Name) throw ProblemException.Invalid("name", "cannot be changed. Make a new objective and delete this one.");
        var row = current with { Terms = Write(draft), Owner = owner, Revision = current.Revision + 1, UpdatedAt = transaction.NowMilliseconds };
        if (row.Terms == current.Terms && owner == current.Owner) return current;
        await SloStore.UpdateAsync(transaction, row);
        transaction.Audit("update", Kind, row.Id, row.Name, current.ToDraft(), row.ToDraft(), AlertsJson.Default.SloDraft);
        return row;
    }

    /// <summary>Removes an objective that no rule looks at.</summary>
    public static async Task DeleteAsync(AdminTransaction transaction, SloRow row)
    {
        var users = (await AlertRuleStore.ReadAllAsync(transaction)).Where(rule => rule.ToDraft().Slo == row.Name).Select(rule => rule.Name).ToList();
        if (users.Count > 0) throw ProblemException.Conflict("in-use", $"The objective '{row.Name}' is looked at by: {string.Join(", ", users.Take(10))}. Remove these rules first.");
        await SloStore.DeleteAsync(transaction, row.Id);
        transaction.Audit("delete", Kind, row.Id, row.Name, row.ToDraft(), null, AlertsJson.Default.SloDraft);
    }

    private static async Task<SloDraft> ValidatedAsync(AdminTransaction transaction, SloDraft draft)
    {
        var errors = new FieldErrors();
        Names.Require(errors, "name", draft.Name);
        errors.Require(draft.Description is null || draft.Description.Length <= 500, "description", "may have at most 500 characters.");
        errors.Require(SloObjectives.All.Contains(draft.Objective), "objective", $"must be one of {string.Join(", ", SloObjectives.All)}.");
        if (draft.Objective == SloObjectives.Latency) errors.Require(draft.ThresholdMs is >= 1 and <= 86_400_000, "threshold_ms", "is required for latency: 1 to 86,400,000 milliseconds.");
        else errors.Require(draft.ThresholdMs is null, "threshold_ms", "has meaning for latency only.");
        errors.Require(draft.TargetPercent is >= 50 and <= 99.999, "target_percent", "must be between 50 and 99.999: of 100 per cent nothing could ever go wrong.");
        errors.Require(draft.WindowDays is >= 1 and <= 90, "window_days", "must be between 1 and 90.");
        errors.ThrowIfAny();
        draft = draft with { Scope = await AlertReferences.ResolveAsync(transaction, errors, draft.Scope) };
        errors.ThrowIfAny();
        return draft;
    }

    private static string Write(SloDraft draft) => JsonSerializer.Serialize(draft, AlertsJson.Default.SloDraft);
}
