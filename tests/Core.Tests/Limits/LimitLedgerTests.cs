using Signalbox.Core.Access;
using Signalbox.Core.Limits;
using Signalbox.Core.Pricing;
using Xunit;

namespace Core.Tests.Limits;

/// <summary>What may be taken of limits, when, and what a refused call leaves.</summary>
public sealed class LimitLedgerTests
{
    private readonly Bench _bench = new();

    /// <summary>R13: rpm 100 let 544 through elsewhere.</summary>
    [Fact]
    public void Of_a_burst_exactly_the_limit_gets_through_R13()
    {
        var set = Bench.Set(Bench.Requests(100));
        Assert.Equal(100, _bench.Burst(set, 1022));
    }

    /// <summary>Any sixty seconds, not only those that begin with a minute of the clock.</summary>
    [Fact]
    public void No_sixty_seconds_have_more_than_the_limit_and_it_is_free_again_within_sixty_three()
    {
        var set = Bench.Set(Bench.Requests(100));
        var through = new List<long>();
        for (var step = 0; step < 3000; step++)
        {
            _bench.Pass(TimeSpan.FromMilliseconds(100));
            for (var i = _bench.Burst(set, 3); i > 0; i--) through.Add(_bench.Now.Steady);
        }
        foreach (var end in through) Assert.True(through.Count(at => at > end - 60_000 && at <= end) <= 100);
        // Three hundred seconds at the limit: never more than 63 s for a hundred.
        Assert.InRange(through.Count, 100 * 300 / 63, 600);
    }

    /// <summary>R09: requests and tokens shared a window elsewhere, and one reset the other.</summary>
    [Fact]
    public void Requests_and_tokens_have_windows_of_their_own_R09()
    {
        var set = Bench.Set(Bench.Requests(1), Bench.Tokens(1000));
        Assert.True(_bench.TryReserve(set, Bench.Demand(600, 0), out _));
        _bench.Pass(TimeSpan.FromSeconds(64));
        Assert.True(_bench.TryReserve(set, Bench.Demand(900, 0), out _));
        _bench.Pass(TimeSpan.FromSeconds(64));
        Assert.True(_bench.TryReserve(set, Bench.Demand(900, 0), out _));
    }

    /// <summary>R01: what a call may cost at most is held before it is made.</summary>
    [Fact]
    public void A_burst_cannot_spend_more_than_the_budget_whatever_the_calls_cost_R01()
    {
        var set = Bench.Set(Bench.Cost(1000));
        var held = new List<LimitReservation>();
        for (var i = 0; i < 50; i++)
            if (_bench.TryReserve(set, Bench.Demand(cost: 100), out var one)) held.Add(one);
        Assert.Equal(10, held.Count);
        foreach (var one in held)
        {
            var reservation = one;
            LimitLedger.Settle(ref reservation, Bench.Outlay(cost: 40), _bench.Now);
        }
        Assert.Equal((400, 0, 600), (_bench.Standing(set).Taken, _bench.Standing(set).Reserved, _bench.Standing(set).Remaining));
    }

    [Fact]
    public void A_refused_call_has_taken_nothing_of_any_limit()
    {
        var set = Bench.Join(
            Bench.Set(ScopeKind.Organization, "org", Bench.Requests(100), Bench.Tokens(1000)),
            Bench.Set(ScopeKind.Key, "key", Bench.Requests(3), Bench.Concurrency(5)));
        Assert.Equal(3, _bench.Burst(set, 3));
        var before = LimitLedger.Read(set, _bench.Ledgers, _bench.Now);
        Assert.Equal(0, _bench.Burst(set, 20));
        Assert.Equal(before, LimitLedger.Read(set, _bench.Ledgers, _bench.Now));
    }

