using System.Text.Json;
using Signalbox.Admin;
using Signalbox.Storage;
using Signalbox.Threading;

namespace Signalbox.Quality.Contracts;

/// <summary>
/// Looks at all contracts on a beat, one instance at each, and keeps how they stand for whoever asks. Each instance reads all of them for its
/// metrics. While the database is away nothing is known anew, and no call is concerned.
/// </summary>
internal sealed partial class ContractWatch(
    QualityContractStore contracts, StandingStore standings, ContractEvaluator evaluator, ContractStandings known, TimeProvider time, ILogger<ContractWatch> logger) : BackgroundService
{
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(30);

    private long _lookedTicks;
    private int _wanted;

    /// <summary>Has all contracts looked at soon: one was changed, or results came in.</summary>
    public void LookSoon() => Volatile.Write(ref _wanted, 1);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Rounds.RunAsync(
        stopping => Task.Delay(Beat, time, stopping), LookIfDueAsync,
        failure => Log.Blind(logger, Database.IsAway(failure) ? null : failure, failure.GetType().Name), () => Log.Recovered(logger), stoppingToken);

    private async Task LookIfDueAsync(CancellationToken cancellation)
    {
        var isWanted = Interlocked.Exchange(ref _wanted, 0) != 0;
        if (!isWanted && _lookedTicks != 0 && time.GetElapsedTime(_lookedTicks) < BetweenLooks) return;
        await LookAsync(isWanted, cancellation);
        _lookedTicks = time.GetTimestamp();
    }

    /// <summary>Looks at all contracts.</summary>
    /// <param name="isWanted">Whether also at those that someone has just looked at.</param>
    /// <param name="cancellation">Gives up.</param>
    internal async Task LookAsync(bool isWanted, CancellationToken cancellation)
    {
        string? cursor = null;
        var seen = new List<(string RouteGroup, string Standing)>();
        do
        {
            var rows = Page<QualityContractRow>.Cut(await contracts.ListAsync(null, new PageQuery(100, cursor), cancellation), 100, row => row.RouteGroup);
            foreach (var row in rows.Items) seen.Add((row.RouteGroup, await LookAsync(row, isWanted, cancellation) ?? row.Standing ?? "unknown"));
            cursor = rows.NextCursor;
        }
        while (cursor is not null);
        known.Learn(seen);
    }

    private async Task<string?> LookAsync(QualityContractRow row, bool isWanted, CancellationToken cancellation)
    {
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        if (!await standings.TryTakeAsync(row.Id, now, isWanted ? now : now - (long)BetweenLooks.TotalMilliseconds, cancellation)) return null;
        var shown = await evaluator.EvaluateAsync(row, cancellation);
        var standing = StandingNames.Name(shown.Standing);
        if (row.Standing is not null && row.Standing != standing) Log.Changed(logger, row.RouteGroup, row.Standing, standing);
        await standings.PutAsync(new()
        {
            ContractId = row.Id, Standing = standing, Since = now, EvaluatedAt = now,
            Bounds = JsonSerializer.Serialize([.. shown.Bounds.Select(BoundView.Of)], QualityJson.Default.IReadOnlyListBoundView),
        }, cancellation);
        return standing;
    }

    private static partial class Log
    {
        [LoggerMessage(730, LogLevel.Warning, "Quality contracts cannot be looked at now ({Failure})")]
        public static partial void Blind(ILogger logger, Exception? fault, string failure);

        [LoggerMessage(732, LogLevel.Information, "Quality contracts are looked at again")]
        public static partial void Recovered(ILogger logger);

        [LoggerMessage(731, LogLevel.Information, "The quality contract of {Group} stood {Before} and stands {Standing} now")]
        public static partial void Changed(ILogger logger, string group, string before, string standing);
    }
}
