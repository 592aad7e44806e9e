using Signalbox.Core.Alerts.Anomalies;

namespace Core.Tests.Alerts;

/// <summary>Hourly traffic as gateways have it: by day and night, weekdays and weekends, with noise that grows with the level.</summary>
internal static class SeriesOfWeeks
{
    /// <summary>Monday 2026-11-30, 00:00 UTC.</summary>
    public static readonly long End = new DateTimeOffset(2026, 11, 30, 0, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds();

    /// <summary>Makes a series.</summary>
    /// <param name="random">Where the noise comes from.</param>
    /// <param name="hours">How many hours.</param>
    /// <param name="level">Calls of an average hour.</param>
    /// <param name="noise">Standard deviation of an hour's logarithm, beside the noise of counting: traffic varies by factors.</param>
    /// <param name="factor">What becomes of an hour by its place, the last being -1.</param>
    public static double?[] Make(Random random, int hours, double level, double noise, Func<int, double>? factor = null)
    {
        var values = new double?[hours];
        for (var i = 0; i < hours; i++)
        {
            var hour = AnomalyJudge.HourOfWeek(End - (hours - i) * 3_600_000L, TimeZoneInfo.Utc);
            var season = (0.25 + Math.Exp(-Math.Pow((hour % 24 - 14) / 4.0, 2)) * 2) * (hour / 24 >= 5 ? 0.4 : 1);
            var expected = level * season * (factor?.Invoke(i - hours) ?? 1);
            values[i] = Math.Max(0, Math.Round(expected * Math.Exp(noise * Gauss(random)) + Math.Sqrt(expected) * Gauss(random)));
        }
        return values;
    }

    private static double Gauss(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