    [Fact]
    public void The_limit_that_stands_longest_against_a_call_answers()
    {
        var set = Bench.Join(
            Bench.Set(ScopeKind.Organization, "org", Bench.Tokens(20, LimitPeriod.Month)), Bench.Set(ScopeKind.Key, "key", Bench.Requests(1), Bench.Concurrency(1)));
        Assert.True(_bench.TryReserve(set, Bench.Demand(), out _));
        LimitReservation none = default;
        Assert.Equal(LimitOutcome.Refused, _bench.Reserve(set, Bench.Demand(), ref none, out var refusal));
        Assert.Equal(("tokens-per-month", ScopeKind.Organization, 0L), (refusal.Limit.Name, refusal.Limit.Level, refusal.Remaining));
        Assert.Equal(new DateTimeOffset(2026, 12, 1, 0, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds(), refusal.ResetsAt);
        Assert.False(none.IsHeld);
    }

    /// <summary>R03, R30: giving back twice would inflate or deflate the count.</summary>
    [Fact]
    public void A_reservation_is_settled_once_R03()
    {
        var set = Bench.Set(Bench.Tokens(1000), Bench.Concurrency(2));
        Assert.True(_bench.TryReserve(set, Bench.Demand(100, 100), out var held));
        LimitLedger.Settle(ref held, Bench.Outlay(30, 20), _bench.Now);
        LimitLedger.Settle(ref held, Bench.Outlay(500, 500), _bench.Now);
        Assert.Equal((50, 0), (_bench.Standing(set).Taken, _bench.Standing(set).Reserved));
        Assert.Equal(2, _bench.Standing(set, 1).Remaining);
    }

    /// <summary>R14: an answer that grows beyond what was held for it counts, from the moment that is known.</summary>
    [Fact]
    public void Tokens_beyond_the_reservation_count_R14()
    {
        var set = Bench.Set(Bench.Tokens(100));
        Assert.True(_bench.TryReserve(set, Bench.Demand(10, 10), out var held));
        LimitLedger.Settle(ref held, Bench.Outlay(10, 290), _bench.Now);
        Assert.Equal(300, _bench.Standing(set).Taken);
        Assert.False(_bench.TryReserve(set, Bench.Demand(1, 0), out _));
        _bench.Pass(TimeSpan.FromSeconds(64));
        Assert.True(_bench.TryReserve(set, Bench.Demand(1, 0), out _));
    }

    /// <summary>R16: what was refused on the way or failed gives back its tokens and money.</summary>
    [Fact]
    public void A_call_that_was_never_sent_gives_everything_back_R16()
    {
        var set = Bench.Set(Bench.Requests(10), Bench.Tokens(1000), Bench.Cost(1000), Bench.Concurrency(1));
        Assert.True(_bench.TryReserve(set, Bench.Demand(), out var held));
        LimitLedger.Settle(ref held, default, _bench.Now);
        Assert.All(LimitLedger.Read(set, _bench.Ledgers, _bench.Now), standing => Assert.Equal((0, 0, standing.Amount), (standing.Taken, standing.Reserved, standing.Remaining)));
    }

    /// <summary>R18: cached tokens counted fully elsewhere.</summary>
    [Fact]
    public void Each_kind_of_token_counts_by_its_weight_R18()
    {
        var set = Bench.Set(Bench.Tokens(100_000) with { Weights = new TokenWeights(100, 1250, 500) });
        Assert.True(_bench.TryReserve(set, Bench.Demand(1000, 200), out var held));
        Assert.Equal(1250 + 200, _bench.Standing(set).Reserved);
        LimitLedger.Settle(ref held, new(true, new TokenCounts(1000, 200, 600, 200, 100), 0), _bench.Now);
        Assert.Equal(200 + 60 + 250 + 100 + 50, _bench.Standing(set).Taken);
    }

    [Fact]
    public void A_burst_is_let_through_at_once_and_then_one_call_per_interval()
    {
        var set = Bench.Set(new LimitRule { Measure = LimitMeasure.Requests, Period = LimitPeriod.Burst, Amount = 5, PerMinute = 60 });
        Assert.Equal(5, _bench.Burst(set, 20));
        _bench.Pass(TimeSpan.FromMilliseconds(999));
        Assert.Equal(0, _bench.Burst(set, 1));
        _bench.Pass(TimeSpan.FromMilliseconds(1));
        Assert.Equal(1, _bench.Burst(set, 20));
        _bench.Pass(TimeSpan.FromSeconds(3));
        Assert.Equal(3, _bench.Burst(set, 20));
    }

    [Fact]
    public void A_limit_for_one_target_judges_calls_of_no_other()
    {
        var set = Bench.Set(Bench.Requests(1) with { Asset = "large" }, Bench.Requests(3));
        Assert.True(_bench.TryReserve(set, Bench.Demand(asset: 0), out _));
        Assert.False(_bench.TryReserve(set, Bench.Demand(asset: 0), out _));
        Assert.True(_bench.TryReserve(set, Bench.Demand(asset: 1), out _));
        Assert.True(_bench.TryReserve(set, Bench.Demand(asset: 1), out _));
        Assert.False(_bench.TryReserve(set, Bench.Demand(asset: 1), out _));
    }

    [Fact]
    public void A_raise_holds_until_its_end_and_a_changed_limit_keeps_what_was_taken()
    {
        var set = Bench.Set(Bench.Cost(100) with { Raise = 100, RaiseUntil = _bench.Now.Wall + 1000 });
        Assert.Equal(2, _bench.Burst(set, 5));
        Assert.Equal(1, _bench.Burst(Bench.Set(Bench.Cost(300)), 5));
        _bench.Pass(TimeSpan.FromSeconds(2));
        Assert.Equal((100, 300, 0), (_bench.Standing(set).Amount, _bench.Standing(set).Taken, _bench.Standing(set).Remaining));
    }

    [Fact]
    public void A_soft_budget_refuses_nothing_and_tells_of_each_threshold_once_a_window()
    {
        var told = new List<int>();
        _bench.Ledgers.Crossed = (_, percent) => told.Add(percent);
        var set = Bench.Set(Bench.Cost(1000, LimitPeriod.Day) with { Hard = false, Thresholds = [70, 90, 100] });
        Assert.Equal(15, _bench.Burst(set, 15));
        Assert.Equal([70, 90, 100], told);
        _bench.Pass(TimeSpan.FromDays(1));
        Assert.Equal(8, _bench.Burst(set, 8));
        Assert.Equal([70, 90, 100, 70], told);
    }

    [Fact]
    public void An_exempt_caller_is_counted_and_never_refused()
    {
        var rules = Bench.Set(Bench.Requests(2));
        Assert.Equal(5, _bench.Burst(new LimitSet("org", rules.Limits, exempt: true), 5));
        Assert.Equal(5, _bench.Standing(rules).Taken);
    }

    [Fact]
    public void Retry_after_leads_to_the_moment_when_enough_is_free()
    {
        var set = Bench.Set(Bench.Tokens(100));
        Assert.True(_bench.TryReserve(set, Bench.Demand(40, 0), out _));
        _bench.Pass(TimeSpan.FromSeconds(30));
        Assert.True(_bench.TryReserve(set, Bench.Demand(60, 0), out _));
        LimitReservation none = default;
        _bench.Reserve(set, Bench.Demand(30, 0), ref none, out var refusal);
        Assert.InRange(refusal.RetryAfterMs, 30_000, 33_000);
        _bench.Pass(TimeSpan.FromMilliseconds(refusal.RetryAfterMs - 1));
        Assert.False(_bench.TryReserve(set, Bench.Demand(30, 0), out _));
        _bench.Pass(TimeSpan.FromMilliseconds(1));
        Assert.True(_bench.TryReserve(set, Bench.Demand(30, 0), out _));
    }

    [Fact]
    public void A_call_that_wants_more_than_there_ever_is_says_so()
    {
        var set = Bench.Set(Bench.Tokens(100));
        LimitReservation none = default;
        Assert.Equal(LimitOutcome.Refused, _bench.Reserve(set, Bench.Demand(101, 0), ref none, out var refusal));
        Assert.True(refusal.IsTooLarge);
    }

    /// <summary>R14: what a stream takes beyond what was held is held at once, of all limits, and given back as a whole.</summary>
    [Fact]
    public void A_stream_holds_what_it_takes_and_only_limits_that_cut_off_say_when_there_is_no_more_R14()
    {
        var set = Bench.Set(Bench.Tokens(100) with { CutsOff = true }, Bench.Cost(1000));
        Assert.True(_bench.TryReserve(set, Bench.Demand(10, 40, 500), out var held));
        Assert.Equal(LimitOutcome.Granted, LimitLedger.Extend(ref held, Bench.Outlay(10, 40, 500), _bench.Now, out _));
        Assert.Equal((50, 500), (_bench.Standing(set).Reserved, _bench.Standing(set, 1).Reserved));

        Assert.Equal(LimitOutcome.Granted, LimitLedger.Extend(ref held, Bench.Outlay(10, 90, 1500), _bench.Now, out _));
        Assert.Equal((100, 1500), (_bench.Standing(set).Reserved, _bench.Standing(set, 1).Reserved));
        Assert.Equal(LimitOutcome.Refused, LimitLedger.Extend(ref held, Bench.Outlay(10, 95, 1500), _bench.Now, out var refusal));
        Assert.Equal("tokens-per-minute", refusal.Limit.Name);

        LimitLedger.Settle(ref held, Bench.Outlay(10, 95, 1500), _bench.Now);
        Assert.Equal((105, 0), (_bench.Standing(set).Taken, _bench.Standing(set).Reserved));
        Assert.Equal((1500, 0), (_bench.Standing(set, 1).Taken, _bench.Standing(set, 1).Reserved));
    }
}
