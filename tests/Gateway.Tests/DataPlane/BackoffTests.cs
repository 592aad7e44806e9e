using Signalbox.Models.Upstreams;
using Signalbox.Pipeline;

namespace Gateway.Tests.DataPlane;

public sealed class BackoffTests
{
    [Theory]
    [InlineData(0, 0.5, 50)]
    [InlineData(1, 0.5, 100)]
    [InlineData(3, 0.5, 400)]
    [InlineData(4, 1.0, 1600)]
    [InlineData(0, 0.0, 0)]
    public void The_wait_is_drawn_from_a_range_that_doubles_with_each_retry(int retry, double drawn, double milliseconds) =>
        new Backoff(() => drawn).Next(retry, null).ShouldBe(TimeSpan.FromMilliseconds(milliseconds));

    [Fact]
    public void What_the_upstream_asked_for_is_the_least()
    {
        new Backoff(() => 0.01).Next(0, TimeSpan.FromSeconds(1)).ShouldBe(TimeSpan.FromSeconds(1));
        new Backoff(() => 0.9).Next(4, TimeSpan.FromMilliseconds(10)).ShouldBe(TimeSpan.FromMilliseconds(1440));
    }

    [Fact]
    public void A_wait_of_more_than_two_seconds_is_no_retry()
    {
        new Backoff(() => 0.01).Next(0, TimeSpan.FromSeconds(2)).ShouldBe(TimeSpan.FromSeconds(2));
        new Backoff(() => 0.01).Next(0, TimeSpan.FromSeconds(2.1)).ShouldBeNull();
        new Backoff(() => 0.99).Next(50, null).ShouldBeNull("the range stops at 3.2 s, and most of it is too long");
    }

    [Fact]
    public void Retries_are_a_tenth_of_the_calls_once_the_reserve_is_gone()
    {
        var budget = new RetryBudget();
        var spent = 0;
        while (budget.TrySpend()) spent++;
        spent.ShouldBe(10, "the reserve");

        for (var call = 0; call < 95; call++) budget.Earn();
        while (budget.TrySpend()) spent++;

        spent.ShouldBe(19);
    }

    [Fact]
    public void A_quiet_upstream_saves_up_no_more_than_the_reserve()
    {
        var budget = new RetryBudget();
        for (var call = 0; call < 10_000; call++) budget.Earn();

        var spent = 0;
        while (budget.TrySpend()) spent++;

        spent.ShouldBe(10);
    }
}
