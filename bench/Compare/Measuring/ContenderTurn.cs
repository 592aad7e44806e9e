using Signalbox.Bench.Compare.Contenders;
using Signalbox.Bench.Compare.Results;
using Signalbox.Bench.Load;

namespace Signalbox.Bench.Compare.Measuring;

/// <summary>One contender's part in a round: closed loops, open loop, streams; see <see cref="Measure"/> for their order.</summary>
/// <param name="plan">How long each takes.</param>
/// <param name="contender">Who is measured.</param>
/// <param name="process">Its process; for direct, the upstream, whose CPU is not counted.</param>
/// <param name="reference">The right answers.</param>
internal sealed class ContenderTurn(Plan plan, Contender contender, int process, ReferenceAnswers reference)
{
    private readonly Dictionary<int, double> _perSecond = [];
    private readonly List<double> _medians = [], _p99s = [];
    private TimeSpan? _cpuAtRate = TimeSpan.Zero;
    private LoadResult? _streams;
    private double? _translated, _cpuAtMost;
    private long _answered, _sentAtRate;
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

    /// <summary>A closed loop at full speed.</summary>
    public async Task ClosedLoopAsync(int connections, CancellationToken cancellation)
    {
        var meter = new CpuMeter(process);
        var wrk = await Wrk.RunAsync(contender, connections, plan.ClosedLoopSeconds, cancellation);
        _answered += wrk.Requests;
        _perSecond[connections] = wrk.PerSecond;
        var cpu = await SettleAsync(meter, cancellation);
        if (connections == plan.Connections[^1]) _cpuAtMost = PerThousand(cpu, wrk.Requests);
    }

    /// <summary>A closed loop of calls that are translated; nothing for a contender that cannot.</summary>
    public async Task TranslatedAsync(CancellationToken cancellation)
    {
        if (!contender.Translates) return;
        var meter = new CpuMeter(process);
        var wrk = await Wrk.RunTranslatedAsync(contender, plan.TranslatedConnections, plan.ClosedLoopSeconds, cancellation);
        _answered += wrk.Requests;
        _translated = wrk.PerSecond;
        // What these calls left to do is not the load of the next measure.
        await SettleAsync(meter, cancellation);
    }

    /// <summary>A slice of the open loop at the fixed rate.</summary>
    public async Task AtRateAsync(CancellationToken cancellation)
    {
        var meter = new CpuMeter(process);
        var lead = TimeSpan.FromMilliseconds(300);
        var result = Valid(LoadRun.AtRate(Target(Workload.Json(), reference.Json), plan.Rate, plan.RateConnections, lead, plan.OpenLoop, cancellation));
        var sent = (long)(plan.Rate * (plan.OpenLoop + lead).TotalSeconds);
        _answered += sent;
        _medians.Add(result.Total.Percentile(50));
        _p99s.Add(result.Total.Percentile(99));
        _sentAtRate += sent;
        _cpuAtRate += await SettleAsync(meter, cancellation);
    }

    /// <summary>Streams of answers.</summary>
    public Task StreamsAsync(CancellationToken cancellation)
    {
        _streams = Streams(plan.Streams, cancellation);
        return Task.CompletedTask;
    }

    /// <summary>What the turn gave, when all was measured.</summary>
    public RoundFigures Figures() => new()
    {
        PerSecond = _perSecond,
        TranslatedPerSecond = _translated,
        CpuAtMost = _cpuAtMost,
        CpuAtRate = PerThousand(_cpuAtRate, _sentAtRate),
        LatencyMedian = new Series([.. _medians]).Median,
        LatencyP99 = new Series([.. _p99s]).Median,
        FirstTokenMedian = _streams!.FirstToken.Percentile(50),
        StreamMedian = _streams.Total.Percentile(50),
        Answered = _answered,
        Settled = _settled,
    };

    private LoadResult Streams(int count, CancellationToken cancellation)
    {
        var target = Target(Workload.Stream(plan.StreamChunks, plan.StreamChunkMs), reference.Stream);
        _answered += count;
        return Valid(LoadRun.AtConcurrency(target, count, plan.StreamConcurrency, TimeSpan.FromSeconds(30), cancellation));
    }

    private async Task<TimeSpan?> SettleAsync(CpuMeter meter, CancellationToken cancellation)
    {
        if (contender.Name == "direct") return null;
        var (used, settled) = await meter.SettleAsync(cancellation);
        _settled &= settled;
        return used;
    }

    private static double? PerThousand(TimeSpan? used, long requests) => used?.TotalMilliseconds / requests * 1000;

    private LoadTarget Target(string body, Exchange expected) => new(contender.Address, Workload.Request(contender, body), expected.Body.Length) { ContentAt = expected.ContentAt };

    private LoadResult Valid(LoadResult result) =>
        result.Errors == 0 ? result : throw new InvalidComparisonException($"{contender.Name} failed {result.Errors} calls under load: {result.FirstError}");
}
