using System.Runtime.InteropServices;

namespace Signalbox.Usage.Rollups;

/// <summary>How many calls took how long, in the bins of <see cref="DurationBins"/>. Two are added up by adding their counts, which is what quantiles of more calls are read from.</summary>
internal sealed class DurationHistogram : IEquatable<DurationHistogram>
{
    private readonly Dictionary<long, long> _calls = [];

    /// <summary>Counts a call.</summary>
    /// <param name="microseconds">How long it took.</param>
    public void Add(long microseconds) => Add(DurationBins.Of(microseconds), 1);

    /// <summary>Counts what another has counted.</summary>
    /// <param name="other">The other.</param>
    /// <param name="sign">1, or -1 to take it off.</param>
    public void Add(DurationHistogram other, int sign = 1)
    {
        foreach (var (bin, calls) in other._calls) Add(bin, sign * calls);
    }

    /// <summary>One and another together, or without it; null where both are.</summary>
    public static DurationHistogram? Sum(DurationHistogram? one, DurationHistogram? other, int sign = 1)
    {
        if (other is null) return one;
        var both = new DurationHistogram();
        if (one is not null) both.Add(one);
        both.Add(other, sign);
        return both;
    }

    /// <summary>Counts what was packed.</summary>
    /// <param name="packed">See <see cref="Pack"/>; empty for nothing.</param>
    /// <param name="sign">1, or -1 to take it off.</param>
    /// <exception cref="FormatException">It was not packed by this.</exception>
    public void Add(string packed, int sign = 1)
    {
        if (packed.Length == 0) return;
        var bytes = packed.Length <= 680 ? stackalloc byte[512] : new byte[packed.Length];
        if (!Convert.TryFromBase64String(packed, bytes, out var length)) throw new FormatException("A histogram of durations is no base64.");
        long bin = 0;
        for (var at = 0; at < length;)
        {
            bin += Read(bytes[..length], ref at);
            Add(bin, sign * Read(bytes[..length], ref at));
        }
    }

    /// <summary>All of it as text: per bin with calls how far it is from the one before, and the calls, as numbers of seven bits a byte, in base64.</summary>
    public string Pack()
    {
        var bytes = new List<byte>(_calls.Count * 3);
        long before = 0;
        foreach (var (bin, calls) in _calls.OrderBy(pair => pair.Key))
        {
            Write(bytes, bin - before);
            Write(bytes, calls);
            before = bin;
        }
        return Convert.ToBase64String([.. bytes]);
    }

    /// <summary>How many calls were counted.</summary>
    public long Calls => _calls.Values.Sum();

    /// <summary>How many of them took longer than so many microseconds, within about 3 %.</summary>
    public long CallsAbove(long microseconds) => _calls.Where(pair => DurationBins.Middle(pair.Key) > microseconds).Sum(pair => pair.Value);

    /// <summary>The least duration in milliseconds that this share of the calls was not slower than, within about 3 %; null without calls.</summary>
    public double? Milliseconds(double quantile) => DurationBins.Quantile(_calls, quantile) is { } microseconds ? microseconds / 1000.0 : null;

    /// <summary>Whether both have counted the same.</summary>
    public bool Equals(DurationHistogram? other) => other is not null && _calls.Count == other._calls.Count && _calls.All(pair => other._calls.GetValueOrDefault(pair.Key) == pair.Value);

    public override bool Equals(object? obj) => Equals(obj as DurationHistogram);

    public override int GetHashCode() => _calls.Count;

    private void Add(long bin, long calls)
    {
        ref var sum = ref CollectionsMarshal.GetValueRefOrAddDefault(_calls, bin, out _);
        sum += calls;
        // Nothing left of what was taken off is as if it had never been.
        if (sum == 0) _calls.Remove(bin);
    }

    private static void Write(List<byte> bytes, long number)
    {
        for (; number >= 0x80; number >>= 7) bytes.Add((byte)(number | 0x80));
        bytes.Add((byte)number);
    }

    private static long Read(ReadOnlySpan<byte> bytes, ref int at)
    {
        long number = 0;
        for (var shift = 0; ; shift += 7)
        {
            if (at == bytes.Length || shift > 56) throw new FormatException("A histogram of durations is cut off.");
            var next = bytes[at++];
            number |= (long)(next & 0x7f) << shift;
            if (next < 0x80) return number;
        }
    }
}
