namespace Signalbox.Core.Alerts.Slos;

/// <summary>Calls that count for an objective.</summary>
/// <param name="Good">Those that met it.</param>
/// <param name="Total">All of them.</param>
public readonly record struct SloCount(long Good, long Total)
{
    /// <summary>Those that did not meet it.</summary>
    public long Bad => Total - Good;

    /// <summary>The share that did not; 0 of nothing.</summary>
    public double BadShare => Total == 0 ? 0 : (double)Bad / Total;

    /// <summary>Both together.</summary>
    public static SloCount operator +(SloCount one, SloCount other) => new(one.Good + other.Good, one.Total + other.Total);
}
