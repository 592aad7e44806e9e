using Signalbox.Core.Snapshots;

namespace Core.Tests.Snapshots;

public class HedgeShareTests
{
    [Theory]
    [InlineData(1, 1000, 10)]
    [InlineData(10, 99, 9)]
    [InlineData(50, 7, 3)]
    [InlineData(100, 5, 5)]
    public void No_more_is_spent_than_calls_have_earned(int percent, int calls, int hedges)
    {
        var share = new HedgeShare();
        var spent = 0;
        for (var i = 0; i < calls; i++)
        {
            share.Earn(percent);
            if (share.TrySpend()) spent++;
            ((double)spent / (i + 1)).ShouldBeLessThanOrEqualTo(percent / 100.0);
        }

        spent.ShouldBe(hedges);
    }

    [Fact]
    public void What_was_left_unused_is_kept_for_a_thousand_calls_only()
    {
        var share = new HedgeShare();
        for (var i = 0; i < 50_000; i++) share.Earn(5);

        Spend(share).ShouldBe(50);
    }

    [Fact]
    public void A_share_that_is_made_smaller_earns_nothing_before_what_is_over_it_is_spent()
    {
        var share = new HedgeShare();
        for (var i = 0; i < 1000; i++) share.Earn(20);
        for (var i = 0; i < 1000; i++) share.Earn(10);
        Spend(share).ShouldBe(200);

        for (var i = 0; i < 20; i++) share.Earn(10);
        Spend(share).ShouldBe(2);
    }

    [Fact]
    public void Calls_at_the_same_moment_share_it()
    {
        var share = new HedgeShare();
        var spent = 0;
        Parallel.For(0, 800, _ =>
        {
            share.Earn(50);
            if (share.TrySpend()) Interlocked.Increment(ref spent);
        });

        (spent + Spend(share)).ShouldBe(400);
    }

    [Fact]
    public void What_a_call_would_find_is_told_without_one()
    {
        var share = new HedgeShare();
        for (var i = 0; i < 8; i++) share.Earn(10);
        share.Foresee(10).ShouldBe(0);
        share.Foresee(20).ShouldBe(1);

        share.Earn(10);
        (share.Foresee(10), share.Foresee(10), share.TrySpend()).ShouldBe((1L, 1L, false));
        share.Earn(10);
        share.TrySpend().ShouldBeTrue();
    }

    [Fact]
    public void What_is_over_a_smaller_share_is_still_there_to_be_taken()
    {
        var share = new HedgeShare();
        for (var i = 0; i < 1000; i++) share.Earn(20);

        share.Foresee(10).ShouldBe(200);
    }

    private static int Spend(HedgeShare share)
    {
        var spent = 0;
        while (share.TrySpend()) spent++;
        return spent;
    }
}
