namespace Signalbox.Core.Alerts.Anomalies;

/// <summary>
/// Looks for what is not as usual in an hourly series, in three ways, each for what the others miss: one hour far from its baseline (a jump); the
/// running sum of small deviations in one direction (CUSUM: steps and ramps over hours to days); the last seven days against the weeks before (ramps
/// over weeks). Weeks that the baseline is made from end where the judged hours begin, so that a change does not hide in its own baseline.
/// </summary>
public static class AnomalyJudge
{
    /// <summary>Hours with a value before anything is judged: two weeks.</summary>
    public const int LeastHistory = 2 * AnomalySettings.WeekHours;

    /// <summary>What an hour must deviate by before it adds to the running sum, in standard deviations.</summary>
    private const double Slack = 1;

    /// <summary>What one hour may add at most: a single jump is not a shift.</summary>
    private const double MostPerHour = 3;

    /// <summary>The running sum that is a shift, per unit of sensitivity.</summary>
    private const double ShiftPerSensitivity = 3;

    /// <summary>What the ratio of weeks must be at least before it is a drift, however steady weeks were.</summary>
    private const double LeastDrift = 1.4;

    private const int WeekHours = AnomalySettings.WeekHours;

    /// <summary>Judges a series.</summary>
    /// <param name="end">The first moment after the last hour, Unix milliseconds; a full hour.</param>
    /// <param name="values">The hours before it, the oldest first, without gaps; null where there is no value. Leading nulls are the time before there was anything.</param>
    /// <param name="settings">How to look.</param>
    public static AnomalyFinding Judge(long end, IReadOnlyList<double?> values, AnomalySettings settings)
    {
        var began = 0;
        while (began < values.Count && values[began] is null) began++;
        var first = values.Count - AnomalySettings.RecentHours;
        if (first - began < LeastHistory) return new(AnomalyKind.Learning, Math.Max(0, first - began), LeastHistory, values.Count > 0 ? values[^1] : null, null);

        var from = Math.Max(began, first - settings.Weeks * WeekHours);
        var hours = Enumerable.Range(0, values.Count).Select(i => HourOfWeek(end - (values.Count - i) * 3_600_000L, settings.Zone)).ToArray();
        var baseline = new SeasonalBaseline(Enumerable.Range(from, first - from).Select(i => (hours[i], values[i])));
        var jump = Jump(values[^1], hours[^1], baseline, settings);
        if (jump.IsAnomaly) return jump;
        if (Shift(values, hours, first, baseline, settings) is { } shift) return shift;
        return Drift(values, began, settings) ?? jump;
    }

    /// <summary>The place of an hour in its week, from Monday at midnight; an hour that comes twice has one place.</summary>
    public static int HourOfWeek(long at, TimeZoneInfo zone)
    {
        var local = TimeZoneInfo.ConvertTimeFromUtc(DateTimeOffset.FromUnixTimeMilliseconds(at).UtcDateTime, zone);
        return ((int)local.DayOfWeek + 6) % 7 * 24 + local.Hour;
    }

    private static AnomalyFinding Jump(double? value, int hour, SeasonalBaseline baseline, AnomalySettings settings)
    {
        var usual = baseline.UsualAt(hour);
        if (value is not { } seen || baseline.ScoreOf(hour, seen) is not { } score) return new(AnomalyKind.Unknown, 0, settings.Sensitivity, value, usual);
        var isFar = (settings.Above && score >= settings.Sensitivity) || (settings.Below && score <= -settings.Sensitivity);
        return new(isFar && Matters(seen, usual, settings) ? AnomalyKind.Jump : AnomalyKind.Usual, score, settings.Sensitivity, seen, usual);
    }

    private static AnomalyFinding? Shift(IReadOnlyList<double?> values, int[] hours, int first, SeasonalBaseline baseline, AnomalySettings settings)
    {
        var bound = settings.Sensitivity * ShiftPerSensitivity;
        var (above, below) = (0.0, 0.0);
        for (var i = first; i < values.Count; i++)
        {
            if (values[i] is not { } seen || baseline.ScoreOf(hours[i], seen) is not { } score) continue;
            if (!Matters(seen, baseline.UsualAt(hours[i]), settings)) score = 0;
            above = Math.Min(2 * bound, Math.Max(0, above + Math.Min(MostPerHour, score) - Slack));
            below = Math.Min(2 * bound, Math.Max(0, below - Math.Max(-MostPerHour, score) - Slack));
        }
        if (settings.Above && above >= bound) return new(AnomalyKind.Shift, above, bound, values[^1], baseline.UsualAt(hours[^1]));
        return settings.Below && below >= bound ? new(AnomalyKind.Shift, -below, bound, values[^1], baseline.UsualAt(hours[^1])) : null;
    }

    private static AnomalyFinding? Drift(IReadOnlyList<double?> values, int began, AnomalySettings settings)
    {
        var weeks = new List<double>();
        for (var stop = values.Count - WeekHours; weeks.Count < settings.Weeks && stop - WeekHours >= began; stop -= WeekHours) weeks.Add(Sum(values, stop));
        // Two weeks cannot tell how much weeks differ.
        if (weeks.Count < 3) return null;
        var (usual, now) = (RobustStatistics.Median(weeks), Sum(values, values.Count));
        if (!Matters(now, usual, settings with { Floor = settings.Floor * 24 })) return null;
        var bound = Math.Max(LeastDrift, Math.Exp(Math.Min(10, settings.Sensitivity / 2 * WeeklySpread(weeks))));
        var ratio = (now + 1) / (usual + 1);
        if (settings.Above && ratio >= bound) return new(AnomalyKind.Drift, ratio, bound, now, usual);
        return settings.Below && ratio <= 1 / bound ? new(AnomalyKind.Drift, ratio, 1 / bound, now, usual) : null;
    }

    /// <summary>How much weeks differ from one to the next beyond what they all grow by.</summary>
    private static double WeeklySpread(List<double> weeks)
    {
        double[] growth = [.. weeks.Zip(weeks.Skip(1), (later, earlier) => Math.Log((later + 1) / (earlier + 1)))];
        return RobustStatistics.Spread(growth, RobustStatistics.Median(growth));
    }

    private static double Sum(IReadOnlyList<double?> values, int stop)
    {
        var sum = 0.0;
        for (var i = stop - WeekHours; i < stop; i++) sum += values[i] ?? 0;
        return sum;
    }

    private static bool Matters(double seen, double? usual, AnomalySettings settings) => Math.Max(seen, usual ?? 0) >= settings.Floor;
}
