using Signalbox.Core.Routing.Health;

namespace Core.Tests.Routing.Health;

public class CircuitBreakerTests
{
    private readonly List<HealthChange> _changes = [];
    private readonly HealthPolicy _policy = new() { ConsecutiveFailures = 3, MinCalls = 10, WindowMs = 10_000, CooldownMs = 1_000, MaxCooldownMs = 4_000 };

    [Fact]
    public void Failures_in_a_row_open_it_and_say_what_was_measured()
    {
        var breaker = Breaker(_policy);
        Fail(breaker, 100);
        Fail(breaker, 300);
        breaker.Admits(300).ShouldBeTrue();
        Fail(breaker, 900);

        breaker.Admits(901).ShouldBeFalse();
        _changes.ShouldBe([new HealthChange(HealthChange.Opened, HealthTriggers.Consecutive, "upstream-error", 3, 3, DetectionMs: 800, CooldownMs: 1_000)]);
    }

    [Fact]
    public void A_success_in_between_begins_the_row_anew()
    {
        var breaker = Breaker(_policy with { FailurePercent = 0 });
        for (var i = 0; i < 8; i++)
        {
            Fail(breaker, i * 10);
            Fail(breaker, i * 10);
            Succeed(breaker, i * 10);
        }

        _changes.ShouldBeEmpty();
    }

    [Fact]
    public void A_share_of_failures_opens_it_only_once_there_are_calls_enough()
    {
        var breaker = Breaker(_policy with { ConsecutiveFailures = 0 });
        for (var i = 0; i < 9; i++) Fail(breaker, i);
        breaker.Admits(9).ShouldBeTrue();
        Fail(breaker, 9);

        _changes.ShouldHaveSingleItem().ShouldBe(new HealthChange(HealthChange.Opened, HealthTriggers.Ratio, "upstream-error", 100, 50, DetectionMs: 9, CooldownMs: 1_000));
    }

    [Fact]
    public void What_is_older_than_the_window_counts_no_more()
    {
        var breaker = Breaker(_policy with { ConsecutiveFailures = 0 });
        for (var i = 0; i < 9; i++) Fail(breaker, 0);
        Fail(breaker, 20_000);

        breaker.Admits(20_000).ShouldBeTrue();
        breaker.Window(20_000).ShouldBe((1, 1));
    }

    [Fact]
    public void Slow_answers_open_it_where_that_is_a_rule()
    {
        var breaker = Breaker(_policy with { SlowMs = 500, SlowPercent = 80 });
        for (var i = 0; i < 10; i++) Succeed(breaker, i, tookMs: i < 2 ? 10 : 501);

        var opened = _changes.ShouldHaveSingleItem();
        (opened.Trigger, opened.Value).ShouldBe((HealthTriggers.Slow, 80));
    }

    [Fact]
    public void Calls_that_another_has_outrun_count_as_slow_once_they_were_and_otherwise_not_at_all()
    {
        var breaker = Breaker(_policy with { SlowMs = 500, SlowPercent = 80 });
        for (var i = 0; i < 30; i++) breaker.Outrun(breaker.TryEnter(i, isForced: false)!, i, waitedMs: 500);
        breaker.Window(30).ShouldBe((0, 0));
        for (var i = 0; i < 10; i++) breaker.Outrun(breaker.TryEnter(30 + i, isForced: false)!, 30 + i, waitedMs: 501);

        var opened = _changes.ShouldHaveSingleItem();
        (opened.Trigger, opened.Value).ShouldBe((HealthTriggers.Slow, 100));
    }

    [Fact]
    public void A_probe_that_another_has_outrun_makes_room_for_the_next()
    {
        var breaker = Opened(at: 0);
        breaker.Outrun(breaker.TryEnter(1_000, isForced: false)!, 1_500, waitedMs: 500);

        breaker.Standing.State.ShouldBe(BreakerState.HalfOpen);
        breaker.TryEnter(1_501, isForced: false).ShouldNotBeNull();
    }

    [Fact]
    public void After_the_cooldown_one_call_probes_and_its_success_closes_it()
    {
        var breaker = Opened(at: 0);

        breaker.TryEnter(999, isForced: false).ShouldBeNull();
        var probe = breaker.TryEnter(1_000, isForced: false).ShouldNotBeNull();
        breaker.TryEnter(1_001, isForced: false).ShouldBeNull();
        breaker.Succeeded(probe, 1_050, 50);

        breaker.Standing.State.ShouldBe(BreakerState.Closed);
        _changes.Select(c => c.Event).ShouldBe([HealthChange.Opened, HealthChange.HalfOpen, HealthChange.Closed]);
    }

    [Fact]
    public void A_failed_probe_keeps_it_open_twice_as_long_and_no_longer_than_the_most()
    {
        var breaker = Opened(at: 0);
        long now = 0;
        foreach (var cooldown in new[] { 1_000, 2_000, 4_000, 4_000 })
        {
            breaker.TryEnter(now + cooldown - 1, isForced: false).ShouldBeNull();
            now += cooldown;
            breaker.Failed(breaker.TryEnter(now, isForced: false).ShouldNotBeNull(), now, "upstream-timeout");
        }
        _changes[^1].Trigger.ShouldBe(HealthTriggers.ProbeCall);
    }

