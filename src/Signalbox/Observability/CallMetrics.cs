using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Signalbox.Usage;

namespace Signalbox.Observability;

/// <summary>
/// Counts calls as they end. A call finds its series with one look-up and adds to it with interlocked additions, nothing is allocated; both
/// exporters read the same cells. Labels hold names an operator gave and codes of ours, never a key or what a caller wrote.
/// </summary>
internal sealed class CallMetrics
{
    /// <summary>Series of calls at most; further ones are counted together, so that no caller can make the figures grow without end.</summary>
    public const int MostSeries = 4000;

    private const string Other = "other";

    private readonly ConcurrentDictionary<CallKey, CallSeries> _calls = new();
    private readonly ConcurrentDictionary<TargetKey, TargetSeries> _targets = new();
    private readonly ConcurrentDictionary<AttemptKey, Counter> _attempts = new();
    private readonly CallInstruments _instruments;

    /// <summary>Calls that were served by something other than they should have been.</summary>
    public RouteFallbacks Fallbacks { get; } = new();

    public CallMetrics(IMeterFactory meters) => _instruments = new CallInstruments(SignalboxMeter.Of(meters), this);

    /// <summary>All series of calls.</summary>
    public IEnumerable<CallSeries> Calls => _calls.Values;

    /// <summary>All targets.</summary>
    public IEnumerable<TargetSeries> Targets => _targets.Values;

    /// <summary>All series of upstream attempts.</summary>
    public IEnumerable<KeyValuePair<AttemptKey, Counter>> Attempts => _attempts;

    /// <summary>A call has ended.</summary>
    public void CallEnded(UsageRecord record)
    {
        if (!_calls.TryGetValue(CallKey.Of(record), out var series)) series = Add(CallKey.Of(record), record.ProviderSystem ?? "");
        series.Calls.Add();
        series.Duration.Record(record.LatencyMicroseconds);
        series.Target.Add(record);
        if (record.AttemptDetails.Count > 0) CountAttempts(record);
        else if (record.Attempts > 0) series.Attempts.Add(record.Attempts);
        if (RouteReasons.IsFallback(record.RouteReason)) Fallbacks.Add(record);
        if (_instruments.Wanted) _instruments.Record(series, record);
    }

    private void CountAttempts(UsageRecord record)
    {
        foreach (var attempt in record.AttemptDetails) Attempt(new AttemptKey(attempt.Deployment, attempt.Error ?? "")).Add();
    }

    private CallSeries Add(CallKey key, string system)
    {
        if (_calls.Count >= MostSeries) key = new CallKey(new TargetKey(key.Target.Api, Other, Other, Other), key.Status, 0, Other, false);
        return _calls.GetOrAdd(key, static (key, from) =>
        {
            var (all, system) = from;
            var target = all._targets.GetOrAdd(key.Target, static (target, system) => new TargetSeries(target, system), system);
            var duration = target.Durations.GetOrAdd(key.Code, static _ => new HistogramCells(CallHistograms.Duration));
            var deployment = key.Target.Provider is "" or Other ? key.Target.Provider : $"{key.Target.Provider}/{key.Target.UpstreamModel}";
            return new CallSeries(key, target, duration, all.Attempt(new AttemptKey(deployment, key.Code)));
        }, (this, system));
    }

    private Counter Attempt(AttemptKey key)
    {
        if (_attempts.TryGetValue(key, out var counter)) return counter;
        return _attempts.GetOrAdd(_attempts.Count < MostSeries ? key : new AttemptKey(Other, Other), static _ => new Counter());
    }
}
