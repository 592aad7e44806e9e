using Signalbox.Cluster;
using Signalbox.Core.Routing.Health;
using Signalbox.Routing.Health;
using Signalbox.Storage;
using Signalbox.Threading;

namespace Signalbox.Alerts.Evaluation;

/// <summary>
/// Tells whoever evaluates what this instance keeps calls away from: health is in each instance's memory, and one instance evaluates for all. Writes
/// only while there is something, and once when it is over.
/// </summary>
internal sealed partial class SightingReporter(HealthBook book, SightingStore store, InstanceIdentity instance, TimeProvider time, ILogger<SightingReporter> logger) : BackgroundService
{
    /// <summary>Between two reports.</summary>
    public static readonly TimeSpan Beat = TimeSpan.FromSeconds(5);

    private bool _hasReported;

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Rounds.RunAsync(
        stopping => Task.Delay(Beat, time, stopping), ReportAsync,
        failure => Log.Blind(logger, Database.IsAway(failure) ? null : failure, failure.GetType().Name), () => Log.Recovered(logger), stoppingToken);

    private async Task ReportAsync(CancellationToken cancellation)
    {
        var rows = Sightings();
        if (rows.Count == 0 && !_hasReported) return;
        await store.ReplaceAsync(instance.Id, rows, cancellation);
        _hasReported = rows.Count > 0;
    }

    private List<SightingRow> Sightings()
    {
        var (wall, now) = (time.GetUtcNow().ToUnixTimeMilliseconds(), book.Now);
        var deployments = book.Deployments.ToList();
        return
        [
            .. deployments.Select(deployment => deployment.Provider).Distinct().Select(provider => Row("provider", provider.Name, provider.Breaker)).OfType<SightingRow>().DistinctBy(row => row.Subject),
            .. deployments.Select(deployment => Row("deployment", deployment.Name, deployment.Breaker)).OfType<SightingRow>().DistinctBy(row => row.Subject),
        ];

        // A half-open breaker has not recovered yet.
        SightingRow? Row(string kind, string name, CircuitBreaker breaker) => breaker.Standing is { State: not BreakerState.Closed } standing
            ? new() { InstanceId = instance.Id, Kind = kind, Subject = name, Since = wall + standing.Since - now, SeenAt = wall, Cause = standing.Cause ?? standing.Trigger }
            : null;
    }

    private static partial class Log
    {
        [LoggerMessage(1120, LogLevel.Warning, "Other instances cannot be told of failing providers now ({Failure})")]
        public static partial void Blind(ILogger logger, Exception? fault, string failure);

        [LoggerMessage(1121, LogLevel.Information, "Other instances are told of failing providers again")]
        public static partial void Recovered(ILogger logger);
    }
}
