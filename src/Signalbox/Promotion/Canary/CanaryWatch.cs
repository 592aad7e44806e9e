using Signalbox.Admin;
using Signalbox.Audit;
using Signalbox.Core.Promotion.Canary;
using Signalbox.Routing;
using Signalbox.Routing.Registry;
using Signalbox.Storage;
using Signalbox.Threading;

namespace Signalbox.Promotion.Canary;

/// <summary>Looks after promotions by steps, on every instance: of several that find at once that one is to be moved, the first does it.</summary>
internal sealed partial class CanaryWatch(
    CanaryStore canaries, RouteGroupStore groups, PromotionStore promotions, CanaryTraffic traffic, CanaryProgress progress, CanaryCounts counts, AdminWriter writer, TimeProvider time, ILogger<CanaryWatch> logger)
    : BackgroundService
{
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(1);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Rounds.RunAsync(
        stopping => Task.Delay(Beat, time, stopping), LookAsync,
        failure => Log.Blind(logger, Database.IsAway(failure) ? null : failure, failure.GetType().Name), () => Log.Recovered(logger), stoppingToken);

    private async Task LookAsync(CancellationToken cancellation)
    {
        try
        {
            var open = await canaries.ListOpenAsync(cancellation);
            counts.Learn(open);
            foreach (var canary in open) await LookAsync(canary, cancellation);
        }
        catch (ProblemException refused)
        {
            // Another instance, or a person, was first.
            Log.NotMoved(logger, refused.Message);
        }
    }

    /// <summary>Moves one, if it is time.</summary>
    internal async Task LookAsync(CanaryRow canary, CancellationToken cancellation)
    {
        if (await groups.FindAsync(canary.RouteGroupId, cancellation) is not { } group) return;
        if (await ChangedUnderAsync(canary, group, cancellation) is { } changed)
        {
            await MoveAsync(changed, (transaction, current) => CanaryProgress.SupersedeAsync(transaction, current, canary, changed), group, cancellation);
            counts.Ended(CanaryStates.Superseded);
            return;
        }
        var plan = canary.ReadPlan();
        var sight = await traffic.LookAsync(canary, cancellation);
        string[] tripped = [.. plan.ToGuard().Trips(sight.Figures), .. sight.Red];
        var move = CanaryRules.Decide(
            plan.ToSteps(), (int)canary.Step, canary.Baked(time.GetUtcNow()), canary.State == CanaryStates.Paused, plan.MinCalls, sight.Figures.Calls, tripped.Length > 0);
        if (move == CanaryMove.TakeBack)
        {
            var reason = $"'{canary.CandidateModel}' was taken back: {string.Join("; ", tripped)}";
            await MoveAsync(reason, (transaction, current) => progress.TakeBackAsync(transaction, current, canary, CanaryStates.RolledBack, Cut(reason), sight.Figures), group, cancellation);
            counts.Ended(CanaryStates.RolledBack);
            Log.TakenBack(logger, canary.Feature, reason);
        }
        else if (move != CanaryMove.Stay)
        {
            await MoveAsync(null, async (transaction, current) =>
            {
                await progress.AdvanceAsync(transaction, current, canary, sight.Figures);
                return canary;
            }, group, cancellation);
            if (move == CanaryMove.Finish) counts.Ended(CanaryStates.Done);
            Log.Moved(logger, canary.CandidateModel, canary.Feature, (int)canary.Step + 1);
        }
    }

    /// <summary>What of the group has changed so that the steps make no sense any more; null when nothing has.</summary>
    private async Task<string?> ChangedUnderAsync(CanaryRow canary, StoredRouteGroup group, CancellationToken cancellation)
    {
        if (canary.PromotionId is { } promotion)
            return (await promotions.ListAsync(group.Row.Id, null, 1, cancellation)) is [{ Id: var newest }] && newest == promotion ? null : "the primary was changed after the last step";
        if (group.Members.FirstOrDefault(member => member.Id == canary.CandidateId)?.Status != RegistryStatuses.Shadow) return $"'{canary.CandidateModel}' is no shadow of the group any more";
        return group.Members.FirstOrDefault(member => member.Id == canary.PrimaryId)?.Status != RegistryStatuses.Primary ? $"'{canary.PrimaryModel}' is not the primary any more" : null;
    }

    private Task<CanaryRow> MoveAsync(string? reason, Func<AdminTransaction, StoredRouteGroup, Task<CanaryRow>> move, StoredRouteGroup seen, CancellationToken cancellation) =>
        writer.WriteAsync(new AdminActor("canary", null, null, reason is null ? null : Cut(reason)), async transaction =>
        {
            var current = await RouteGroupStore.FindAsync(transaction, seen.Row.Id);
            return current is null || current.Row.Revision != seen.Row.Revision
                ? throw ProblemException.Conflict("promotion-lost", $"'{seen.Row.Key}' has changed meanwhile.")
                : await move(transaction, current);
        }, cancellation);

    private static string Cut(string reason) => reason.Length <= ChangeReason.MaxLength ? reason : reason[..ChangeReason.MaxLength];

    private static partial class Log
    {
        [LoggerMessage(740, LogLevel.Warning, "The steps of a promotion in {Group} were taken back: {Reason}")]
        public static partial void TakenBack(ILogger logger, string group, string reason);

        [LoggerMessage(741, LogLevel.Information, "A promotion by steps was not moved by this instance: {Reason}")]
        public static partial void NotMoved(ILogger logger, string reason);

        [LoggerMessage(742, LogLevel.Warning, "Promotions by steps cannot be looked after now ({Failure})")]
        public static partial void Blind(ILogger logger, Exception? fault, string failure);

        [LoggerMessage(744, LogLevel.Information, "Promotions by steps are looked after again")]
        public static partial void Recovered(ILogger logger);

        [LoggerMessage(743, LogLevel.Information, "{Model} in {Group} has passed step {Step}")]
        public static partial void Moved(ILogger logger, string model, string group, int step);
    }
}
