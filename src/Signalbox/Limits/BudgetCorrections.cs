using Signalbox.Core.Limits;
using Signalbox.Core.Snapshots;
using Signalbox.Storage;
using Signalbox.Usage;

namespace Signalbox.Limits;

/// <summary>
/// Has budgets in force follow when calls are priced anew: what was counted at the old price is corrected by the difference. Instances that share counts
/// correct those. Others see a higher cost in the sums of the database, which never lets them go below what they have seen; of a lower one they are told there.
/// </summary>
internal sealed partial class BudgetCorrections(
    LimitLedgers ledgers, SharedAllowance shared, IShareStore store, LoweredCostStore lowered, SnapshotHolder snapshots, TimeProvider time, ILogger<BudgetCorrections> logger) : IDisposable
{
    /// <summary>Longer than any window.</summary>
    private static readonly TimeSpan Kept = TimeSpan.FromDays(40);

    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly Dictionary<(string Identity, long WindowStart), long> _seen = [];

    /// <summary>Whether other instances are told through the database, since there is nothing else that they share.</summary>
    private bool TellsByDatabase => store is { MayHavePeers: true, IsConfigured: false };

    /// <summary>Changes costs, and has budgets follow. What cannot be told the other instances now, they count from their next start.</summary>
    /// <param name="change">Changes them in the database, and says which it has changed.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task ApplyAsync(Func<CancellationToken, Task<IReadOnlyList<CostChange>>> change, CancellationToken cancellation)
    {
        using (await PauseAsync(cancellation)) await FollowAsync(await change(cancellation), cancellation);
    }

    /// <summary>
    /// Keeps costs from being changed here until it is disposed, for who reads balances and goes by them: those of before a change, adopted after it, would
    /// bring back what it took off, and those of after it, adopted before the budgets have followed, count twice what it added.
    /// </summary>
    public async Task<IDisposable> PauseAsync(CancellationToken cancellation)
    {
        await _turn.WaitAsync(cancellation);
        return new Pause(_turn);
    }

    /// <summary>What all instances have told so far. To be read in the pause before the balances that are then told too, or it would be lost on them.</summary>
    public async Task<IReadOnlyList<LoweredCost>> ReadAsync(CancellationToken cancellation) => TellsByDatabase ? await lowered.ListAsync(cancellation) : [];

    /// <summary>
    /// Takes what is new to this instance off what it has counted, in the same pause. What was lowered before it started it takes off too, though it never
    /// counted it: the balances that follow put that right.
    /// </summary>
    public void Follow(IReadOnlyList<LoweredCost> told, IReadOnlyList<CompiledLimit> limits)
    {
        // Of what was deleted there no more is told, or from the start.
        foreach (var gone in _seen.Keys.Except(told.Select(one => (one.LimitIdentity, one.WindowStart))).ToList()) _seen.Remove(gone);
        if (told.Count == 0) return;
        var now = ledgers.Now(time);
        var budgets = Budgets(limits).ToDictionary(limit => limit.Identity, StringComparer.Ordinal);
        foreach (var one in told)
        {
            var difference = SetSeen(one.LimitIdentity, one.WindowStart, one.Micros);
            if (difference > 0 && budgets.TryGetValue(one.LimitIdentity, out var limit)) ledgers.Of(limit.OrganizationId).Correct(limit, one.WindowStart, -difference, now);
        }
    }

    public void Dispose() => _turn.Dispose();

    private async Task FollowAsync(IReadOnlyList<CostChange> changes, CancellationToken cancellation)
    {
        var differences = changes.Select(Consumption.Of).OfType<Consumption>().ToList();
        if (differences.Count == 0) return;
        var now = ledgers.Now(time);
        var budgets = Budgets(snapshots.Current.AllLimits.SelectMany(set => set.Limits));
        try
        {
            var less = new List<LoweredCost>();
            foreach (var (limit, window, difference) in OpeningBalances.Of(budgets, now.Wall, differences))
            {
                if (difference == 0) continue;
                var isShared = ledgers.Sharing.Mode == SharingMode.Leased && await shared.CorrectAsync(limit, window, difference, cancellation);
                if (!isShared) ledgers.Of(limit.OrganizationId).Correct(limit, window, difference, now);
                if (difference < 0) less.Add(new() { LimitIdentity = limit.Identity, WindowStart = window, Micros = -difference });
            }
            if (less.Count > 0 && TellsByDatabase) await TellAsync(less, cancellation);
        }
        catch (Exception away) when (away is ShareStoreException || Database.IsAway(away))
        {
            Log.NotShared(logger, away.Message);
        }
    }

    private async Task TellAsync(IReadOnlyList<LoweredCost> less, CancellationToken cancellation)
    {
        await lowered.AddAsync(less, (time.GetUtcNow() - Kept).ToUnixTimeMilliseconds(), cancellation);
        foreach (var one in less) _seen[(one.LimitIdentity, one.WindowStart)] = _seen.GetValueOrDefault((one.LimitIdentity, one.WindowStart)) + one.Micros;
    }

    /// <summary>Notes how much was told of a window.</summary>
    /// <returns>How much of it is new.</returns>
    private long SetSeen(string identity, long windowStart, long micros)
    {
        var before = _seen.GetValueOrDefault((identity, windowStart));
        _seen[(identity, windowStart)] = Math.Max(before, micros);
        return micros - before;
    }

    private static IEnumerable<CompiledLimit> Budgets(IEnumerable<CompiledLimit> limits) =>
        limits.Where(limit => limit.Rule.Measure == LimitMeasure.Cost).DistinctBy(limit => limit.Identity);

    private sealed class Pause(SemaphoreSlim turn) : IDisposable
    {
        public void Dispose() => turn.Release();
    }

    private static partial class Log
    {
        [LoggerMessage(1020, LogLevel.Warning, "Budgets could not be told that calls were priced anew ({Reason}); they count it from the next start")]
        public static partial void NotShared(ILogger logger, string reason);
    }
}
