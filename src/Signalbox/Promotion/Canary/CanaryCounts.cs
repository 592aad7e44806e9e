using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Signalbox.Observability;

namespace Signalbox.Promotion.Canary;

/// <summary>How promotions by steps stand and end, as instruments that are read when asked.</summary>
internal sealed class CanaryCounts
{
    private readonly ConcurrentDictionary<string, long> _ended = new(StringComparer.Ordinal);
    private volatile IReadOnlyList<(string Feature, string Candidate, double Percent)> _open = [];

    public CanaryCounts(IMeterFactory meters)
    {
        var meter = SignalboxMeter.Of(meters);
        meter.CreateObservableGauge("signalbox.canary.share", () => _open.Select(each => new Measurement<double>(
            each.Percent / 100, new("route_group", each.Feature), new KeyValuePair<string, object?>("candidate", each.Candidate))), null, "Share of a route group's calls that a candidate takes, 0 to 1, while a promotion goes by steps.");
        meter.CreateObservableCounter("signalbox.canary.ended", () => _ended.Select(each => new Measurement<long>(each.Value, new KeyValuePair<string, object?>("outcome", each.Key))),
            "{canary}", "Promotions by steps that this instance has ended, by outcome.");
    }

    /// <summary>Notes which are under way.</summary>
    public void Learn(IReadOnlyList<CanaryRow> open) => _open = [.. open.Select(row => (row.Feature, row.CandidateModel, row.Percent))];

    /// <summary>Notes that one has ended.</summary>
    public void Ended(string outcome) => _ended.AddOrUpdate(outcome, 1, static (_, count) => count + 1);
}
