using Signalbox.Core.Access;
using Signalbox.Core.Assets;
using Signalbox.Core.Limits;
using Signalbox.Core.Pricing;

namespace Core.Tests.Limits;

/// <summary>Limits at work on clocks that only the test moves.</summary>
internal sealed class Bench
{
    /// <summary>2026-11-20 12:00 UTC, a Friday.</summary>
    public static readonly long Noon = new DateTimeOffset(2026, 11, 20, 12, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds();

    public static readonly AssetCatalog Assets = new([new(AssetKind.CallableTarget, "large", []), new(AssetKind.CallableTarget, "small", [])]);

    public LimitLedgers Ledgers { get; } = new();

    public LimitTime Now { get; set; } = new(Noon, 1_000_000);

    public void Pass(TimeSpan time) => Now = new(Now.Wall + (long)time.TotalMilliseconds, Now.Steady + (long)time.TotalMilliseconds);

    public static LimitSet Set(params LimitRule[] rules) => Set(ScopeKind.Key, "key", rules);

    public static LimitSet Set(ScopeKind level, string id, params LimitRule[] rules) => new("org", CompiledLimit.Compile(new(rules), "org", level, id, id, Assets), exempt: false);

    public static LimitSet Join(params LimitSet[] sets) => new("org", [.. sets.SelectMany(set => set.Limits)], exempt: false);

    public static LimitRule Requests(long amount, LimitPeriod period = LimitPeriod.Minute) => new() { Measure = LimitMeasure.Requests, Period = period, Amount = amount };

    public static LimitRule Tokens(long amount, LimitPeriod period = LimitPeriod.Minute) => new() { Measure = LimitMeasure.Tokens, Period = period, Amount = amount };

    public static LimitRule Cost(long micros, LimitPeriod period = LimitPeriod.Month) => new() { Measure = LimitMeasure.Cost, Period = period, Amount = micros };

    public static LimitRule Concurrency(long amount) => new() { Measure = LimitMeasure.Concurrency, Period = LimitPeriod.Now, Amount = amount };

    public static LimitDemand Demand(long input = 10, long output = 10, long cost = 100, int asset = 1) => new(asset, input, output, cost);

    public static LimitOutlay Outlay(long input = 10, long output = 10, long cost = 100) => new(true, new TokenCounts(input, output, null, null, null), cost);

    public LimitOutcome Reserve(LimitSet set, in LimitDemand demand, ref LimitReservation reservation, out LimitRefusal refusal) =>
        LimitLedger.Reserve(set, Ledgers, demand, Now, ref reservation, out _, out refusal);

    public bool TryReserve(LimitSet set, in LimitDemand demand, out LimitReservation reservation)
    {
        reservation = default;
        return Reserve(set, demand, ref reservation, out _) == LimitOutcome.Granted;
    }

    /// <summary>How many calls that end at once get through.</summary>
    public int Burst(LimitSet set, int calls)
    {
        var through = 0;
        for (var i = 0; i < calls; i++)
        {
            if (!TryReserve(set, Demand(), out var held)) continue;
            through++;
            LimitLedger.Settle(ref held, Outlay(), Now);
        }
        return through;
    }

    public LimitStanding Standing(LimitSet set, int index = 0) => LimitLedger.Read(set, Ledgers, Now)[index];
}
