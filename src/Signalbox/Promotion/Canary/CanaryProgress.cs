using System.Text.Json;
using Signalbox.Admin;
using Signalbox.Audit;
using Signalbox.Core.Assets;
using Signalbox.Core.Promotion;
using Signalbox.Core.Promotion.Canary;
using Signalbox.Routing;

namespace Signalbox.Promotion.Canary;

/// <summary>
/// Moves promotions by steps, each time within one admin write: whatever instance asks, all writes follow each other, and whoever has seen an
/// older state than the one stored changes nothing.
/// <code>
/// start    the candidate takes the first step's share       the primary stays the primary
/// advance  the next share                                   at 100 per cent: a promotion, with its row of the history
/// pause, resume                                             the share stays; the step's time stands still
/// abort, roll back                                          the primary takes all calls again; after 100 per cent by a rollback
/// </code>
/// </summary>
internal sealed class CanaryProgress(PrimaryPromotion promotion, TimeProvider time)
{
    private const string Kind = "canary";

    /// <summary>Begins.</summary>
    /// <exception cref="ProblemException">400, 404, 409 or 412, as for a promotion; 409 <c>canary-under-way</c>.</exception>
    public async Task<CanaryRow> StartAsync(AdminTransaction transaction, string entryId, Arrival arrival, CanaryDraft plan)
    {
        var (group, change, _, isForced) = await promotion.ExpectPromotableAsync(transaction, entryId, arrival, plan.Force);
        var entry = group.Members.First(member => member.Id == entryId);
        var primary = group.Members.FirstOrDefault(member => member.Id == change.DemotedId)
            ?? throw ProblemException.Conflict("no-primary", $"'{group.Row.Key}' has no primary to take a share from. Promote '{entry.Model}' at once.");
        var row = new CanaryRow
        {
            Id = EntityIds.New(time),
            RouteGroupId = group.Row.Id,
            Feature = group.Row.Key,
            CandidateId = entryId,
            CandidateModel = entry.Model,
            PrimaryId = primary.Id!,
            PrimaryModel = primary.Model,
            Plan = JsonSerializer.Serialize(plan, PromotionJson.Default.CanaryDraft),
            State = CanaryStates.Running,
            StepAt = transaction.NowMilliseconds,
            Actor = transaction.Actor.Name,
            Reason = plan.Reason,
            Log = "[]",
            StartedAt = transaction.NowMilliseconds,
        };
        row = row.With(Event(transaction, "start", plan.Steps[0].Percent, plan.Reason, null));
        await CanaryStore.InsertAsync(transaction, row);
        Audit(transaction, isForced ? "start-forced" : "start", null, row);
        return await EnterAsync(transaction, group, row, null);
    }

    /// <summary>Goes to the next step, or ends after the last.</summary>
    public async Task AdvanceAsync(AdminTransaction transaction, StoredRouteGroup group, CanaryRow row, CanaryFigures evidence)
    {
        var plan = row.ReadPlan();
        if (row.Step == plan.Steps.Count - 1)
        {
            await EndAsync(transaction, row, CanaryStates.Done, "finish", 100, null, evidence);
            return;
        }
        var next = row with { Step = row.Step + 1, StepAt = transaction.NowMilliseconds, BakedMs = 0 };
        var percent = plan.Steps[(int)next.Step].Percent;
        next = next.With(Event(transaction, percent == 100 ? "promote" : "advance", percent, null, evidence));
        await PutAsync(transaction, next);
        Audit(transaction, "advance", row, next);
        await EnterAsync(transaction, group, next, evidence);
    }

    /// <summary>Keeps the share where it is.</summary>
    public static Task<CanaryRow> PauseAsync(AdminTransaction transaction, CanaryRow row, string? reason) => row.State == CanaryStates.Running
        ? SwitchAsync(transaction, row, row with { State = CanaryStates.Paused, BakedMs = (long)row.Baked(transaction.Now).TotalMilliseconds }, "pause", reason)
        : throw ProblemException.Conflict("canary-not-running", $"The steps of '{row.CandidateModel}' are paused already.");

    /// <summary>Goes on.</summary>
    public static Task<CanaryRow> ResumeAsync(AdminTransaction transaction, CanaryRow row, string? reason) => row.State == CanaryStates.Paused
        ? SwitchAsync(transaction, row, row with { State = CanaryStates.Running, StepAt = transaction.NowMilliseconds }, "resume", reason)
        : throw ProblemException.Conflict("canary-not-paused", $"The steps of '{row.CandidateModel}' are not paused.");

