namespace Signalbox.Core.Alerts.Anomalies;

/// <summary>
/// What is usual at each hour of the week: the median over some weeks, on a logarithmic scale, since traffic varies by factors. The spread is that
/// of how well each week is foretold by the others (leave one out), by the median absolute deviation, pooled over the same hour of all days: one
/// hour of the week alone has too few weeks to tell it. All of it is then moved to where the last of the weeks lay, so that steady growth is not taken
/// for something unusual.
/// </summary>
public sealed class SeasonalBaseline
{
    /// <summary>Less spread than this is never assumed: 5 per cent.</summary>
    private const double LeastSpread = 0.05;

    private readonly Dictionary<int, double> _levels = [];
    private readonly double[] _spreads = new double[24];
    private readonly double _offset;
    private readonly double _trend;

    /// <summary>Makes one.</summary>
    /// <param name="history">Hours in their order with their place in the week; null where there is no value.</param>
    public SeasonalBaseline(IEnumerable<(int HourOfWeek, double? Value)> history)
    {
        var hours = history.Where(hour => hour.Value is not null).Select(hour => (hour.HourOfWeek, Value: Math.Max(0, hour.Value!.Value))).ToList();
        // Keeps the logarithm from making much of small counts.
        _offset = Math.Max(1, 0.05 * OrZero(RobustStatistics.Median([.. hours.Select(hour => hour.Value)])));
        var residuals = Enumerable.Range(0, 24).Select(_ => new List<double>()).ToArray();
        foreach (var weeks in hours.GroupBy(hour => hour.HourOfWeek))
        {
            double[] values = [.. weeks.Select(week => Scale(week.Value))];
            _levels[weeks.Key] = RobustStatistics.Median(values);
            if (values.Length < 2) continue;
            for (var i = 0; i < values.Length; i++)
                residuals[weeks.Key % 24].Add(values[i] - RobustStatistics.Median([.. values[..i], .. values[(i + 1)..]]));
        }
        var all = OrZero(RobustStatistics.Spread([.. residuals.SelectMany(hour => hour)]));
        _trend = OrZero(RobustStatistics.Median([.. hours.TakeLast(AnomalySettings.WeekHours).Select(hour => Scale(hour.Value) - _levels[hour.HourOfWeek])]));
        for (var hour = 0; hour < 24; hour++) _spreads[hour] = Math.Max(Math.Max(LeastSpread, all / 2), OrZero(RobustStatistics.Spread(residuals[hour])));
    }

    /// <summary>How many hours of the week have a baseline.</summary>
    public int Hours => _levels.Count;

    /// <summary>What is usual at an hour of the week; null when that is not known.</summary>
    public double? UsualAt(int hourOfWeek) => _levels.TryGetValue(hourOfWeek, out var level) ? Math.Max(0, Math.Exp(level + _trend) - _offset) : null;

    /// <summary>How many standard deviations a value lies above (or, negative, below) what is usual; null when that is not known.</summary>
    public double? ScoreOf(int hourOfWeek, double value) =>
        _levels.TryGetValue(hourOfWeek, out var level) ? (Scale(Math.Max(0, value)) - level - _trend) / _spreads[hourOfWeek % 24] : null;

    private double Scale(double value) => Math.Log(value + _offset);

    private static double OrZero(double value) => double.IsFinite(value) ? value : 0;
}
