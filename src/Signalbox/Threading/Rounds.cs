namespace Signalbox.Threading;

/// <summary>
/// Rounds of work in the background for as long as the gateway runs: a pause, the work, and again. A round that fails ends none but itself. That rounds fail
/// is told once, when they begin to, and once when one succeeds again: whatever is away may be away for hours.
/// </summary>
internal static class Rounds
{
    /// <summary>Runs them in the pool, until the gateway stops.</summary>
    /// <param name="pause">Waits for the next round.</param>
    /// <param name="work">A round.</param>
    /// <param name="failed">Told of the first round that fails after one that did not.</param>
    /// <param name="recovered">Told of the first that does not after one that did.</param>
    /// <param name="stopping">Ends them.</param>
    public static async Task RunAsync(Func<CancellationToken, Task> pause, Func<CancellationToken, Task> work, Action<Exception> failed, Action recovered, CancellationToken stopping)
    {
        await PoolContext.SwitchAsync();
        var isFailing = false;
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                await pause(stopping);
                await work(stopping);
                if (isFailing) recovered();
                isFailing = false;
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure)
            {
                if (!isFailing) failed(failure);
                isFailing = true;
            }
        }
    }
}
