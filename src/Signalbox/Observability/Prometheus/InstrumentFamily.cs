using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text;

namespace Signalbox.Observability.Prometheus;

/// <summary>What one instrument has measured, by its tags.</summary>
internal sealed class InstrumentFamily
{
    /// <summary>Series per instrument at most; what is measured under further tags is left out.</summary>
    public const int MostSeries = 1000;

    /// <summary>Tags with no bound on their values.</summary>
    private static readonly HashSet<string> Unbounded = ["network.peer.address"];

    // The default buckets of OpenTelemetry, in seconds.
    private static readonly double[] UsualBounds = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10];

    private readonly ConcurrentDictionary<string, double> _values = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, HistogramCells> _histograms = new(StringComparer.Ordinal);
    private readonly HistogramShape? _shape;
    private readonly bool _adds;
    private readonly bool _observed;

    public InstrumentFamily(Instrument instrument)
    {
        var kind = instrument.GetType().GetGenericTypeDefinition();
        var isCounter = kind == typeof(Counter<>) || kind == typeof(ObservableCounter<>);
        _adds = kind == typeof(Counter<>) || kind == typeof(UpDownCounter<>);
        _observed = instrument.IsObservable;
        Help = instrument.Description;
        Name = PrometheusName.Metric(instrument.Name, instrument.Unit, isCounter);
        Type = isCounter ? "counter" : "gauge";
        if (kind != typeof(Histogram<>)) return;
        Type = "histogram";
        var bounds = (instrument as Histogram<double>)?.Advice?.HistogramBucketBoundaries?.ToArray();
        _shape = new HistogramShape(instrument.Name, instrument.Unit ?? "", instrument.Description ?? "", 1_000_000, bounds ?? UsualBounds);
    }

    /// <summary>The metric's name.</summary>
    public string Name { get; }

    /// <summary>counter, gauge or histogram.</summary>
    public string Type { get; }

    /// <summary>What it means; null when the instrument does not say.</summary>
    public string? Help { get; }

    /// <summary>Forgets what an observable instrument reported last time: it is about to say all it knows again.</summary>
    public void BeginObservation()
    {
        if (_observed) _values.Clear();
    }

    /// <summary>Takes a measurement.</summary>
    public void Record(double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var labels = Labels(tags);
        if (_shape is not null)
        {
            if (_histograms.Count < MostSeries || _histograms.ContainsKey(labels))
                _histograms.GetOrAdd(labels, static (_, shape) => new HistogramCells(shape), _shape).Record((long)(value * _shape.Scale));
        }
        else if (_values.Count < MostSeries || _values.ContainsKey(labels))
        {
            if (_adds) _values.AddOrUpdate(labels, static (_, added) => added, static (_, sum, added) => sum + added, value);
            else _values[labels] = value;
        }
    }

    /// <summary>Writes all series.</summary>
    public void WriteTo(PrometheusText text)
    {
        foreach (var (labels, value) in _values) text.Sample(Name, labels, value);
        foreach (var (labels, cells) in _histograms) text.Histogram(Name, labels, cells);
    }

    private static string Labels(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (tags.IsEmpty) return "";
        var labels = new StringBuilder();
        foreach (var (name, value) in tags)
        {
            if (value is not null && !Unbounded.Contains(name))
                PrometheusText.Append(labels, name, Convert.ToString(value, CultureInfo.InvariantCulture));
        }
        return labels.ToString();
    }
}
