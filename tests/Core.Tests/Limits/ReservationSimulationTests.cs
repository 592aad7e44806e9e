using Signalbox.Core.Access;
using Signalbox.Core.Limits;
using Xunit;

namespace Core.Tests.Limits;

/// <summary>
/// The reservation protocol over every order in which calls may begin and end, and over long random runs with failures: nothing leaks, nothing
/// goes beyond the limit but by what calls took more than they said, a refused call leaves no trace, and the order of limits does not matter.
/// </summary>
public sealed class ReservationSimulationTests
{
    /// <summary>All interleavings of begin and end of four calls, each ending in one of three ways.</summary>
    [Fact]
    public void Every_order_of_four_calls_ends_with_what_they_took()
    {
        var runs = 0;
        foreach (var ways in Ways(4))
            foreach (var order in Orders(new int[4], 0, []))
            {
                runs++;
                Check(order, ways);
            }
        Assert.Equal(81 * 2520, runs);
    }

    [Fact]
    public void Long_random_runs_neither_leak_nor_exceed_any_limit_R01_R02_R06() => Property.Holds(random =>
    {
        var bench = new Bench();
        var rules = Rules(random);
        LimitSet forward = new("org", rules, exempt: false), backward = new("org", [.. rules.Reverse()], exempt: false);
        var twin = new Bench();
        var held = new List<(LimitReservation Own, LimitReservation Twin, LimitDemand Demand)>();
        for (var step = 0; step < 400; step++)
        {
            var time = TimeSpan.FromMilliseconds(random.Next(0, 4) == 0 ? random.Next(0, 20_000) : random.Next(0, 50));
            bench.Pass(time);
            twin.Now = bench.Now;
            if (held.Count == 0 || random.Next(2) == 0)
            {
                var demand = Bench.Demand(random.Next(0, 200), random.Next(0, 200), random.Next(0, 500), random.Next(0, 2));
                var before = LimitLedger.Read(forward, bench.Ledgers, bench.Now);
                LimitReservation own = default, other = default;
                var outcome = bench.Reserve(forward, demand, ref own, out _);
                Assert.Equal(outcome, twin.Reserve(backward, demand, ref other, out _));
                if (outcome == LimitOutcome.Granted) held.Add((own, other, demand));
                else Assert.Equal(before, LimitLedger.Read(forward, bench.Ledgers, bench.Now));
            }
            else
            {
                var index = random.Next(held.Count);
                var (own, other, demand) = held[index];
                held.RemoveAt(index);
                // Succeeded with less than was held, failed, or was never sent. More than was held is another test's.
                var outlay = random.Next(3) switch
                {
                    0 => default,
                    1 => new LimitOutlay(true, default, 0),
                    _ => Bench.Outlay(random.Next((int)demand.InputTokens + 1), random.Next((int)demand.OutputTokens + 1), random.Next((int)demand.CostMicros + 1)),
                };
                LimitLedger.Settle(ref own, outlay, bench.Now);
                LimitLedger.Settle(ref own, Bench.Outlay(999_999, 999_999, 999_999), bench.Now);
                LimitLedger.Settle(ref other, outlay, twin.Now);
            }
            foreach (var standing in LimitLedger.Read(forward, bench.Ledgers, bench.Now))
                Assert.True(standing.Taken + standing.Reserved <= standing.Amount && standing.Taken >= 0 && standing.Reserved >= 0, standing.ToString());
        }
        foreach (var (own, _, _) in held)
        {
            var last = own;
            LimitLedger.Settle(ref last, default, bench.Now);
        }
        Assert.All(LimitLedger.Read(forward, bench.Ledgers, bench.Now), standing => Assert.Equal(0, standing.Reserved));
        bench.Pass(TimeSpan.FromDays(62));
        Assert.All(LimitLedger.Read(forward, bench.Ledgers, bench.Now), standing => Assert.Equal((0, 0), (standing.Taken, standing.Reserved)));
    });

