using Signalbox.Pipeline;
using Testing.Time;

namespace Gateway.Tests.DataPlane;

public sealed class AttemptClockTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly AttemptClocks _clocks;

    public AttemptClockTests() => _clocks = new AttemptClocks(_time);

    [Fact]
    public void A_phase_that_takes_too_long_ends_the_attempt()
    {
        using var clock = Start(totalMs: 60_000);
        clock.Begin(1000);

        _time.Advance(TimeSpan.FromMilliseconds(999));
        clock.Token.IsCancellationRequested.ShouldBeFalse();
        _time.Advance(TimeSpan.FromMilliseconds(1));

        clock.Token.IsCancellationRequested.ShouldBeTrue();
        (clock.CallerIsGone, clock.IsStopping).ShouldBe((false, false));
    }

    [Fact]
    public void Each_phase_begins_anew()
    {
        using var clock = Start(totalMs: 60_000);
        for (var read = 0; read < 20; read++)
        {
            clock.Begin(1000);
            _time.Advance(TimeSpan.FromMilliseconds(900));
        }

        clock.Token.IsCancellationRequested.ShouldBeFalse();
        _time.Advance(TimeSpan.FromMilliseconds(100));
        clock.Token.IsCancellationRequested.ShouldBeTrue();
    }

    [Fact]
    public void A_phase_may_be_shorter_than_the_one_before()
    {
        using var clock = Start(totalMs: 60_000);
        clock.Begin(30_000);
        clock.Begin(500);

        _time.Advance(TimeSpan.FromMilliseconds(500));

        clock.Token.IsCancellationRequested.ShouldBeTrue();
    }

    [Fact]
    public void All_phases_and_attempts_together_have_the_call_s_total()
    {
        var arrived = _time.GetTimestamp();
        _time.Advance(TimeSpan.FromMilliseconds(700));
        using var second = _clocks.Start(arrived, 1000, CancellationToken.None);
        second.Begin(10_000);

        _time.Advance(TimeSpan.FromMilliseconds(299));
        second.Token.IsCancellationRequested.ShouldBeFalse();
        _time.Advance(TimeSpan.FromMilliseconds(1));

        second.Token.IsCancellationRequested.ShouldBeTrue();
    }

    [Fact]
    public void The_caller_s_leaving_ends_it_at_once()
    {
        using var caller = new CancellationTokenSource();
        using var clock = _clocks.Start(_time.GetTimestamp(), 60_000, caller.Token);
        clock.Begin(10_000);

        caller.Cancel();

        (clock.Token.IsCancellationRequested, clock.CallerIsGone).ShouldBe((true, true));
    }

    [Fact]
    public void A_clock_is_used_again_and_what_bound_its_last_attempt_is_forgotten()
    {
        var first = Start(totalMs: 60_000);
        first.Begin(1000);
        first.Dispose();

        using var second = Start(totalMs: 60_000);
        second.ShouldBeSameAs(first);
        second.Begin(5000);
        _time.Advance(TimeSpan.FromMilliseconds(4999));

        second.Token.IsCancellationRequested.ShouldBeFalse("the first attempt's second is over, and nobody's");
        _time.Advance(TimeSpan.FromMilliseconds(1));
        second.Token.IsCancellationRequested.ShouldBeTrue();
    }

    [Fact]
    public void A_clock_that_expired_serves_no_other_call()
    {
        var first = Start(totalMs: 60_000);
        first.Begin(1000);
        _time.Advance(TimeSpan.FromSeconds(1));
        first.Dispose();

        using var second = Start(totalMs: 60_000);

        second.ShouldNotBeSameAs(first);
        second.Token.IsCancellationRequested.ShouldBeFalse();
    }

    [Fact]
    public void A_stop_ends_what_is_under_way_and_whatever_begins_after_it()
    {
        using var waiting = Start(totalMs: 60_000);
        waiting.Begin(10_000);
        using var between = Start(totalMs: 60_000);

        _clocks.EndAll();

        (waiting.Token.IsCancellationRequested, waiting.IsStopping, waiting.CallerIsGone).ShouldBe((true, true, false));
        between.Begin(10_000);
        using var later = Start(totalMs: 60_000);
        later.Begin(10_000);
        _time.Advance(TimeSpan.Zero);
        (between.Token.IsCancellationRequested, later.Token.IsCancellationRequested).ShouldBe((true, true));
    }

    private AttemptClock Start(int totalMs) => _clocks.Start(_time.GetTimestamp(), totalMs, CancellationToken.None);
}
