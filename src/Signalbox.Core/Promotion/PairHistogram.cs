namespace Signalbox.Core.Promotion;

/// <summary>How the values of two are distributed, over the same bins, whose widths grow by one factor.</summary>
/// <param name="Edges">The edges, one more than there are bins; none without values above 0.</param>
/// <param name="First">How many values of the first fell into each bin.</param>
/// <param name="Second">The same of the second.</param>
public sealed record PairHistogram(IReadOnlyList<double> Edges, IReadOnlyList<int> First, IReadOnlyList<int> Second)
{
    /// <summary>How many bins there are where values differ.</summary>
    public const int Bins = 24;

    /// <summary>Counts values above 0; others lie in no bin.</summary>
    public static PairHistogram Of(IReadOnlyCollection<double> first, IReadOnlyCollection<double> second)
    {
        double[] all = [.. first.Concat(second).Where(value => value > 0 && double.IsFinite(value))];
        if (all.Length == 0) return new([], [], []);
        var (least, most) = (all.Min(), all.Max());
        var bins = least == most ? 1 : Bins;
        var factor = Math.Pow(most / least, 1.0 / bins);
        double[] edges = [.. Enumerable.Range(0, bins).Select(i => least * Math.Pow(factor, i)), most];
        return new(edges, Count(first, least, factor, bins), Count(second, least, factor, bins));
    }

    private static int[] Count(IReadOnlyCollection<double> values, double least, double factor, int bins)
    {
        var counts = new int[bins];
        foreach (var value in values)
            if (value > 0 && double.IsFinite(value))
                counts[bins == 1 ? 0 : Math.Clamp((int)Math.Floor(Math.Log(value / least) / Math.Log(factor)), 0, bins - 1)]++;
        return counts;
    }
}
