using System.Runtime;
using Signalbox.Threading;

namespace Signalbox;

/// <summary>
/// Gives memory back after the runtime has compiled: it does so at the start, when load comes, and for a while after, and what it took for that lies
/// scattered over the heap.
/// </summary>
internal sealed class NativeHeapTrim(TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan Between = TimeSpan.FromSeconds(10);

    /// <summary>Methods compiled between two looks that mean that it goes on still.</summary>
    private const long StillCompiling = 20;

    /// <summary>Methods compiled since the last time that are worth the trouble.</summary>
    private const long WorthIt = 100;

    /// <summary>Looks every ten seconds, until the gateway stops.</summary>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await PoolContext.SwitchAsync();
        var (seen, trimmedAt) = (0L, 0L);
        using var timer = new PeriodicTimer(Between, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                var compiled = JitInfo.GetCompiledMethodCount();
                if (compiled - seen < StillCompiling && compiled - trimmedAt >= WorthIt)
                {
                    if (!NativeHeap.Trim()) return;
                    trimmedAt = compiled;
                }
                seen = compiled;
            }
        }
        catch (OperationCanceledException)
        {
            // The gateway stops.
        }
    }
}