    /// <summary>Gives all calls back to the primary of before.</summary>
    /// <param name="transaction">The write.</param>
    /// <param name="group">The group as it stands.</param>
    /// <param name="row">The steps as they stand.</param>
    /// <param name="state">What becomes of them.</param>
    /// <param name="reason">Why.</param>
    /// <param name="evidence">What the calls of the step had shown.</param>
    public async Task<CanaryRow> TakeBackAsync(AdminTransaction transaction, StoredRouteGroup group, CanaryRow row, string state, string? reason, CanaryFigures? evidence)
    {
        var ended = await EndAsync(transaction, row, state, state == CanaryStates.Aborted ? "abort" : "roll_back", 0, reason, evidence);
        if (row.PromotionId is null) await RouteGroupStore.SetCanaryAsync(transaction, group, null);
        else await promotion.RollBackAsync(transaction, row.Feature, new Arrival(group.Row.Revision, static _ => { }), new PromotionDraft { Reason = reason },
            evidence is null ? null : JsonSerializer.Serialize(evidence, PromotionJson.Default.CanaryFigures));
        return ended;
    }

    /// <summary>Ends what the group has changed under.</summary>
    public static async Task<CanaryRow> SupersedeAsync(AdminTransaction transaction, StoredRouteGroup group, CanaryRow row, string reason)
    {
        var ended = await EndAsync(transaction, row, CanaryStates.Superseded, "supersede", 0, reason, null);
        if (group.Row.Canary is not null) await RouteGroupStore.SetCanaryAsync(transaction, group, null);
        return ended;
    }

    /// <summary>Ends what is under way in a group whose primary changes otherwise.</summary>
    public static async Task EndWithPrimaryAsync(AdminTransaction transaction, string groupId, string reason)
    {
        if (await CanaryStore.FindOpenAsync(transaction, groupId) is { } open) await EndAsync(transaction, open, CanaryStates.Superseded, "supersede", 0, reason, null);
    }

    /// <summary>Puts a step's share in force: below 100 per cent as a share, at 100 by making the candidate the primary.</summary>
    private async Task<CanaryRow> EnterAsync(AdminTransaction transaction, StoredRouteGroup group, CanaryRow row, CanaryFigures? evidence)
    {
        var percent = row.Percent;
        if (percent < 100)
        {
            await RouteGroupStore.SetCanaryAsync(transaction, group, new CanaryShare(row.CandidateId, percent / 100));
            return row;
        }
        var change = PromotionRules.Promote(group.ToEntries(), row.CandidateId);
        if (change.Refusal != PromotionRefusal.None) throw ProblemException.Conflict("promotion-lost", $"'{row.CandidateModel}' is no shadow of '{row.Feature}' any more.");
        var (promoted, _) = await promotion.MoveAsync(transaction, group, change, "promote", new PromotionDraft { Reason = row.Reason ?? "by steps" },
            evidence is null ? null : JsonSerializer.Serialize(evidence, PromotionJson.Default.CanaryFigures));
        var after = row with { PromotionId = promoted.Id, Revision = row.Revision + 1 };
        await PutAsync(transaction, after);
        return after;
    }

    private static async Task<CanaryRow> SwitchAsync(AdminTransaction transaction, CanaryRow before, CanaryRow row, string action, string? reason)
    {
        row = row.With(Event(transaction, action, row.Percent, reason, null));
        await PutAsync(transaction, row);
        Audit(transaction, action, before, row);
        return row;
    }

    private static async Task<CanaryRow> EndAsync(AdminTransaction transaction, CanaryRow row, string state, string action, double percent, string? reason, CanaryFigures? evidence)
    {
        var ended = (row with { State = state, EndedAt = transaction.NowMilliseconds, BakedMs = (long)row.Baked(transaction.Now).TotalMilliseconds }).With(Event(transaction, action, percent, reason, evidence));
        await PutAsync(transaction, ended);
        Audit(transaction, action.Replace('_', '-'), row, ended);
        return ended;
    }

    private static async Task PutAsync(AdminTransaction transaction, CanaryRow row)
    {
        if (!await CanaryStore.UpdateAsync(transaction, row))
            throw ProblemException.Conflict("promotion-lost", $"Someone moved the steps of '{row.CandidateModel}' at the same time, and was first. Look again.");
    }

    private static CanaryEvent Event(AdminTransaction transaction, string action, double percent, string? reason, CanaryFigures? evidence) =>
        new(transaction.Now, action, percent, transaction.Actor.Name, reason ?? transaction.Actor.Reason, evidence);

    private static void Audit(AdminTransaction transaction, string action, CanaryRow? before, CanaryRow after) => transaction.Audit(
        action, Kind, after.Id, $"{after.Feature}: {after.CandidateModel}", before is null ? null : CanaryState.Of(before), CanaryState.Of(after), PromotionJson.Default.CanaryState);
}
