using System.Diagnostics.Metrics;
using Signalbox.Observability;

namespace Signalbox.Pipeline.Hedging;

/// <summary>What became of calls that had no answer when a second attempt was due.</summary>
internal sealed class HedgeCounts
{
    private readonly Counter _first = new();
    private readonly Counter _second = new();
    private readonly Counter _failed = new();
    private readonly Counter _left = new();
    private readonly Counter _overShare = new();
    private readonly Counter _noMember = new();
    private readonly Counter _costMicros = new();

    public HedgeCounts(IMeterFactory meters)
    {
        var meter = SignalboxMeter.Of(meters);
        meter.CreateObservableCounter("signalbox.hedges", Calls, "{call}", "Calls that had no answer when a second attempt was due, by who served them; over-share and no-member were not sent twice.");
        meter.CreateObservableCounter("signalbox.hedge.lost_cost", () => _costMicros.Value / 1e6, "USD", "What attempts that were canceled since another was quicker are estimated to have cost; in no sum of calls.");
    }

    /// <summary>Both attempts have ended.</summary>
    /// <param name="winner">Whose answer the caller has; null when neither had one.</param>
    /// <param name="hasLeft">Whether the caller went away before there was a winner.</param>
    public void Ended(int? winner, bool hasLeft) => (winner switch { HedgeRace.First => _first, HedgeRace.Second => _second, _ => hasLeft ? _left : _failed }).Add();

    /// <summary>The group's share was used up.</summary>
    public void OverShare() => _overShare.Add();

    /// <summary>No other member was healthy and could serve the call.</summary>
    public void NoMember() => _noMember.Add();

    /// <summary>An attempt was canceled.</summary>
    public void Lost(long costMicros) => _costMicros.Add(costMicros);

    private IEnumerable<Measurement<long>> Calls() => [Of("first", _first), Of("second", _second), Of("failed", _failed), Of("left", _left), Of("over-share", _overShare), Of("no-member", _noMember)];

    private static Measurement<long> Of(string outcome, Counter counter) => new(counter.Value, new KeyValuePair<string, object?>("outcome", outcome));
}
