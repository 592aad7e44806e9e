namespace Signalbox.Core.Alerts.Anomalies;

/// <summary>Location and spread that a few outliers do not move.</summary>
public static class RobustStatistics
{
    /// <summary>What makes the median absolute deviation of normal noise its standard deviation.</summary>
    public const double MadToSigma = 1.4826;

    /// <summary>The middle value; the mean of the two in the middle of an even number. NaN of nothing.</summary>
    public static double Median(IReadOnlyCollection<double> values)
    {
        if (values.Count == 0) return double.NaN;
        double[] sorted = [.. values];
        Array.Sort(sorted);
        var middle = sorted.Length / 2;
        return sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /// <summary>The spread as a standard deviation, by the median of the distances from a center. NaN of nothing.</summary>
    public static double Spread(IReadOnlyCollection<double> values, double center = 0) => MadToSigma * Median([.. values.Select(value => Math.Abs(value - center))]);
}
