using BenchmarkDotNet.Attributes;
using Signalbox.Core.Access;
using Signalbox.Core.Assets;
using Signalbox.Core.Limits;
using Signalbox.Core.Pricing;

namespace Signalbox.Micro;

/// <summary>What a call pays for its limits, held and settled: with those of the design's sample, and with every kind of limit at all five levels.</summary>
[MemoryDiagnoser]
public class LimitsBenchmarks
{
    private static readonly AssetCatalog Assets = new([new(AssetKind.CallableTarget, "small", [])]);
    private static readonly LimitDemand Demand = new(0, 1200, 350, 500);
    private static readonly LimitOutlay Outlay = new(true, new TokenCounts(1100, 200, 1024, 0, 0), 313);
    private readonly LimitLedgers _ledgers = new();
    private readonly LimitSet _sample = Set([ScopeKind.Key], [Minute(LimitMeasure.Requests), Minute(LimitMeasure.Tokens), Now, Budget]);

    private readonly LimitSet _all = Set(
        Enum.GetValues<ScopeKind>(),
        [Minute(LimitMeasure.Requests), Minute(LimitMeasure.Tokens), Now, Budget, Budget with { Measure = LimitMeasure.Tokens, Period = LimitPeriod.Day, TimeZone = "Europe/Berlin" }]);

    private static LimitRule Now => new() { Measure = LimitMeasure.Concurrency, Period = LimitPeriod.Now, Amount = 1000 };

    private static LimitRule Budget => new() { Measure = LimitMeasure.Cost, Period = LimitPeriod.Month, Amount = LimitRule.MaxAmount, Thresholds = [70, 90, 100] };

    [Benchmark]
    public void Sample() => HoldAndSettle(_sample);

    [Benchmark]
    public void FiveLimitsAtFiveLevels() => HoldAndSettle(_all);

    private void HoldAndSettle(LimitSet limits)
    {
        LimitReservation held = default;
        if (LimitLedger.Reserve(limits, _ledgers, Demand, _ledgers.Now(TimeProvider.System), ref held, out _, out _) != LimitOutcome.Granted)
            throw new InvalidOperationException("The limits are not those that are to be measured.");
        LimitLedger.Settle(ref held, Outlay, _ledgers.Now(TimeProvider.System));
    }

    private static LimitRule Minute(LimitMeasure measure) => new() { Measure = measure, Period = LimitPeriod.Minute, Amount = LimitRule.MaxAmount };

    private static LimitSet Set(ScopeKind[] levels, LimitRule[] rules) => new(
        "org", [.. levels.SelectMany(level => CompiledLimit.Compile(new(rules), "org", level, $"{level}", $"{level}", Assets))], exempt: false);
}
