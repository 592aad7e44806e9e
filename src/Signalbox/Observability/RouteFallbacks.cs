using System.Collections.Concurrent;
using Signalbox.Usage;

namespace Signalbox.Observability;

/// <summary>Calls that the primary of their route group did not serve, by group and by what served instead.</summary>
internal sealed class RouteFallbacks
{
    private readonly ConcurrentDictionary<(string Model, string Reason), RouteFallbackSeries> _series = new();

    /// <summary>All series.</summary>
    public IEnumerable<RouteFallbackSeries> All => _series.Values;

    /// <summary>Those that fell to something outside of their group since then.</summary>
    public IEnumerable<RouteFallbackSeries> Since(DateTimeOffset time) =>
        All.Where(series => series.Reason != RouteReasons.Configured && series.LastAt >= time.ToUnixTimeMilliseconds());

    /// <summary>Counts a call. Groups are an operator's, so there are few.</summary>
    public void Add(UsageRecord record) =>
        _series.GetOrAdd((record.Model!, record.RouteReason!), static key => new(key.Model, key.Reason)).Add(record.FinishedAt);
}
