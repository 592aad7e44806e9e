using System.Globalization;
using System.Text.Json;
using Signalbox.Admin;
using Signalbox.Audit;
using Signalbox.Core.Snapshots;
using Signalbox.Routing;
using Signalbox.Routing.Registry;
using Signalbox.Storage;
using Signalbox.Threading;
using Signalbox.Usage;

namespace Signalbox.Promotion.Watch;

/// <summary>
/// Looks after new primaries, on every instance: while a promotion is young, the calls of all instances since then are judged, and one that fails
/// too many is rolled back. Of several instances that find so at once, one does it: all others have seen an older revision.
/// </summary>
internal sealed partial class PrimaryWatch(
    RouteGroupStore groups, PromotionStore promotions, TargetCallStore traffic, SnapshotHolder snapshots, PrimaryPromotion promotion, AdminWriter writer, TimeProvider time, ILogger<PrimaryWatch> logger)
    : BackgroundService
{
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(5);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Rounds.RunAsync(
        stopping => Task.Delay(Beat, time, stopping), LookAsync,
        failure => Log.Blind(logger, Database.IsAway(failure) ? null : failure, failure.GetType().Name), () => Log.Recovered(logger), stoppingToken);

    private async Task LookAsync(CancellationToken cancellation)
    {
        try
        {
            foreach (var id in await groups.ListWatchedAsync(cancellation)) await LookAsync(id, cancellation);
        }
        catch (ProblemException refused)
        {
            // Another instance, or a person, was first.
            Log.NotRolledBack(logger, refused.Message);
        }
    }

    /// <summary>Judges one group.</summary>
    internal async Task LookAsync(string groupId, CancellationToken cancellation)
    {
        if (await groups.FindAsync(groupId, cancellation) is not { } group || group.Row.ReadSettings().Watch is not { } watch) return;
        if (await promotions.ListAsync(groupId, null, 1, cancellation) is not [{ Action: "promote" } latest]) return;
        if (time.GetUtcNow() - DateTimeOffset.FromUnixTimeMilliseconds(latest.At) > TimeSpan.FromMinutes(watch.Minutes)) return;
        // A primary that leads nowhere has no deployment: it fails every call.
        HashSet<string> own = [.. snapshots.Current.FindTarget(group.Row.Key)?.RegistryPrimary?.Deployments.Select(deployment => deployment.Name) ?? []];
        var seen = (await traffic.ListWithRoutesAsync(group.Row.Key, latest.At, cancellation)).Where(call => !call.IsOfPrimaryBefore(own, call.ReadRoute().Reason)).ToList();
        var (calls, served) = (seen.Count, seen.Count(call => call.Status == (long)CallStatus.Success && call.Deployment is { } name && own.Contains(name)));
        if (watch.ToRule().Trips(calls, calls - served) is not { } errors) return;
        var evidence = new WatchEvidence(latest.Id, calls, calls - served, errors, watch.MaxErrorPercent / 100);
        var reason = string.Create(CultureInfo.InvariantCulture, $"'{latest.ToModel}' failed {calls - served} of {calls} calls since its promotion; {watch.MaxErrorPercent:0.##} per cent are allowed");
        await writer.WriteAsync(new AdminActor("watch", null, null, reason), transaction => promotion.RollBackAsync(
            transaction, group.Row.Key, new Arrival(group.Row.Revision, static _ => { }), new PromotionDraft { Reason = reason },
            JsonSerializer.Serialize(evidence, PromotionJson.Default.WatchEvidence)), cancellation);
        Log.RolledBack(logger, group.Row.Key, reason);
    }

    private static partial class Log
    {
        [LoggerMessage(720, LogLevel.Warning, "The promotion in {Group} was rolled back: {Reason}")]
        public static partial void RolledBack(ILogger logger, string group, string reason);

        [LoggerMessage(721, LogLevel.Information, "A promotion was not rolled back by this instance: {Reason}")]
        public static partial void NotRolledBack(ILogger logger, string reason);

        [LoggerMessage(722, LogLevel.Warning, "New primaries cannot be watched now ({Failure})")]
        public static partial void Blind(ILogger logger, Exception? fault, string failure);

        [LoggerMessage(723, LogLevel.Information, "New primaries are watched again")]
        public static partial void Recovered(ILogger logger);
    }
}
