using System.Text.Json;
using Signalbox.Admin;
using Signalbox.Audit;
using Signalbox.Core.Promotion;
using Signalbox.Promotion.Canary;
using Signalbox.Promotion.Shadow;
using Signalbox.Quality.Contracts;
using Signalbox.Routing;
using Signalbox.Routing.Registry;
using Signalbox.Storage;

namespace Signalbox.Promotion;

/// <summary>
/// Changes a group's primary, within the one transaction that also writes the history and the audit event:
/// <code>
/// arrival   what revision does the group have when the request comes in       (read, before any wait)
/// write     404 unknown, 412 stale If-Match, 409 if the group moved since arrival
///           400 already primary or retired, 409 nothing to roll back to, 409 without the evidence that the group asks for, unless forced
///           incumbent -> shadow, candidate -> primary: at most one, by the index
/// commit    then the own snapshot, then the answer, then the other instances
/// </code>
/// </summary>
internal sealed class PrimaryPromotion(PrimaryHistory history, ShadowReport report, ContractEvidence contracts)
{
    /// <summary>Makes an entry the primary of its group.</summary>
    /// <exception cref="ProblemException">400, 404, 409 or 412, as above.</exception>
    public async Task<(PromotionRow Row, StoredRouteGroup Group)> PromoteAsync(AdminTransaction transaction, string entryId, Arrival arrival, PromotionDraft draft)
    {
        var (group, change, evidence, isForced) = await ExpectPromotableAsync(transaction, entryId, arrival, draft.Force);
        return await MoveAsync(transaction, group, change, "promote", draft,
            evidence is null ? null : JsonSerializer.Serialize(evidence, PromotionJson.Default.ComparisonView), isForced);
    }

    /// <summary>The change that makes an entry the primary, if nothing stands against it.</summary>
    /// <param name="transaction">The write.</param>
    /// <param name="entryId">The entry.</param>
    /// <param name="arrival">How the group stood when this was asked for.</param>
    /// <param name="force">Whether missing evidence is passed by.</param>
    /// <exception cref="ProblemException">400, 404, 409 or 412, as above.</exception>
    public async Task<(StoredRouteGroup Group, PrimaryChange Change, ComparisonView? Evidence, bool IsForced)> ExpectPromotableAsync(
        AdminTransaction transaction, string entryId, Arrival arrival, bool force)
    {
        var group = Expect(await RouteGroupStore.FindByEntryAsync(transaction, entryId), "registry entry", entryId, arrival);
        var change = PromotionRules.Promote(group.ToEntries(), entryId);
        if (change.Refusal != PromotionRefusal.None) throw Refuse(change, group);
        if (await CanaryStore.FindOpenAsync(transaction, group.Row.Id) is { } open)
            throw ProblemException.Conflict("canary-under-way", $"'{open.CandidateModel}' is being promoted by steps in '{group.Row.Key}'. Wait for it, or abort it first.");
        var evidence = await WeighAsync(group, change);
        if (evidence is { Missing.Count: > 0 } && !force)
            throw ProblemException.Conflict("evidence-missing",
                $"The promotion rule of '{group.Row.Key}' is not met by '{evidence.Candidate}': {string.Join("; ", evidence.Missing)}. Let shadow traffic or evaluations go on, or promote with force and a reason.");
        return (group, change, evidence, evidence is { Missing.Count: > 0 });
    }

    /// <summary>What is known of the candidate beside the primary, where the group or its contract asks for it.</summary>
    private async Task<ComparisonView?> WeighAsync(StoredRouteGroup group, PrimaryChange change)
    {
        var (primary, candidate) = (Entry(group, change.DemotedId)?.Model ?? "", Entry(group, change.PromotedId)!.Model);
        var contract = await contracts.WeighAsync(group.Row.Id, primary, candidate, CancellationToken.None);
        if (group.Row.ReadSettings().Promotion is null && contract is null) return null;
        var shown = await report.CompareAsync(group, primary, candidate, null, CancellationToken.None);
        return contract is null ? shown : shown with { Contract = contract, Missing = [.. shown.Missing, .. contract.Missing] };
    }

