using Signalbox.Core.Limits;
using Signalbox.Core.Snapshots;
using Signalbox.Threading;
using Signalbox.Usage;

namespace Signalbox.Limits;

/// <summary>
/// Decides how limits are shared, and keeps it going: shares by need while the store answers, equal parts of what is left while it does not or
/// there is none, everything while there is no other instance (R07).
/// </summary>
internal sealed partial class LimitCoordination : BackgroundService
{
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan RebaseInterval = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LeaveTimeout = TimeSpan.FromSeconds(2);

    /// <summary>How long exact limits let nothing more through once Redis is away; after that they are divided like others.</summary>
    private static readonly TimeSpan ExactGrace = TimeSpan.FromSeconds(10);

    private readonly LimitLedgers _ledgers;
    private readonly SharedAllowance _shared;
    private readonly IShareStore _store;
    private readonly OpeningBalances _balances;
    private readonly BudgetCorrections _corrections;
    private readonly SnapshotHolder _snapshots;
    private readonly UsageWriter _writer;
    private readonly TimeProvider _time;
    private readonly ILogger<LimitCoordination> _logger;
    private readonly Lock _transition = new();
    private long _rebasedAt;
    private int _rebasedFor;

    public LimitCoordination(
        LimitLedgers ledgers, SharedAllowance shared, IShareStore store, OpeningBalances balances, BudgetCorrections corrections, SnapshotHolder snapshots, UsageWriter writer,
        TimeProvider time, ILogger<LimitCoordination> logger)
    {
        (_ledgers, _shared, _store, _balances, _corrections, _snapshots, _writer, _time, _logger) = (ledgers, shared, store, balances, corrections, snapshots, writer, time, logger);
        _shared.Lost = Lose;
        _ledgers.Sharing.Mode = store.MayHavePeers ? SharingMode.Equal : SharingMode.Alone;
        if (store.IsConfigured) HoldExact();
    }

    /// <summary>What an operator should know; null while limits hold as documented.</summary>
    public string? Problem => (_ledgers.Sharing.Mode, _store.IsConfigured, _ledgers.Sharing.Instances) switch
    {
        (SharingMode.Equal, true, var instances) =>
            $"Redis does not answer, so each of {instances} instances enforces an equal part of what was left of each limit.",
        (SharingMode.Equal, false, > 1) =>
            $"No Redis is set up for {_ledgers.Sharing.Instances} instances: each enforces an equal part of each limit, and budgets may be exceeded as docs/operate/limits.md says.",
        _ => null,
    };

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        if (_ledgers.Sharing.Mode != SharingMode.Leased) return;
        try
        {
            await _shared.LeaveAsync(cancellationToken).WaitAsync(LeaveTimeout, _time, cancellationToken);
        }
        catch (Exception)
        {
            // Whatever it was: the shares end by themselves.
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!_store.MayHavePeers) return;
        await PoolContext.SwitchAsync();
        using var timer = new PeriodicTimer(Beat, _time);
        do
        {
            try
            {
                await StepAsync(stoppingToken);
            }
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                Log.Skipped(_logger, failure.GetType().Name);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task StepAsync(CancellationToken cancellation)
    {
        if (_store.IsConfigured)
        {
            try
            {
                await _store.ReadAsync("up", cancellation);
                await _shared.RenewAsync(cancellation);
                Regain();
            }
            catch (ShareStoreException away)
            {
                Lose(away.Message);
            }
        }
        _ledgers.Sharing.Instances = await _store.CountInstancesAsync(cancellation);
        if (_ledgers.Sharing.Mode == SharingMode.Equal) await RebaseAsync(cancellation);
    }

    /// <summary>Looks at what all took, when that is some time ago or there are more or fewer instances than then.</summary>
    internal async Task RebaseAsync(CancellationToken cancellation)
    {
        var (now, instances) = (_ledgers.Now(_time), _ledgers.Sharing.Instances);
        if (_writer.Problem is not null || (instances == _rebasedFor && now.Steady - _rebasedAt < RebaseInterval.TotalMilliseconds)) return;
        var limits = _snapshots.Current.AllLimits.SelectMany(set => set.Limits).DistinctBy(limit => limit.Identity).ToList();
        using var pause = await _corrections.PauseAsync(cancellation);
        var lowered = await _corrections.ReadAsync(cancellation);
        var balances = await _balances.ReadAsync(limits, now.Wall, [], uncountedFrom: null, cancellation);
        _corrections.Follow(lowered, limits);
        foreach (var (limit, window, taken) in balances)
            _ledgers.Of(limit.OrganizationId).Rebase(limit, window, taken, _ledgers.Now(_time), onlyShareless: _store.IsConfigured);
        (_rebasedAt, _rebasedFor) = (now.Steady, instances);
    }

    private void Regain()
    {
        lock (_transition)
        {
            if (_ledgers.Sharing.Mode == SharingMode.Leased) return;
            foreach (var ledger in _ledgers.All) ledger.RegainStore(_ledgers.Now(_time));
            _ledgers.Sharing.Mode = SharingMode.Leased;
            Log.Leased(_logger);
        }
    }

    private void Lose(string reason)
    {
        lock (_transition)
        {
            if (_ledgers.Sharing.Mode == SharingMode.Equal) return;
            HoldExact();
            foreach (var ledger in _ledgers.All) ledger.LoseStore(_ledgers.Now(_time));
            _ledgers.Sharing.Mode = SharingMode.Equal;
            Log.Lost(_logger, reason);
        }
    }

    private void HoldExact() => _ledgers.Sharing.ExactPartsFrom = _ledgers.Now(_time).Steady + (long)ExactGrace.TotalMilliseconds;

    private static partial class Log
    {
        [LoggerMessage(1010, LogLevel.Information, "Limits are shared through Redis")]
        public static partial void Leased(ILogger logger);

        [LoggerMessage(1011, LogLevel.Warning, "Redis does not answer ({Reason}): each instance enforces an equal part of what is left of each limit")]
        public static partial void Lost(ILogger logger, string reason);

        [LoggerMessage(1012, LogLevel.Warning, "How limits are shared could not be looked at ({Failure})")]
        public static partial void Skipped(ILogger logger, string failure);
    }
}
