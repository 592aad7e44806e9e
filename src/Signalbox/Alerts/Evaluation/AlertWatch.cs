using System.Text.Json;
using Signalbox.Alerts.Delivery;
using Signalbox.Alerts.Rules;
using Signalbox.Alerts.Slos;
using Signalbox.Alerts.Standing;
using Signalbox.Core.Alerts;
using Signalbox.Core.Reports;
using Signalbox.Storage;
using Signalbox.Threading;

namespace Signalbox.Alerts.Evaluation;

/// <summary>
/// Looks at all rules and objectives on a beat, one instance at each, and moves their alerts on:
/// <code>
/// 1. take the look: of several instances one gets it     3. move the rule's alerts on, with what they tell
/// 2. read what the rule looks at                         4. keep what was seen for whoever asks
/// </code>
/// An instance that dies leaves the next look to another. It never takes more than a twentieth of the time, however much there is to read; while the
/// database is away nothing is known anew, and no call is concerned.
/// </summary>
internal sealed partial class AlertWatch(
    AlertRuleStore rules, LookStore looks, AlertProbes probes, AlertStore alerts, AlertKeeper keeper, SloStore slos, SloCounting counting, SloCountStore counts, DeliveryStore deliveries,
    SightingStore sightings, AlertCounts known, TimeProvider time, ILogger<AlertWatch> logger) : BackgroundService
{
    private const int MostSlos = 500;
    private const int LongestProblem = 500;

    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan BetweenCounts = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan BetweenPrunings = TimeSpan.FromHours(1);
    private static readonly TimeSpan Kept = TimeSpan.FromDays(90);

    private int _wanted;
    private long _prunedTicks;
    private TimeSpan _pause = Beat;

    /// <summary>Has all rules looked at soon: something was changed.</summary>
    public void LookSoon() => Volatile.Write(ref _wanted, 1);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Rounds.RunAsync(
        stopping => Task.Delay(_pause, time, stopping), LookAsync,
        failure => Log.Blind(logger, Database.IsAway(failure) ? null : failure, failure.GetType().Name), () => Log.Recovered(logger), stoppingToken);

    private async Task LookAsync(CancellationToken cancellation)
    {
        _pause = Beat;
        var began = time.GetTimestamp();
        await LookAsync(Interlocked.Exchange(ref _wanted, 0) != 0, cancellation);
        if (_prunedTicks == 0 || time.GetElapsedTime(_prunedTicks) >= BetweenPrunings) await PruneAsync(cancellation);
        var rest = 20 * time.GetElapsedTime(began);
        if (rest > Beat) _pause = rest;
    }

    /// <summary>Looks at what is due.</summary>
    /// <param name="isWanted">Whether also at what someone has just looked at.</param>
    /// <param name="cancellation">Gives up.</param>
    internal async Task LookAsync(bool isWanted, CancellationToken cancellation)
    {
        foreach (var slo in await slos.ListAsync(new(MostSlos, null), cancellation))
            if (await TakeAsync(slo.Id, BetweenCounts, isWanted, cancellation)) await counting.RefreshAsync(slo, cancellation);

        var all = (await rules.ListAllAsync(cancellation)).Select(rule => (Row: rule, Draft: rule.ToDraft())).ToList();
        var enabled = all.Where(rule => rule.Draft.Enabled).ToList();
        var open = (await alerts.ListOpenAsync(cancellation)).ToLookup(row => row.RuleId);
        foreach (var (row, draft) in enabled)
            if (await TakeAsync(row.Id, probes.Every(row.Kind), isWanted, cancellation)) await LookAsync(row, draft, [.. open[row.Id]], cancellation);

        var live = enabled.Select(rule => rule.Row.Id).ToHashSet(StringComparer.Ordinal);
        foreach (var left in open.Where(rows => !live.Contains(rows.Key))) await keeper.ApplyAsync(null, [], [.. left], cancellation);
        known.Learn(await alerts.ListOpenAsync(cancellation));
    }

    private async Task LookAsync(AlertRuleRow row, AlertRuleDraft draft, IReadOnlyList<AlertRow> open, CancellationToken cancellation)
    {
        try
        {
            var readings = await probes.ReadAsync(draft, cancellation);
            await keeper.ApplyAsync(row, readings, open, cancellation);
            await looks.PutAsync(row.Id, null, JsonSerializer.Serialize(readings, AlertsJson.Default.IReadOnlyListAlertReading), cancellation);
        }
        catch (Exception failure) when (failure is not OperationCanceledException && !Database.IsAway(failure))
        {
            // One rule that cannot be looked at keeps no other from it.
            Log.NotLookedAt(logger, failure, row.Name);
            await looks.PutAsync(row.Id, failure.Message.Length > LongestProblem ? failure.Message[..LongestProblem] : failure.Message, "[]", cancellation);
        }
    }

    private Task<bool> TakeAsync(string id, TimeSpan every, bool isWanted, CancellationToken cancellation)
    {
        var now = Now();
        return looks.TryTakeAsync(id, now, isWanted ? now : now - (long)every.TotalMilliseconds, cancellation);
    }

    private async Task PruneAsync(CancellationToken cancellation)
    {
        _prunedTicks = time.GetTimestamp();
        var before = Now() - (long)Kept.TotalMilliseconds;
        await alerts.PruneAsync(before, cancellation);
        await deliveries.PruneAsync(before, cancellation);
        await looks.PruneAsync(before, cancellation);
        await sightings.PruneAsync(Now() - TimeSegments.HourMs, cancellation);
        await counts.PruneAsync(before - TimeSegments.DayMs, cancellation);
    }

    private long Now() => time.GetUtcNow().ToUnixTimeMilliseconds();

    private static partial class Log
    {
        [LoggerMessage(1101, LogLevel.Warning, "Alert rules cannot be looked at now ({Failure})")]
        public static partial void Blind(ILogger logger, Exception? fault, string failure);

        [LoggerMessage(1103, LogLevel.Information, "Alert rules are looked at again")]
        public static partial void Recovered(ILogger logger);

        [LoggerMessage(1102, LogLevel.Error, "The alert rule {Rule} could not be looked at")]
        public static partial void NotLookedAt(ILogger logger, Exception failure, string rule);
    }
}
