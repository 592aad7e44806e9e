using Signalbox.Core.Promotion;

namespace Core.Tests.Quality;

public class IntervalTests
{
    [Fact]
    public void A_quantile_lies_among_the_values_and_its_interval_holds_it()
    {
        var random = new Random(3);
        for (var run = 0; run < 300; run++)
        {
            double[] values = [.. Enumerable.Range(0, 1 + random.Next(400)).Select(_ => random.NextDouble() * 1000)];
            var quantile = random.NextDouble();
            var shown = Interval.Quantile(values, quantile)!;

            values.ShouldContain(shown.Value);
            shown.Low.ShouldBeLessThanOrEqualTo(shown.Value);
            shown.High.ShouldBeGreaterThanOrEqualTo(shown.Value);
            shown.Count.ShouldBe(values.Length);
        }
    }

    [Fact]
    public void The_true_median_and_95th_percentile_lie_in_their_intervals_about_nineteen_times_of_twenty()
    {
        var random = new Random(11);
        var (median, high) = (0, 0);
        for (var run = 0; run < 1000; run++)
        {
            double[] values = [.. Enumerable.Range(0, 200).Select(_ => -Math.Log(1 - random.NextDouble()))];
            if (Interval.Quantile(values, 0.5) is { } p50 && p50.Low <= Math.Log(2) && p50.High >= Math.Log(2)) median++;
            if (Interval.Quantile(values, 0.95) is { } p95 && p95.Low <= Math.Log(20) && p95.High >= Math.Log(20)) high++;
        }

        median.ShouldBeInRange(930, 985);
        high.ShouldBeInRange(920, 990);
    }

    [Fact]
    public void A_high_percentile_of_few_values_has_no_upper_end()
    {
        Interval.Quantile([1, 2, 3], 0.95)!.High.ShouldBe(double.PositiveInfinity);
        Interval.Quantile(Enumerable.Range(0, 500).Select(i => (double)i), 0.95)!.High.ShouldBeLessThan(500);
        Interval.Quantile([], 0.5).ShouldBeNull();
    }

    [Fact]
    public void A_mean_needs_two_values_and_is_certain_of_equal_ones()
    {
        Interval.Mean([1]).ShouldBeNull();
        Interval.Mean([4, 4, 4])!.ShouldBe(new Interval(4, 4, 4, 3));
        Interval.Mean([1, 3])!.Value.ShouldBe(2);
    }
}
