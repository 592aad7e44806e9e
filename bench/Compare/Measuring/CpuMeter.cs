using Signalbox.Bench.Compare.Machine;

namespace Signalbox.Bench.Compare.Measuring;

/// <summary>
/// CPU of a contender over a measure, until it is quiet again: what it puts off (a journal on its way into a database) is part of the price,
/// and must not fall into the next one's turn.
/// </summary>
internal sealed class CpuMeter(int process)
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Watch = TimeSpan.FromMilliseconds(250);

    /// <summary>How long quiet must last: longer than what is put off may rest between two of its rounds, a second with Signalbox's usage.</summary>
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(1.5);

    private readonly TimeSpan _before = ProcessFigures.Cpu(process);

    /// <summary>Waits for quiet, 20 seconds at most.</summary>
    /// <returns>CPU used since this was made, and whether there is quiet.</returns>
    public async Task<(TimeSpan Used, bool Settled)> SettleAsync(CancellationToken cancellation)
    {
        var last = ProcessFigures.Cpu(process);
        var quiet = TimeSpan.Zero;
        for (var waited = TimeSpan.Zero; waited < Longest; waited += Watch)
        {
            await Task.Delay(Watch, cancellation);
            var now = ProcessFigures.Cpu(process);
            // Timers and the like tick on in the quietest of processes.
            quiet = now - last <= ProcessFigures.Tick ? quiet + Watch : TimeSpan.Zero;
            if (quiet >= Rest) return (now - _before, true);
            last = now;
        }
        return (last - _before, false);
    }
}
