using Signalbox.Core.Alerts.Slos;

namespace Core.Tests.Alerts;

public class ErrorBudgetTests
{
    [Fact]
    public void A_budget_is_what_may_go_wrong_and_may_be_overdrawn()
    {
        var half = new ErrorBudget(0.99, new(9_950, 10_000));
        (Math.Round(half.Allowed, 6), Math.Round(half.Left, 6), half.IsMet).ShouldBe((100, 0.5, true));

        var over = new ErrorBudget(0.99, new(9_700, 10_000));
        (Math.Round(over.Left, 6), over.IsMet).ShouldBe((-2, false));

        var none = new ErrorBudget(0.99, default);
        (none.Left, none.IsMet).ShouldBe((1, null));
    }

    [Fact]
    public void A_burn_rate_of_one_uses_exactly_what_there_is()
    {
        ErrorBudget.BurnRate(0.99, new(99, 100)).ShouldBe(1, 1e-9);
        ErrorBudget.BurnRate(0.999, new(0, 10)).ShouldBe(1_000, 1e-6);
        ErrorBudget.BurnRate(0.999, default).ShouldBe(0);
    }

    [Fact]
    public void It_is_too_fast_only_where_both_windows_say_so_and_there_were_calls_enough()
    {
        // A fifth fails now, which is twenty times what a target of 99 per cent allows.
        var now = Judge(minutes => new(80, 100));
        now.Select(rate => rate.IsTooFast).ShouldBe([true, true, true]);

        // It was so for an hour, and is over: the short window ends the alert.
        Judge(minutes => minutes <= 30 ? new(100, 100) : new(80, 100)).Select(rate => rate.IsTooFast).ShouldBe([false, false, true]);

        // A single failed call of three.
        Judge(minutes => new(2, 3)).Select(rate => rate.IsTooFast).ShouldBe([false, false, false]);

        // Slowly, at twice what lasts: a ticket and no page.
        var slow = Judge(minutes => new(980, 1_000));
        slow.Select(rate => (rate.IsTooFast, rate.Window.IsUrgent)).ShouldBe([(false, true), (false, true), (true, false)]);

        static IReadOnlyList<BurnRate> Judge(Func<int, SloCount> seen) => BurnRateJudge.Judge(0.99, seen, 20);
    }
}
