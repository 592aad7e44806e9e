using System.Text.Json;
using Signalbox.Admin;
using Signalbox.Audit;
using Signalbox.Routing;

namespace Signalbox.Quality.Contracts;

/// <summary>The rules of adding, changing and removing contracts; API and YAML both go through them. Every version is kept.</summary>
internal sealed class QualityContractRegistry(TimeProvider time)
{
    private const string Kind = "quality_contract";

    /// <summary>Adds a contract.</summary>
    public async Task<QualityContractRow> CreateAsync(AdminTransaction transaction, QualityContractDraft draft, string owner)
    {
        await ValidateAsync(transaction, draft);
        var group = await RouteGroupStore.FindByKeyAsync(transaction, draft.RouteGroup!) ?? throw ProblemException.Invalid("route_group", $"There is no route group '{draft.RouteGroup}'.");
        if (await QualityContractStore.FindByGroupAsync(transaction, group.Row.Id) is not null)
            throw ProblemException.Conflict("already-exists", $"The route group '{draft.RouteGroup}' has a contract already. Change that.");
        var row = new QualityContractRow
        {
            Id = EntityIds.New(time),
            RouteGroupId = group.Row.Id,
            RouteGroup = group.Row.Key,
            Terms = Write(draft),
            Owner = owner,
            Revision = 1,
            CreatedAt = transaction.NowMilliseconds,
            UpdatedAt = transaction.NowMilliseconds,
        };
        await QualityContractStore.InsertAsync(transaction, row);
        await KeepAsync(transaction, row);
        transaction.Audit("create", Kind, row.Id, row.RouteGroup, null, draft, QualityJson.Default.QualityContractDraft);
        return row;
    }

    /// <summary>Changes a contract. Returns it as it stood when nothing differs.</summary>
    public static async Task<QualityContractRow> UpdateAsync(AdminTransaction transaction, QualityContractRow current, QualityContractDraft draft, string owner)
    {
        await ValidateAsync(transaction, draft);
        if (draft.RouteGroup != current.RouteGroup) throw ProblemException.Invalid("route_group", "cannot be changed. Make a contract for the other group.");
        var before = current.ToDraft();
        var row = current with { Terms = Write(draft), Owner = owner, Revision = current.Revision + 1, UpdatedAt = transaction.NowMilliseconds };
        if (current.Owner == owner && Write(before) == row.Terms) return current;
        await QualityContractStore.UpdateAsync(transaction, row);
        await KeepAsync(transaction, row);
        transaction.Audit("update", Kind, row.Id, row.RouteGroup, before, draft, QualityJson.Default.QualityContractDraft);
        return row;
    }

    /// <summary>Removes a contract.</summary>
    public static async Task DeleteAsync(AdminTransaction transaction, QualityContractRow row)
    {
        await QualityContractStore.DeleteAsync(transaction, row.Id);
        transaction.Audit("delete", Kind, row.Id, row.RouteGroup, row.ToDraft(), null, QualityJson.Default.QualityContractDraft);
    }

    private static Task KeepAsync(AdminTransaction transaction, QualityContractRow row) => QualityContractStore.KeepAsync(transaction, new()
    {
        ContractId = row.Id, Revision = row.Revision, Terms = row.Terms, Actor = transaction.Actor.Name, Reason = transaction.Actor.Reason, At = transaction.NowMilliseconds,
    });

    private static string Write(QualityContractDraft draft) => JsonSerializer.Serialize(draft, QualityJson.Default.QualityContractDraft);

    private static async Task ValidateAsync(AdminTransaction transaction, QualityContractDraft draft)
    {
        var errors = new FieldErrors();
        errors.Require(!string.IsNullOrEmpty(draft.RouteGroup), "route_group", "is required: the key of a route group.");
        ContractRules.Check(errors, draft);
        if (draft.Judge?.Model is { Length: > 0 } judge && await CallableTargetStore.FindKindAsync(transaction, judge) is not "model")
            errors.Add("judge.model", $"There is no model '{judge}'.");
        errors.ThrowIfAny();
    }
}
