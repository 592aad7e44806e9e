using System.Globalization;
using Signalbox.Core.Promotion;

namespace Signalbox.Core.Quality;

/// <summary>
/// Holds an estimate against a bound. Green and red are said only beyond doubt: with the whole 95 per cent interval on that side of the bound. In
/// between it is amber, which more calls will settle.
/// </summary>
public static class BoundJudge
{
    /// <summary>A figure that may be at most so much.</summary>
    public static MeasuredBound AtMost(string field, Interval? shown, double bound, string unit, int least) =>
        Judge(field, shown, bound, unit, least, interval => interval.High <= bound ? QualityStanding.Green : interval.Low > bound ? QualityStanding.Red : QualityStanding.Amber);

    /// <summary>A figure that must be at least so much.</summary>
    public static MeasuredBound AtLeast(string field, Interval? shown, double bound, string unit, int least) =>
        Judge(field, shown, bound, unit, least, interval => interval.Low >= bound ? QualityStanding.Green : interval.High < bound ? QualityStanding.Red : QualityStanding.Amber);

    /// <summary>The worst of several standings; unknown of none.</summary>
    public static QualityStanding Worst(IReadOnlyCollection<MeasuredBound> bounds)
    {
        ArgumentNullException.ThrowIfNull(bounds);
        return bounds.Count == 0 ? QualityStanding.Unknown : bounds.Max(bound => bound.Standing);
    }

    private static MeasuredBound Judge(string field, Interval? shown, double bound, string unit, int least, Func<Interval, QualityStanding> judge)
    {
        var seen = shown?.Count ?? 0;
        var missing = shown is null || seen < least ? string.Create(CultureInfo.InvariantCulture, $"{seen} of {least} observations were made") : null;
        return new(field, missing is null ? judge(shown!) : QualityStanding.Unknown) { Shown = shown, Bound = bound, Unit = unit, Missing = missing };
    }
}
