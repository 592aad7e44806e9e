using Signalbox.Bench.Compare.Contenders;
using Signalbox.Bench.Load;

namespace Signalbox.Bench.Compare.Measuring;

/// <summary>One contender's turn in a round: closed loop, open loop, streams.</summary>
/// <param name="plan">How long each takes.</param>
/// <param name="contender">Who is measured.</param>
/// <param name="process">Its process; for direct, the upstream, whose CPU is not counted.</param>
/// <param name="reference">The right answers.</param>
internal sealed class ContenderTurn(Plan plan, Contender contender, int process, ReferenceAnswers reference)
{
    private long _answered;
    private bool _settled = true;

    /// <summary>A slice of the warm-up that is less than this faster than the fastest before says that the runtime is done compiling.</summary>
    private const double StillFaster = 1.03;

    /// <summary>Lets the contender's runtime compile what is hot: loads it until it gets no faster. Nothing of it counts.</summary>
    /// <returns>Calls answered.</returns>
    public async Task<long> WarmUpAsync(CancellationToken cancellation)
    {
        var meter = new CpuMeter(process);
        Streams(plan.StreamConcurrency * 2, cancellation);
        var fastest = 0.0;
        for (var (slice, slower) = (0, 0); slice < plan.MostWarmUpSlices && (slower < 2 || slice < plan.LeastWarmUpSlices); slice++)
        {
            var wrk = await Wrk.RunAsync(contender, plan.Connections[^1], plan.WarmUpSeconds, cancellation);
            _answered += wrk.Requests;
            slower = wrk.PerSecond < fastest * StillFaster ? slower + 1 : 0;
            fastest = Math.Max(fastest, wrk.PerSecond);
        }
        if (contender.Translates) _answered += (await Wrk.RunTranslatedAsync(contender, plan.Connections[^1], plan.WarmUpSeconds, cancellation)).Requests;
        Streams(plan.StreamConcurrency * 4, cancellation);
        await meter.SettleAsync(cancellation);
        return _answered;
    }

    /// <summary>Measures.</summary>
    public async Task<RoundFigures> RunAsync(CancellationToken cancellation)
    {
        var perSecond = new Dictionary<int, double>();
        double? cpuAtMost = null;
        foreach (var connections in plan.Connections)
        {
            var meter = new CpuMeter(process);
            var wrk = await Wrk.RunAsync(contender, connections, plan.ClosedLoopSeconds, cancellation);
            _answered += wrk.Requests;
            perSecond[connections] = wrk.PerSecond;
            cpuAtMost = await PerThousandAsync(meter, wrk.Requests, cancellation);
        }

        double? translated = null;
        if (contender.Translates)
        {
            var wrk = await Wrk.RunTranslatedAsync(contender, plan.TranslatedConnections, plan.ClosedLoopSeconds, cancellation);
            _answered += wrk.Requests;
            translated = wrk.PerSecond;
            // What these calls left to do is not the load of the next measure.
            _settled &= (await new CpuMeter(process).SettleAsync(cancellation)).Settled;
        }

        var rateMeter = new CpuMeter(process);
        var atRate = Valid(LoadRun.AtRate(Target(Workload.Json(), reference.Json), plan.Rate, plan.RateConnections, TimeSpan.FromMilliseconds(300), plan.OpenLoop, cancellation));
        var sent = (int)(plan.Rate * (plan.OpenLoop.TotalSeconds + 0.3));
        _answered += sent;
        var cpuAtRate = await PerThousandAsync(rateMeter, sent, cancellation);

        var streams = Streams(plan.Streams, cancellation);
        return new RoundFigures
        {
            PerSecond = perSecond,
            TranslatedPerSecond = translated,
            CpuAtMost = cpuAtMost,
            CpuAtRate = cpuAtRate,
            LatencyMedian = atRate.Total.Percentile(50),
            LatencyP99 = atRate.Total.Percentile(99),
            FirstTokenMedian = streams.FirstToken.Percentile(50),
            StreamMedian = streams.Total.Percentile(50),
            Answered = _answered,
            Settled = _settled,
        };
    }

    private LoadResult Streams(int count, CancellationToken cancellation)
    {
        var target = Target(Workload.Stream(plan.StreamChunks, plan.StreamChunkMs), reference.Stream);
        _answered += count;
        return Valid(LoadRun.AtConcurrency(target, count, plan.StreamConcurrency, TimeSpan.FromSeconds(30), cancellation));
    }

    private async Task<double?> PerThousandAsync(CpuMeter meter, long requests, CancellationToken cancellation)
    {
        if (contender.Name == "direct") return null;
        var (used, settled) = await meter.SettleAsync(cancellation);
        _settled &= settled;
        return used.TotalMilliseconds / requests * 1000;
    }

    private LoadTarget Target(string body, Exchange expected) => new(contender.Address, Workload.Request(contender, body), expected.Body.Length) { ContentAt = expected.ContentAt };

    private LoadResult Valid(LoadResult result) =>
        result.Errors == 0 ? result : throw new InvalidComparisonException($"{contender.Name} failed {result.Errors} calls under load: {result.FirstError}");
}
