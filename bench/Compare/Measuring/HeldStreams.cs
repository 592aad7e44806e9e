using Signalbox.Bench.Compare.Contenders;
using Signalbox.Bench.Compare.Machine;
using Signalbox.Bench.Load;

namespace Signalbox.Bench.Compare.Measuring;

/// <summary>Memory with 1,000 streams open at once, all begun at the same moment.</summary>
/// <param name="PeakBytes">The most resident memory seen while they were open.</param>
/// <param name="FirstTokenP99">99th percentile of the time to the first token, in milliseconds, with the connection's set-up.</param>
internal sealed record HeldStreams(long PeakBytes, double FirstTokenP99)
{
    /// <summary>Opens them, and watches the memory until the last has ended.</summary>
    /// <exception cref="InvalidComparisonException">One of them broke, or they were never all open.</exception>
    public static async Task<HeldStreams> RunAsync(Plan plan, Contender contender, int process, Contender direct, CancellationToken cancellation)
    {
        var body = Workload.Stream(plan.HeldChunks, plan.HeldChunkMs);
        var expected = Exchange.Run(direct.Address, Workload.Request(direct, body));
        var target = new LoadTarget(contender.Address, Workload.Request(contender, body), expected.Body.Length) { ContentAt = expected.ContentAt };
        var streams = Task.Run(() => LoadRun.AtConcurrency(target, plan.HeldStreams, plan.HeldStreams, TimeSpan.FromSeconds(30), cancellation), cancellation);

        long peak = 0;
        while (!streams.IsCompleted)
        {
            peak = Math.Max(peak, ProcessFigures.ResidentBytes(process));
            await Task.WhenAny(streams, Task.Delay(100, cancellation));
        }
        var result = await streams;
        if (result.Errors > 0 || result.PeakOpen < plan.HeldStreams)
            throw new InvalidComparisonException($"{contender.Name} failed {result.Errors} of {plan.HeldStreams} streams held open: {result.FirstError}");
        return new HeldStreams(peak, result.FirstToken.Percentile(99));
    }
}
