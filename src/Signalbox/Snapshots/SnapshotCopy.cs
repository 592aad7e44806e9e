using System.Diagnostics;
using Signalbox.Core.Snapshots;
using Signalbox.Threading;

namespace Signalbox.Snapshots;

/// <summary>
/// Keeps the copy on disk: in the background, the first of several changes at once and the rest together a moment later, and once more at the
/// end. What a kill can take is that moment's changes, and only for a start while the database is away. A large registry is written less often,
/// so that copying never takes more than a twentieth of a processor.
/// </summary>
internal sealed partial class SnapshotCopy(SnapshotFile file, ReloadCounts counts, TimeProvider time, ILogger<SnapshotCopy> logger) : BackgroundService
{
    /// <summary>Between two writes at least.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(50);

    private const int WorkToRest = 20;
    private readonly WakeUp _wakeUp = new();
    private readonly Lock _oneWriter = new();
    private volatile RegistryState? _pending;

    /// <summary>Has a registry written soon; of several only the last.</summary>
    public void WriteSoon(RegistryState state)
    {
        _pending = state;
        _wakeUp.Set();
    }

    /// <summary>Writes a registry now.</summary>
    public void WriteNow(RegistryState state)
    {
        _pending = state;
        WritePending();
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        WritePending();
    }

    public override void Dispose()
    {
        _wakeUp.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await PoolContext.SwitchAsync();
        while (true)
        {
            await _wakeUp.WaitAsync(stoppingToken);
            var started = Stopwatch.GetTimestamp();
            WritePending();
            var rest = Stopwatch.GetElapsedTime(started) * WorkToRest;
            await Task.Delay(rest > Interval ? rest : Interval, time, stoppingToken);
        }
    }

    private void WritePending()
    {
        lock (_oneWriter)
        {
            if (Interlocked.Exchange(ref _pending, null) is not { } state) return;
            try
            {
                var started = Stopwatch.GetTimestamp();
                file.Write(state);
                counts.LastCopy = Stopwatch.GetElapsedTime(started);
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
            {
                Log.CopyFailed(logger, failure.Message);
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(304, LogLevel.Warning, "The snapshot could not be copied to disk: {Reason}")]
        public static partial void CopyFailed(ILogger logger, string reason);
    }
}
