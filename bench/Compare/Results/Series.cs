namespace Signalbox.Bench.Compare.Results;

/// <summary>One figure over the rounds.</summary>
internal sealed class Series(double[] values)
{
    private readonly double[] _sorted = [.. values.Order()];

    /// <summary>The median; not a number when there is none.</summary>
    public double Median => _sorted.Length switch
    {
        0 => double.NaN,
        var count when count % 2 == 1 => _sorted[count / 2],
        var count => (_sorted[count / 2 - 1] + _sorted[count / 2]) / 2,
    };

    /// <summary>The least; not a number when there is none.</summary>
    public double Least => _sorted.Length == 0 ? double.NaN : _sorted[0];

    /// <summary>The largest; not a number when there is none.</summary>
    public double Most => _sorted.Length == 0 ? double.NaN : _sorted[^1];

    /// <summary>From the least to the largest, as a part of the median.</summary>
    public double Spread => _sorted.Length == 0 ? 0 : (Most - Least) / Math.Abs(Median);
}
