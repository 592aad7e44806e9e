namespace Signalbox.Core.Promotion;

/// <summary>An estimate with its 95 per cent confidence interval.</summary>
/// <param name="Value">The estimate.</param>
/// <param name="Low">The lower end.</param>
/// <param name="High">The upper end.</param>
/// <param name="Count">Of how many observations.</param>
public sealed record Interval(double Value, double Low, double High, int Count)
{
    private const double Normal = 1.959964;

    // Two-sided 95 per cent quantiles of Student's t for 1 to 30 degrees of freedom.
    private static readonly double[] Student =
    [
        12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.160, 2.145, 2.131,
        2.120, 2.110, 2.101, 2.093, 2.086, 2.080, 2.074, 2.069, 2.064, 2.060, 2.056, 2.052, 2.048, 2.045, 2.042,
    ];

    /// <summary>A share, by Wilson's score: honest with few observations and at the ends. Null without observations.</summary>
    public static Interval? Share(int hits, int count)
    {
        if (count == 0) return null;
        var (share, z2) = ((double)hits / count, Normal * Normal);
        var middle = (share + z2 / (2 * count)) / (1 + z2 / count);
        var half = Normal / (1 + z2 / count) * Math.Sqrt(share * (1 - share) / count + z2 / (4.0 * count * count));
        return new(share, Math.Max(0, middle - half), Math.Min(1, middle + half), count);
    }

    /// <summary>How much larger the second of each pair is than the first: the geometric mean of the ratios. Null with fewer than two pairs above 0.</summary>
    public static Interval? Ratio(IEnumerable<(double First, double Second)> pairs)
    {
        double[] logs = [.. pairs.Where(pair => pair is { First: > 0, Second: > 0 }).Select(pair => Math.Log(pair.Second / pair.First))];
        if (logs.Length < 2) return null;
        var mean = logs.Average();
        var error = Math.Sqrt(Variance(logs, mean) / logs.Length);
        var half = Quantile(logs.Length - 1) * error;
        return new(Math.Exp(mean), Math.Exp(mean - half), Math.Exp(mean + half), logs.Length);
    }

    /// <summary>How much larger the sum of the seconds is than that of the firsts. Null with fewer than two pairs, or when the firsts are nothing.</summary>
    public static Interval? RatioOfSums(IEnumerable<(double First, double Second)> pairs)
    {
        (double First, double Second)[] all = [.. pairs];
        var first = all.Sum(pair => pair.First);
        if (all.Length < 2 || first <= 0) return null;
        var ratio = all.Sum(pair => pair.Second) / first;
        var spread = all.Sum(pair => Math.Pow(pair.Second - ratio * pair.First, 2)) / (all.Length - 1);
        var half = Quantile(all.Length - 1) * Math.Sqrt(spread / all.Length) / (first / all.Length);
        return new(ratio, Math.Max(0, ratio - half), ratio + half, all.Length);
    }

    /// <summary>How much larger the values of a second group are than those of a first that has nothing to do with it: the ratio of the geometric means, by Welch. Null with fewer than two above 0 in either.</summary>
    public static Interval? RatioOfGroups(IEnumerable<double> first, IEnumerable<double> second)
    {
        double[] a = [.. first.Where(value => value > 0).Select(value => Math.Log(value))];
        double[] b = [.. second.Where(value => value > 0).Select(value => Math.Log(value))];
        if (a.Length < 2 || b.Length < 2) return null;
        var (meanA, meanB) = (a.Average(), b.Average());
        var (errorA, errorB) = (Variance(a, meanA) / a.Length, Variance(b, meanB) / b.Length);
        var error = errorA + errorB;
        var degrees = error == 0 ? a.Length + b.Length - 2 : (int)Math.Max(1, error * error / (errorA * errorA / (a.Length - 1) + errorB * errorB / (b.Length - 1)));
        var half = Quantile(degrees) * Math.Sqrt(error);
        return new(Math.Exp(meanB - meanA), Math.Exp(meanB - meanA - half), Math.Exp(meanB - meanA + half), b.Length);
    }

    /// <summary>A mean. Null with fewer than two values.</summary>
    public static Interval? Mean(IEnumerable<double> values)
    {
        double[] all = [.. values];
        if (all.Length < 2) return null;
        var mean = all.Average();
        var half = Quantile(all.Length - 1) * Math.Sqrt(Variance(all, mean) / all.Length);
        return new(mean, mean - half, mean + half, all.Length);
    }

    /// <summary>
    /// A quantile, with the values between whose ranks it lies: whatever the values are distributed like. With too few values to bound it, its
    /// upper end is infinite. Null without values.
    /// </summary>
    /// <param name="values">The values, in any order.</param>
    /// <param name="quantile">Between 0 and 1.</param>
    public static Interval? Quantile(IEnumerable<double> values, double quantile)
    {
        double[] all = [.. values];
        if (all.Length == 0) return null;
        Array.Sort(all);
        var (middle, half) = (all.Length * quantile, Normal * Math.Sqrt(all.Length * quantile * (1 - quantile)));
        var (low, high) = ((int)Math.Floor(middle - half) - 1, (int)Math.Ceiling(middle + half));
        return new(
            all[Math.Clamp((int)Math.Ceiling(middle) - 1, 0, all.Length - 1)], low < 0 ? Math.Min(0, all[0]) : all[low],
            high >= all.Length ? double.PositiveInfinity : all[high], all.Length);
    }

    private static double Variance(double[] values, double mean) => values.Sum(value => (value - mean) * (value - mean)) / (values.Length - 1);

    private static double Quantile(int degrees) => degrees <= Student.Length ? Student[degrees - 1] : Normal;
}
