using System.Diagnostics.Metrics;
using Signalbox.Usage;

namespace Signalbox.Observability;

/// <summary>
/// The figures over calls as instruments, for whoever subscribes to the meter. Counters are read from the cells when asked. A histogram cannot
/// be, so its values are recorded here a second time, but only while someone listens.
/// </summary>
internal sealed class CallInstruments
{
    /// <summary>How many tags say what was called.</summary>
    private const int Target = 5;

    private readonly CallMetrics _metrics;
    private readonly Histogram<double> _duration;
    private readonly Histogram<double> _timeToFirstToken;
    private readonly Histogram<double> _timePerOutputToken;
    private readonly Histogram<long> _tokens;
    private readonly Histogram<double> _overhead;

    public CallInstruments(Meter meter, CallMetrics metrics)
    {
        _metrics = metrics;
        _duration = Create<double>(meter, CallHistograms.Duration);
        _timeToFirstToken = Create<double>(meter, CallHistograms.TimeToFirstToken);
        _timePerOutputToken = Create<double>(meter, CallHistograms.TimePerOutputToken);
        _tokens = Create<long>(meter, CallHistograms.TokenUsage);
        _overhead = Create<double>(meter, CallHistograms.Overhead);
        meter.CreateObservableCounter("signalbox.requests", Requests, "{request}", "Calls by how they ended.");
        meter.CreateObservableCounter("signalbox.tokens", Tokens, "{token}", "Tokens as the providers reported them. Cached ones are part of the input, reasoning is part of the output.");
        meter.CreateObservableCounter("signalbox.cost", Cost, "USD", "Cost of calls at the configured prices.");
        meter.CreateObservableCounter("signalbox.upstream.attempts", Attempts, "{attempt}", "Calls of upstreams by how they ended; the code is empty for those that answered.");
        meter.CreateObservableCounter("signalbox.route.fallbacks", Fallbacks, "{request}", "Calls of a route group that its primary did not serve, by what did: alert on default-fallback and demo-fallback.");
    }

    private IEnumerable<Measurement<long>> Fallbacks() => _metrics.Fallbacks.All
        .Select(series => new Measurement<long>(series.Count, new("model", series.Model), new("reason", series.Reason)));

    /// <summary>Whether anyone listens to the histograms.</summary>
    public bool Wanted => _duration.Enabled;

    /// <summary>Records a call for the listeners.</summary>
    public void Record(CallSeries series, UsageRecord record)
    {
        var key = series.Key.Target;
        KeyValuePair<string, object?>[] tags =
        [
            new(GenAI.OperationName, GenAI.Operation(key.Api)), new(GenAI.RequestModel, key.Model), new(GenAI.ProviderName, series.Target.System),
            new(GenAI.ResponseModel, key.UpstreamModel), new(GenAI.Account, key.Provider), default,
        ];
        var target = tags.AsSpan(0, Target);
        tags[Target] = new(GenAI.ErrorType, series.Key.Code);
        _duration.Record(Seconds(record.LatencyMicroseconds), series.Key.Code.Length == 0 ? target : tags);
        _overhead.Record(Seconds(record.OverheadMicroseconds), target);
        if (record.TimeToFirstTokenMicroseconds is { } first) _timeToFirstToken.Record(Seconds(first), target);
        if (TargetSeries.PerOutputToken(record) is { } pace) _timePerOutputToken.Record(Seconds(pace), target);
        tags[Target] = new(GenAI.TokenType, "input");
        if (record.TokensInput is { } input) _tokens.Record(input, tags);
        tags[Target] = new(GenAI.TokenType, "output");
        if (record.TokensOutput is { } output) _tokens.Record(output, tags);
    }

    private static Histogram<T> Create<T>(Meter meter, HistogramShape shape) where T : struct => meter.CreateHistogram(
        shape.Name, shape.Unit, shape.Help, tags: null,
        new InstrumentAdvice<T> { HistogramBucketBoundaries = [.. shape.Bounds.Select(bound => (T)Convert.ChangeType(bound, typeof(T), null))] });

    private static double Seconds(long microseconds) => microseconds / 1e6;

    private IEnumerable<Measurement<long>> Requests() => _metrics.Calls.Select(series => new Measurement<long>(series.Calls.Value,
    [
        .. TargetTags(series.Key.Target), new("status", CallStatuses.Name(series.Key.Status)), new("http_status", series.Key.HttpStatus),
        new("code", series.Key.Code), new("stream", series.Key.Stream ? "true" : "false"),
    ]));

    private IEnumerable<Measurement<long>> Tokens() => _metrics.Targets.SelectMany(target => new Measurement<long>[]
    {
        new(target.InputTokens.Sum, [.. TargetTags(target.Key), new("type", "input")]),
        new(target.OutputTokens.Sum, [.. TargetTags(target.Key), new("type", "output")]),
        new(target.CachedTokens, [.. TargetTags(target.Key), new("type", "cached")]),
        new(target.CacheWriteTokens, [.. TargetTags(target.Key), new("type", "cache_write")]),
        new(target.ReasoningTokens, [.. TargetTags(target.Key), new("type", "reasoning")]),
    }.Where(measurement => measurement.Value > 0));

    private IEnumerable<Measurement<double>> Cost() => _metrics.Targets.Where(target => target.CostMicros > 0)
        .Select(target => new Measurement<double>(target.CostMicros / 1e6, TargetTags(target.Key)));

    private IEnumerable<Measurement<long>> Attempts() => _metrics.Attempts.Where(attempt => attempt.Value.Value > 0)
        .Select(attempt => new Measurement<long>(attempt.Value.Value, new("deployment", attempt.Key.Deployment), new("code", attempt.Key.Code)));

    private static KeyValuePair<string, object?>[] TargetTags(TargetKey key) =>
        [new("api", key.Api), new("model", key.Model), new("provider", key.Provider), new("upstream_model", key.UpstreamModel)];
}
