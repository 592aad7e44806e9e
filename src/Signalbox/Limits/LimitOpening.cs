using System.Collections.Concurrent;
using Signalbox.Core.Limits;
using Signalbox.Core.Snapshots;
using Signalbox.Storage;
using Signalbox.Threading;
using Signalbox.Usage;
using Signalbox.Usage.Journal;

namespace Signalbox.Limits;

/// <summary>
/// Has quotas and budgets go on from what was taken before: at start from the database and the journal, exactly, or from the copy on disk while
/// the database is away (R04, R20); and for a limit that is new, within seconds, from what its window has seen so far.
/// </summary>
internal sealed partial class LimitOpening(
    LimitLedgers ledgers, OpeningBalances balances, JournalBacklog backlog, UsageJournal journal, UsageWriter writer, LimitCheckpointFile file, SnapshotHolder snapshots,
    LimitCounts counts, TimeProvider time, ILogger<LimitOpening> logger)
    : BackgroundService
{
    /// <summary>Between two copies on disk: what a kill can take from them.</summary>
    public static readonly TimeSpan Beat = TimeSpan.FromSeconds(2);

    /// <summary>Every ten minutes the counters of scopes and keys that are gone are dropped.</summary>
    private const int BeatsToForget = 300;

    /// <summary>When what a new limit's window has seen is added up: once the writer's beat has passed, and again when long calls of before have ended.</summary>
    private static readonly TimeSpan[] Looks = [Beat, TimeSpan.FromMinutes(2)];

    private readonly ConcurrentDictionary<string, (CompiledLimit Limit, long From, int Look)> _new = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, bool> _opened = new(StringComparer.Ordinal);
    private long _startedAt;
    private long _activatedAt;
    private bool _fromDisk;
    private IReadOnlyList<LimitMark> _written = [];
    private int _beats;

    /// <summary>Opens all limits of the snapshot in force, before the first call.</summary>
    public async Task StartAsync(bool databaseIsUp)
    {
        _startedAt = _activatedAt = Now().Wall;
        ledgers.Created = Note;
        ledgers.Crossed = Tell;
        var limits = Limits();
        try
        {
            if (databaseIsUp)
            {
                Open(await balances.ReadAsync(limits, _startedAt, await backlog.ReadNotStoredAsync(CancellationToken.None), uncountedFrom: null, CancellationToken.None));
                return;
            }
        }
        catch (Exception failure) when (Database.IsAway(failure))
        {
            // As if it had been away from the beginning.
        }
        OpenFromDisk(limits);
    }

    /// <summary>A snapshot comes into force: calls that arrive from now on are judged by its limits.</summary>
    public void Activated() => Volatile.Write(ref _activatedAt, Now().Wall);

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        Copy();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await PoolContext.SwitchAsync();
        using var timer = new PeriodicTimer(Beat, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            Copy();
            if (++_beats % BeatsToForget == 0) Forget();
            try
            {
                if (_fromDisk && writer is { Problem: null, BacklogBytes: 0 }) await ReopenAsync(stoppingToken);
                if (!_new.IsEmpty && writer.Problem is null) await OpenNewAsync(stoppingToken);
            }
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                Log.NotOpened(logger, failure.GetType().Name);
            }
        }
    }

    /// <summary>A counter was made: unless its limit was there at the start, its window may have seen calls that nobody counted for it.</summary>
    private void Note(CompiledLimit limit)
    {
        if (limit.Rule.IsCalendar && !_opened.ContainsKey(limit.Identity)) _new[limit.Identity] = (limit, Volatile.Read(ref _activatedAt), 0);
    }

    private async Task OpenNewAsync(CancellationToken cancellation)
    {
        var now = Now().Wall;
        var due = _new.Where(pair => pair.Value.From <= now - (long)Looks[pair.Value.Look].TotalMilliseconds).ToList();
        foreach (var moment in due.GroupBy(pair => pair.Value.From, pair => pair.Value.Limit))
            Open(await balances.ReadAsync([.. moment], now, [], moment.Key, cancellation));
        foreach (var (identity, (limit, since, look)) in due)
        {
            if (look + 1 < Looks.Length) _new[identity] = (limit, since, look + 1);
            else _new.TryRemove(identity, out _);
        }
    }

    private async Task ReopenAsync(CancellationToken cancellation)
    {
        Open(await balances.ReadAsync(Limits(), Now().Wall, [], _startedAt, cancellation));
        _fromDisk = false;
        Log.Exact(logger);
    }

    private void OpenFromDisk(IReadOnlyList<CompiledLimit> limits)
    {
        _fromDisk = true;
        if (file.Read() is not { } copy) return;
        var marks = copy.Marks.ToDictionary(mark => (mark.Identity, mark.WindowStart), mark => mark.Taken);
        Open([
            .. OpeningBalances.Of(limits, _startedAt, backlog.ReadAfter((copy.Segment, copy.Offset)))
                .Select(balance => balance with { Taken = balance.Taken + marks.GetValueOrDefault((balance.Limit.Identity, balance.WindowStart)) }),
        ]);
        Log.FromDisk(logger, copy.Marks.Count);
    }

    private void Open(IReadOnlyList<LimitBalance> opening)
    {
        foreach (var (limit, window, taken) in opening)
        {
            _opened[limit.Identity] = true;
            ledgers.Of(limit.OrganizationId).Seed(limit, window, taken, Now());
        }
    }

    /// <summary>Copies the counts to disk. The journal's place is taken first: a call closed in between counts twice then, never not at all.</summary>
    private void Copy()
    {
        var (segment, offset) = journal.Position;
        IReadOnlyList<LimitMark> marks = [.. ledgers.All.SelectMany(ledger => ledger.Marks())];
        if (marks.SequenceEqual(_written)) return;
        try
        {
            file.Write(new LimitCheckpoint(segment, offset, marks));
            _written = marks;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            Log.NotCopied(logger, failure.Message);
        }
    }

    private void Forget()
    {
        var snapshot = snapshots.Current;
        foreach (var ledger in ledgers.All) ledger.Forget(snapshot.HasScope);
    }

    private void Tell(CompiledLimit limit, int percent)
    {
        counts.Crossed(limit, percent);
        Log.Crossed(logger, limit.Name, LimitCounts.Level(limit), limit.ScopeName, percent);
    }

    private IReadOnlyList<CompiledLimit> Limits() => [.. snapshots.Current.AllLimits.SelectMany(set => set.Limits).DistinctBy(limit => limit.Identity)];

    private LimitTime Now() => ledgers.Now(time);

    private static partial class Log
    {
        [LoggerMessage(1000, LogLevel.Warning, "{Limit} of the {Level} '{Scope}' has reached {Percent} % of what there may be")]
        public static partial void Crossed(ILogger logger, string limit, string level, string scope, int percent);

        [LoggerMessage(1001, LogLevel.Warning, "Quotas and budgets go on from the copy on disk ({Count} counts) until the database is back")]
        public static partial void FromDisk(ILogger logger, int count);

        [LoggerMessage(1002, LogLevel.Information, "Quotas and budgets go on from the database again")]
        public static partial void Exact(ILogger logger);

        [LoggerMessage(1003, LogLevel.Warning, "What was taken of new limits before could not be added up yet ({Failure})")]
        public static partial void NotOpened(ILogger logger, string failure);

        [LoggerMessage(1004, LogLevel.Warning, "The counts of quotas and budgets could not be copied to disk: {Reason}")]
        public static partial void NotCopied(ILogger logger, string reason);
    }
}