    /// <summary>Undoes the newest change of a group's primary that was not undone.</summary>
    /// <exception cref="ProblemException">404, 409 or 412, as above.</exception>
    public async Task<(PromotionRow Row, StoredRouteGroup Group)> RollBackAsync(
        AdminTransaction transaction, string feature, Arrival arrival, PromotionDraft draft, string? evidence = null)
    {
        var group = Expect(await RouteGroupStore.FindByKeyAsync(transaction, feature), "route group", feature, arrival);
        var past = await PromotionStore.ReadAsync(transaction, group.Row.Id);
        var change = PromotionRules.RollBack(group.ToEntries(), [.. past.Select(row => row.ToPast())]);
        if (change.Refusal != PromotionRefusal.None) throw Refuse(change, group, past.FirstOrDefault(row => row.Id == change.UndoesId));
        await CanaryProgress.EndWithPrimaryAsync(transaction, group.Row.Id, "the primary was rolled back");
        return await MoveAsync(transaction, group, change, "rollback", draft, evidence);
    }

    private static StoredRouteGroup Expect(StoredRouteGroup? group, string kind, string name, Arrival arrival)
    {
        if (group is not { Row.Strategy: RouteStrategies.Primary } || arrival.Revision is not { } seen) throw ProblemException.NotFound(kind, name);
        arrival.Match(seen);
        return group.Row.Revision == seen ? group : throw Lost(group);
    }

    /// <summary>Makes a change that nothing stands against.</summary>
    /// <param name="transaction">The write.</param>
    /// <param name="group">The group as it stands.</param>
    /// <param name="change">The change.</param>
    /// <param name="action">promote or rollback.</param>
    /// <param name="draft">What was said with it.</param>
    /// <param name="evidence">JSON of what was known.</param>
    /// <param name="isForced">Whether that did not carry it.</param>
    public async Task<(PromotionRow Row, StoredRouteGroup Group)> MoveAsync(
        AdminTransaction transaction, StoredRouteGroup group, PrimaryChange change, string action, PromotionDraft draft, string? evidence, bool isForced = false)
    {
        try
        {
            if (!await RouteGroupStore.MovePrimaryAsync(transaction, group, change.PromotedId!)) throw Lost(group);
            var row = await history.AppendAsync(transaction, group, new PrimaryMove(action, Entry(group, change.DemotedId), Entry(group, change.PromotedId)!)
            {
                Reason = draft.Reason ?? transaction.Actor.Reason,
                Forced = isForced,
                Evidence = evidence,
                UndoesId = change.UndoesId,
            });
            var after = (await RouteGroupStore.FindAsync(transaction, group.Row.Id))!;
            if (row.Forced != 0) action = "promote-forced";
            transaction.Audit(action, "route_group", group.Row.Id, group.Row.Key, group.ToDraft(), after.ToDraft(), RoutingJson.Default.RouteGroupDraft);
            return (row, after);
        }
        catch (Exception failure) when (Database.IsDuplicate(failure))
        {
            throw Lost(group);
        }
    }

    private static RouteGroupMemberRow? Entry(StoredRouteGroup group, string? id) => group.Members.FirstOrDefault(m => m.Id == id);

    private static ProblemException Lost(StoredRouteGroup group) => ProblemException.Conflict("promotion-lost",
        $"Someone changed '{group.Row.Key}' at the same time, and was first. Look at its registry again, then decide anew.");

    private static ProblemException Refuse(PrimaryChange change, StoredRouteGroup group, PromotionRow? undone = null) => change.Refusal switch
    {
        PromotionRefusal.AlreadyPrimary when undone is null => new ProblemException(StatusCodes.Status400BadRequest, "already-primary",
            $"'{Entry(group, PromotionRules.FindPrimary(group.ToEntries())?.Id)?.Model}' is the primary of '{group.Row.Key}' already."),
        PromotionRefusal.Retired => new ProblemException(StatusCodes.Status400BadRequest, "retired",
            $"A retired entry of '{group.Row.Key}' cannot be promoted. Make it a shadow first."),
        PromotionRefusal.TargetGone => ProblemException.Conflict("rollback-target-gone",
            $"'{undone?.FromModel}', the primary before, is no longer a member of '{group.Row.Key}'. Promote another member."),
        PromotionRefusal.TargetRetired => ProblemException.Conflict("rollback-target-retired",
            $"'{undone?.FromModel}', the primary before, is retired. Make it a shadow first, or promote another member."),
        _ => ProblemException.Conflict("nothing-to-roll-back", $"No change of the primary of '{group.Row.Key}' is left to be undone."),
    };
}