    /// <summary>Threads do what the simulation does in turn.</summary>
    [Fact]
    public void Callers_at_once_get_exactly_the_limit_together_R12()
    {
        var bench = new Bench();
        var organization = Bench.Set(ScopeKind.Organization, "org", Bench.Requests(1000, LimitPeriod.Day));
        var through = 0;
        Parallel.For(0, 8, caller =>
        {
            var set = Bench.Join(organization, Bench.Set(ScopeKind.Key, $"key{caller}", Bench.Concurrency(1)));
            for (var i = 0; i < 500; i++)
            {
                if (!bench.TryReserve(set, Bench.Demand(), out var held)) continue;
                Interlocked.Increment(ref through);
                LimitLedger.Settle(ref held, Bench.Outlay(), bench.Now);
            }
        });
        Assert.Equal(1000, through);
        Assert.Equal((1000, 0), (bench.Standing(organization).Taken, bench.Standing(organization).Reserved));
    }

    private static void Check(IReadOnlyList<int> order, int[] ways)
    {
        var bench = new Bench();
        var set = Bench.Set(Bench.Requests(3), Bench.Tokens(50), Bench.Concurrency(2), Bench.Cost(250));
        var held = new LimitReservation[4];
        var begun = new bool[4];
        var (sent, tokens) = (0, 0);
        foreach (var call in order)
        {
            if (!begun[call])
            {
                begun[call] = true;
                var full = LimitLedger.Read(set, bench.Ledgers, bench.Now).Any(s => s.Remaining < Need(s.Limit));
                Assert.Equal(full ? LimitOutcome.Refused : LimitOutcome.Granted, bench.Reserve(set, Bench.Demand(), ref held[call], out _));
            }
            else if (held[call].IsHeld)
            {
                LimitLedger.Settle(ref held[call], ways[call] switch { 0 => default, 1 => new(true, default, 0), _ => Bench.Outlay(5, 5, 50) }, bench.Now);
                sent += ways[call] > 0 ? 1 : 0;
                tokens += ways[call] > 1 ? 10 : 0;
            }
        }
        var standings = LimitLedger.Read(set, bench.Ledgers, bench.Now);
        Assert.Equal([sent, tokens, 0, tokens * 5], standings.Select(s => (int)s.Taken));
        Assert.All(standings, s => Assert.Equal(0, s.Reserved));
    }

    private static long Need(CompiledLimit limit) => limit.Rule.Measure switch { LimitMeasure.Tokens => 20, LimitMeasure.Cost => 100, _ => 1 };

    private static CompiledLimit[] Rules(Random random)
    {
        LimitRule[] all =
        [
            Bench.Requests(random.Next(1, 20)), Bench.Tokens(random.Next(100, 3000)), Bench.Concurrency(random.Next(1, 6)), Bench.Cost(random.Next(500, 5000), LimitPeriod.Hour),
            Bench.Tokens(random.Next(500, 9000), LimitPeriod.Day) with { TimeZone = "Europe/Berlin" },
            Bench.Requests(random.Next(1, 9)) with { Asset = "large" }, Bench.Requests(random.Next(20, 90), LimitPeriod.Month),
        ];
        return [.. all.SelectMany((rule, i) => random.Next(3) == 0 ? [] : CompiledLimit.Compile(new([rule]), "org", (ScopeKind)(i % 5), $"scope{i % 5}", "s", Bench.Assets))];
    }

    private static IEnumerable<int[]> Ways(int calls) =>
        Enumerable.Range(0, (int)Math.Pow(3, calls)).Select(code => Enumerable.Range(0, calls).Select(call => code / (int)Math.Pow(3, call) % 3).ToArray());

    /// <summary>Every order in which each call stands twice: where it begins, and where it ends.</summary>
    private static IEnumerable<IReadOnlyList<int>> Orders(int[] used, int depth, int[] sofar)
    {
        if (depth == used.Length * 2)
        {
            yield return sofar;
            yield break;
        }
        for (var call = 0; call < used.Length; call++)
        {
            if (used[call] == 2) continue;
            int[] next = [.. used];
            next[call]++;
            foreach (var order in Orders(next, depth + 1, [.. sofar, call])) yield return order;
        }
    }
}
