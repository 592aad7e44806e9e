using Signalbox.Usage;

namespace Gateway.Tests.Usage;

public sealed class DurationBinsTests
{
    [Fact]
    public void A_bin_never_misses_a_duration_by_more_than_about_3_percent()
    {
        var random = new Random(11);
        for (var i = 0; i < 100_000; i++)
        {
            var duration = (long)Math.Pow(2, random.NextDouble() * 62);
            var middle = DurationBins.Middle(DurationBins.Of(duration));
            Math.Abs(middle - duration).ShouldBeLessThanOrEqualTo(Math.Max(0, duration / 31), $"{duration} became {middle}");
        }
    }

    [Fact]
    public void Bins_are_in_the_order_of_durations_and_leave_none_out()
    {
        var last = -1L;
        for (var duration = 0L; duration < 200_000; duration++)
        {
            var bin = DurationBins.Of(duration);
            (bin - last).ShouldBeInRange(0, 1);
            last = bin;
        }
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(-5, 0)]
    [InlineData(31, 31)]
    [InlineData(32, 32)]
    [InlineData(1_000_000, 270)]
    [InlineData(long.MaxValue, 959)]
    public void The_numbers_of_the_bins_are_stored_and_stay(long duration, long bin) => DurationBins.Of(duration).ShouldBe(bin);

    [Fact]
    public void A_quantile_is_the_least_that_so_many_were_not_slower_than()
    {
        var calls = Enumerable.Range(1, 20).ToDictionary(i => (long)i, _ => 1L);

        DurationBins.Quantile(calls, 0.50).ShouldBe(10);
        DurationBins.Quantile(calls, 0.95).ShouldBe(19);
        DurationBins.Quantile(calls, 1.00).ShouldBe(20);
        DurationBins.Quantile(new Dictionary<long, long> { [7] = 1 }, 0.50).ShouldBe(7);
        DurationBins.Quantile(new Dictionary<long, long>(), 0.50).ShouldBeNull();
    }
}
