using Signalbox.Core.Promotion;

namespace Core.Tests.Promotion;

public class PairHistogramTests
{
    [Fact]
    public void Every_value_above_nothing_lies_in_one_bin() => Property.Holds(random =>
    {
        double[] first = [.. Enumerable.Range(0, random.Next(200)).Select(_ => random.NextDouble() * Math.Pow(10, random.Next(6)))];
        double[] second = [.. Enumerable.Range(0, random.Next(200)).Select(_ => random.NextDouble())];

        var shown = PairHistogram.Of(first, second);

        shown.First.Sum().ShouldBe(first.Length);
        shown.Second.Sum().ShouldBe(second.Length);
        shown.Edges.ShouldBeInOrder();
        if (shown.Edges.Count > 0) shown.First.Count.ShouldBe(shown.Edges.Count - 1);
    });

    [Fact]
    public void Equal_values_take_one_bin_and_none_takes_none()
    {
        PairHistogram.Of([5, 5], [5]).First.ShouldBe([2]);
        PairHistogram.Of([], []).Edges.ShouldBeEmpty();
        PairHistogram.Of([0, -1, double.NaN], [0]).First.ShouldBeEmpty();
    }
}
