using Signalbox.Admin;
using Signalbox.Audit;
using Signalbox.Core.Snapshots;

namespace Signalbox.Routing.Registry;

/// <summary>Writes down each change of a group's primary, in the transaction that makes it.</summary>
internal sealed class PrimaryHistory(SnapshotHolder snapshots, TimeProvider time)
{
    /// <summary>Notes a change that was made by writing the group, if it was one.</summary>
    public async Task NoteEditAsync(AdminTransaction transaction, StoredRouteGroup? before, StoredRouteGroup after)
    {
        var (from, to) = (Primary(before), Primary(after));
        if (to is null || from?.Id == to.Id || before is null) return;
        await AppendAsync(transaction, after, new PrimaryMove("configure", from, to) { Reason = transaction.Actor.Reason });
    }

    /// <summary>Appends a change.</summary>
    public async Task<PromotionRow> AppendAsync(AdminTransaction transaction, StoredRouteGroup group, PrimaryMove move)
    {
        var row = new PromotionRow
        {
            Id = EntityIds.New(time),
            RouteGroupId = group.Row.Id,
            Feature = group.Row.Key,
            Action = move.Action,
            FromId = move.From?.Id,
            FromModel = move.From?.Model,
            FromProvider = move.From is { } from ? ProviderOf(from.Model) : null,
            ToId = move.To.Id!,
            ToModel = move.To.Model,
            ToProvider = ProviderOf(move.To.Model),
            Actor = transaction.Actor.Name,
            Reason = move.Reason,
            Forced = move.Forced ? 1 : 0,
            Evidence = move.Evidence,
            UndoesPromotionId = move.UndoesId,
            At = transaction.NowMilliseconds,
            Version = transaction.Version + 1,
        };
        await PromotionStore.InsertAsync(transaction, row);
        return row;
    }

    /// <summary>Name of the provider that serves a model first; null while none does.</summary>
    public string? ProviderOf(string model) =>
        snapshots.Current.FindTarget(model) is { Members: [{ Deployments: [{ Provider: var provider }, ..] }, ..] } ? provider.Name : null;

    private static RouteGroupMemberRow? Primary(StoredRouteGroup? group) => group?.Members.FirstOrDefault(m => m.Status == RegistryStatuses.Primary);
}