    [Fact]
    public void A_floor_that_the_provider_asked_for_is_kept()
    {
        var breaker = Breaker(_policy with { ConsecutiveFailures = 1 });
        breaker.Failed(breaker.TryEnter(0, false)!, 0, "upstream-overloaded", floorMs: 30_000);

        breaker.Admits(29_999).ShouldBeFalse();
        breaker.Admits(30_000).ShouldBeTrue();
    }

    [Fact]
    public void A_failure_that_comes_late_opens_nothing_again()
    {
        var breaker = Breaker(_policy);
        var early = breaker.TryEnter(0, false)!;
        for (var i = 0; i < 3; i++) Fail(breaker, 0);
        breaker.Succeeded(breaker.TryEnter(1_000, false)!, 1_000, 1);

        breaker.Failed(early, 1_001, "upstream-timeout");

        breaker.Standing.State.ShouldBe(BreakerState.Closed);
        breaker.Consecutive.ShouldBe(0);
    }

    [Fact]
    public void A_probe_whose_caller_left_makes_room_for_another_and_so_does_one_that_never_returns()
    {
        var breaker = Opened(at: 0);
        CircuitBreaker.Abandoned(breaker.TryEnter(1_000, false)!);
        breaker.TryEnter(1_001, false).ShouldNotBeNull();
        breaker.TryEnter(1_002, false).ShouldBeNull();

        breaker.TryEnter(4_000, false).ShouldNotBeNull();
    }

    [Fact]
    public void A_call_of_last_resort_that_succeeds_closes_it_and_one_that_fails_changes_nothing()
    {
        var breaker = Opened(at: 0);
        var forced = breaker.TryEnter(10, isForced: true).ShouldNotBeNull();
        breaker.Failed(forced, 20, "upstream-error");
        breaker.Standing.ShouldBe(forced);

        breaker.Succeeded(breaker.TryEnter(30, isForced: true)!, 40, 10);
        breaker.Standing.State.ShouldBe(BreakerState.Closed);
    }

    [Fact]
    public void With_several_probes_asked_for_as_many_must_succeed()
    {
        var breaker = Breaker(_policy with { HalfOpenCalls = 2 });
        for (var i = 0; i < 3; i++) Fail(breaker, 0);
        var (first, second) = (breaker.TryEnter(1_000, false)!, breaker.TryEnter(1_000, false)!);
        breaker.Succeeded(first, 1_001, 1);
        breaker.Standing.State.ShouldBe(BreakerState.HalfOpen);
        breaker.Succeeded(second, 1_002, 1);
        breaker.Standing.State.ShouldBe(BreakerState.Closed);
    }

    /// <summary>Whatever calls do and however they interleave, states follow each other as drawn, and half-open lets no more through than it may.</summary>
    [Fact]
    public void Any_course_of_calls_keeps_to_the_states() => Property.Holds(random =>
    {
        _changes.Clear();
        var policy = _policy with { HalfOpenCalls = random.Next(1, 4), ConsecutiveFailures = random.Next(0, 5), MinCalls = random.Next(1, 20) };
        var breaker = Breaker(policy);
        var open = new List<BreakerStanding>();
        long now = 0;
        for (var step = 0; step < 400; step++)
        {
            now += random.Next(0, 300);
            if (open.Count == 0 || random.Next(2) == 0)
            {
                var before = breaker.Standing;
                var admitted = breaker.Admits(now);
                var entered = breaker.TryEnter(now, isForced: false);
                (entered is not null).ShouldBe(admitted);
                if (before is { State: BreakerState.Open } && now < before.Until) entered.ShouldBeNull();
                if (entered is not null) open.Add(entered);
            }
            else
            {
                var at = random.Next(open.Count);
                var entered = open[at];
                open.RemoveAt(at);
                switch (random.Next(4))
                {
                    case 0: breaker.Succeeded(entered, now, 1); break;
                    case 1: CircuitBreaker.Abandoned(entered); break;
                    default: breaker.Failed(entered, now, "upstream-error"); break;
                }
            }
            if (breaker.Standing is { State: BreakerState.HalfOpen } probing) open.Count(entered => entered == probing).ShouldBeLessThanOrEqualTo(policy.HalfOpenCalls);
        }
        var state = HealthChange.Closed;
        foreach (var change in _changes)
        {
            (state, change.Event).ShouldBeOneOf(
                (HealthChange.Closed, HealthChange.Opened), (HealthChange.Opened, HealthChange.HalfOpen),
                (HealthChange.HalfOpen, HealthChange.Closed), (HealthChange.HalfOpen, HealthChange.Opened));
            state = change.Event;
        }
    });

    private CircuitBreaker Breaker(HealthPolicy policy) => new(policy, 0, _changes.Add);

    private CircuitBreaker Opened(long at)
    {
        var breaker = Breaker(_policy);
        for (var i = 0; i < 3; i++) Fail(breaker, at);
        return breaker;
    }

    private static void Fail(CircuitBreaker breaker, long now) => breaker.Failed(breaker.TryEnter(now, false).ShouldNotBeNull(), now, "upstream-error");

    private static void Succeed(CircuitBreaker breaker, long now, long tookMs = 1) => breaker.Succeeded(breaker.TryEnter(now, false).ShouldNotBeNull(), now, tookMs);
}
