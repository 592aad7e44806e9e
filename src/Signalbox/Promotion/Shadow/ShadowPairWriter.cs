using Signalbox.Admin;
using Signalbox.Audit;
using Signalbox.Routing;
using Signalbox.Storage;
using Signalbox.Threading;

namespace Signalbox.Promotion.Shadow;

/// <summary>
/// Moves comparisons to the database on a beat, makes entries of the registry of candidates that have none, asks what was spent today, and
/// deletes what is to be kept no longer. While the database is away comparisons wait within their bound; nothing of a call depends on them.
/// </summary>
internal sealed partial class ShadowPairWriter(
    ShadowPairs pairs, ShadowPairStore store, ShadowBudgets budgets, AdminWriter writer, RouteGroupRegistry registry, TimeProvider time, ILogger<ShadowPairWriter> logger)
    : BackgroundService
{
    private const int BatchSize = 100;
    private const int SweepSize = 500;
    private static readonly AdminActor Actor = new("shadow", null, null, "shadow traffic has tried it");
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan BetweenSweeps = TimeSpan.FromMinutes(10);

    private readonly HashSet<(string, string)> _entered = [];
    private IReadOnlyList<ShadowPair> _unwritten = [];
    private long _lookedTicks;
    private long _sweptTicks;

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Rounds.RunAsync(
        stopping => Task.Delay(Beat, time, stopping), WorkAsync,
        failure => Log.Stalled(logger, Database.IsAway(failure) ? null : failure, failure.GetType().Name), () => Log.Recovered(logger), stoppingToken);

    /// <summary>One beat.</summary>
    internal async Task WorkAsync(CancellationToken cancellation)
    {
        do
        {
            if (_unwritten.Count == 0) _unwritten = pairs.Take(BatchSize);
            var batch = _unwritten;
            if (batch.Count > 0)
            {
                await store.InsertAsync(batch, cancellation);
                _unwritten = [];
            }
            await LookAsync(batch, cancellation);
            foreach (var (group, model) in batch.Where(pair => pair.CandidateId.Length == 0 && pair.Error is null).Select(pair => (pair.RouteGroupId, pair.CandidateModel)).Distinct())
                await EnterAsync(group, model, cancellation);
        }
        while ((_unwritten = pairs.Take(BatchSize)).Count > 0);
        if (_sweptTicks != 0 && time.GetElapsedTime(_sweptTicks) < BetweenSweeps) return;
        while (await store.DeleteExpiredAsync(time.GetUtcNow().ToUnixTimeMilliseconds(), SweepSize, cancellation) == SweepSize) { }
        _sweptTicks = time.GetTimestamp();
    }

    private async Task LookAsync(IReadOnlyList<ShadowPair> written, CancellationToken cancellation)
    {
        var isDue = _lookedTicks == 0 || time.GetElapsedTime(_lookedTicks) >= BetweenLooks;
        foreach (var (group, since) in budgets.Wanted)
        {
            var own = written.Where(pair => pair.RouteGroupId == group).Sum(pair => pair.CandidateCostMicros ?? 0);
            // One that was never asked for waits for the answer.
            if (own > 0 || isDue || budgets.IsUnknown(group)) budgets.Learn(group, since, await store.CostSinceAsync(group, since, cancellation), own);
        }
        if (isDue) _lookedTicks = time.GetTimestamp();
    }

    private async Task EnterAsync(string groupId, string model, CancellationToken cancellation)
    {
        if (_entered.Contains((groupId, model))) return;
        try
        {
            await writer.WriteAsync(Actor, async transaction =>
            {
                await registry.AddCandidateAsync(transaction, groupId, model);
                return true;
            }, cancellation);
            _entered.Add((groupId, model));
        }
        catch (ProblemException refused)
        {
            // The next comparison tries again.
            Log.NotEntered(logger, model, refused.Message);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(700, LogLevel.Warning, "Comparisons of shadow traffic wait, the database does not take them ({Failure})")]
        public static partial void Stalled(ILogger logger, Exception? fault, string failure);

        [LoggerMessage(702, LogLevel.Information, "Comparisons of shadow traffic are written again")]
        public static partial void Recovered(ILogger logger);

        [LoggerMessage(701, LogLevel.Warning, "The candidate {Model} could not be entered into the registry: {Reason}")]
        public static partial void NotEntered(ILogger logger, string model, string reason);
    }
}
