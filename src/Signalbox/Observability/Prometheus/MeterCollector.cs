using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace Signalbox.Observability.Prometheus;

/// <summary>
/// Listens to the instruments worth showing on <c>/metrics</c> whose measurements are not made per call: those read when asked, and those of
/// connections. Listening to one that is written with each call would cost each call more than all our own figures together; those come from
/// <see cref="CallMetrics"/>, and with OTLP from the instruments themselves.
/// </summary>
internal sealed class MeterCollector : IDisposable
{
    private readonly ConcurrentDictionary<Instrument, InstrumentFamily> _families = new();
    private readonly MeterListener _listener;
    private readonly IMeterFactory _meters;
    private readonly Lock _oneScrape = new();

    public MeterCollector(IMeterFactory meters)
    {
        _meters = meters;
        _listener = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (IsWanted(instrument)) listener.EnableMeasurementEvents(instrument, _families.GetOrAdd(instrument, static i => new InstrumentFamily(i)));
            },
            MeasurementsCompleted = (instrument, _) => _families.Remove(instrument, out var _),
        };
        _listener.SetMeasurementEventCallback<byte>((_, value, tags, family) => Record(family, value, tags));
        _listener.SetMeasurementEventCallback<short>((_, value, tags, family) => Record(family, value, tags));
        _listener.SetMeasurementEventCallback<int>((_, value, tags, family) => Record(family, value, tags));
        _listener.SetMeasurementEventCallback<long>((_, value, tags, family) => Record(family, value, tags));
        _listener.SetMeasurementEventCallback<float>((_, value, tags, family) => Record(family, value, tags));
        _listener.SetMeasurementEventCallback<double>((_, value, tags, family) => Record(family, value, tags));
        _listener.SetMeasurementEventCallback<decimal>((_, value, tags, family) => Record(family, (double)value, tags));
        _listener.Start();
    }

    /// <summary>Writes everything known now, family by family in the order of names.</summary>
    public void WriteTo(PrometheusText text)
    {
        lock (_oneScrape)
        {
            foreach (var family in _families.Values) family.BeginObservation();
            _listener.RecordObservableInstruments();
            foreach (var named in _families.Values.GroupBy(family => family.Name).OrderBy(group => group.Key, StringComparer.Ordinal))
            {
                var first = named.First();
                text.Family(first.Name, first.Type, first.Help);
                foreach (var family in named) family.WriteTo(text);
            }
        }
    }

    public void Dispose() => _listener.Dispose();

    private static void Record(object? family, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
        ((InstrumentFamily)family!).Record(value, tags);

    private bool IsWanted(Instrument instrument) => instrument.Meter.Name switch
    {
        SignalboxMeter.Name => IsOurs(instrument) && instrument.IsObservable,
        "Microsoft.AspNetCore.Server.Kestrel" => IsOurs(instrument),
        "System.Runtime" => true,
        "System.Net.Http" => instrument.Name == "http.client.connection.duration",
        _ => false,
    };

    /// <summary>Meters of the host's own factory; a process of tests has several hosts.</summary>
    private bool IsOurs(Instrument instrument) => instrument.Meter.Scope is null || ReferenceEquals(instrument.Meter.Scope, _meters);
}
