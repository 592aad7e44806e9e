using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Signalbox.Alerts.Standing;
using Signalbox.Observability;

namespace Signalbox.Alerts;

/// <summary>Alerts that are not over, and what became of messages sent here, as instruments that are read when asked.</summary>
internal sealed class AlertCounts
{
    private readonly ConcurrentDictionary<(string Kind, string Outcome), long> _deliveries = new();
    private volatile IReadOnlyList<((string Rule, string Severity, string State) Key, int Count)> _open = [];

    public AlertCounts(IMeterFactory meters)
    {
        var meter = SignalboxMeter.Of(meters);
        meter.CreateObservableGauge("signalbox.alerts.open", () => _open.Select(each => new Measurement<int>(
            each.Count, new("rule", each.Key.Rule), new("severity", each.Key.Severity), new KeyValuePair<string, object?>("state", each.Key.State))), "{alert}", "Alerts that are not over, by rule, severity and state: pending or firing. The same at every instance.");
        meter.CreateObservableCounter("signalbox.alerts.deliveries", () => _deliveries.Select(each => new Measurement<long>(
            each.Value, new("kind", each.Key.Kind), new KeyValuePair<string, object?>("outcome", each.Key.Outcome))), "{attempt}", "Attempts of this instance to deliver messages of alerts, by outcome: sent, failed or given_up.");
    }

    /// <summary>Notes which alerts are not over.</summary>
    public void Learn(IEnumerable<AlertRow> open) =>
        _open = [.. open.GroupBy(row => (row.RuleName, row.Severity, row.State)).Select(same => (same.Key, same.Count()))];

    /// <summary>Counts an attempt.</summary>
    public void Delivered(string kind, string outcome) => _deliveries.AddOrUpdate((kind, outcome), 1, static (_, count) => count + 1);
}
