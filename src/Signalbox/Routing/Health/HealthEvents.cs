using System.Collections.Concurrent;
using Signalbox.Core.Routing.Health;

namespace Signalbox.Routing.Health;

/// <summary>What has become of deployments and providers, newest kept longest, and how often. In memory: each instance sees with its own eyes.</summary>
internal sealed partial class HealthEvents(TimeProvider time, ILogger<HealthEvents> logger)
{
    /// <summary>How many are kept.</summary>
    public const int Most = 1000;

    private readonly ConcurrentQueue<HealthEvent> _events = new();
    private readonly ConcurrentDictionary<(string Subject, string Event, string Trigger), long> _counts = new();
    private long _number;

    /// <summary>Those kept, newest first.</summary>
    public IEnumerable<HealthEvent> Newest => _events.Reverse();

    /// <summary>How often each has happened since the start.</summary>
    public IEnumerable<KeyValuePair<(string Subject, string Event, string Trigger), long>> Counts => _counts;

    /// <summary>Notes a change.</summary>
    /// <param name="kind">deployment or provider.</param>
    /// <param name="subject">Its name.</param>
    /// <param name="change">What happened.</param>
    public void Add(string kind, string subject, HealthChange change)
    {
        _events.Enqueue(new HealthEvent(Interlocked.Increment(ref _number), time.GetUtcNow(), kind, subject, change));
        while (_events.Count > Most && _events.TryDequeue(out _))
        {
        }
        _counts.AddOrUpdate((subject, change.Event, change.Trigger ?? ""), 1, static (_, count) => count + 1);
        if (change.Event == HealthChange.Opened) Log.Opened(logger, kind, subject, change.Trigger, change.Cause, change.Value, change.Threshold, change.DetectionMs, change.CooldownMs);
        else Log.Changed(logger, kind, subject, change.Event, change.CooldownMs);
    }

    private static partial class Log
    {
        [LoggerMessage(730, LogLevel.Warning, "The breaker of {Kind} {Subject} opened: {Trigger} ({Cause}), {Value} against {Threshold}, {DetectionMs} ms after the first sign; calls are kept away for {CooldownMs} ms")]
        public static partial void Opened(
            ILogger logger, string kind, string subject, string? trigger, string? cause, double? value, double? threshold, long? detectionMs, long? cooldownMs);

        [LoggerMessage(731, LogLevel.Information, "The {Kind} {Subject} is {Event}; calls are kept away for {CooldownMs} ms")]
        public static partial void Changed(ILogger logger, string kind, string subject, string @event, long? cooldownMs);
    }
}
