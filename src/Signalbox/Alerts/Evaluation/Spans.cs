using System.Globalization;

namespace Signalbox.Alerts.Evaluation;

/// <summary>Lengths of time in words.</summary>
internal static class Spans
{
    /// <summary>What follows "in the last": 10 minutes, hour, 6 hours, 3 days.</summary>
    public static string Words(int minutes) => minutes switch
    {
        60 => "hour",
        >= 2880 when minutes % 1440 == 0 => $"{(minutes / 1440).ToString(CultureInfo.InvariantCulture)} days",
        >= 120 when minutes % 60 == 0 => $"{(minutes / 60).ToString(CultureInfo.InvariantCulture)} hours",
        _ => $"{minutes.ToString(CultureInfo.InvariantCulture)} minutes",
    };
}
