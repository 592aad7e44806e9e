namespace Signalbox.Observability;

/// <summary>What a histogram measures and where its buckets end. Values are recorded as integers, so that a sum needs no lock.</summary>
/// <param name="Name">The instrument's name, dotted.</param>
/// <param name="Unit">UCUM unit of what is shown: s, {token}.</param>
/// <param name="Help">One sentence.</param>
/// <param name="Scale">How many recorded units make one shown unit: 1,000,000 for microseconds shown as seconds.</param>
/// <param name="Bounds">Upper bounds in shown units, ascending; a value on a bound belongs below it.</param>
internal sealed record HistogramShape(string Name, string Unit, string Help, long Scale, params double[] Bounds)
{
    /// <summary>The bounds in recorded units.</summary>
    public long[] ScaledBounds { get; } = [.. Bounds.Select(bound => (long)Math.Round(bound * Scale))];
}
