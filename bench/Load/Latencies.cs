using System.Diagnostics;

namespace Signalbox.Bench.Load;

/// <summary>Latencies, every one kept: percentiles are exact.</summary>
internal sealed class Latencies
{
    private readonly List<long> _ticks = [];
    private bool _sorted;

    /// <summary>How many there are.</summary>
    public int Count => _ticks.Count;

    /// <summary>Adds the time between two <see cref="Stopwatch"/> timestamps.</summary>
    public void Add(long from, long to)
    {
        _ticks.Add(to - from);
        _sorted = false;
    }

    /// <summary>The nearest-rank percentile in milliseconds; not a number without any latency.</summary>
    /// <param name="percent">0 to 100.</param>
    public double Percentile(double percent)
    {
        if (_ticks.Count == 0) return double.NaN;
        if (!_sorted) _ticks.Sort();
        _sorted = true;
        var rank = (int)Math.Ceiling(percent / 100 * _ticks.Count);
        return Stopwatch.GetElapsedTime(0, _ticks[Math.Clamp(rank - 1, 0, _ticks.Count - 1)]).TotalMilliseconds;
    }
}
