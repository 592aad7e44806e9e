using Signalbox.Core.Routing.Policies;
using Signalbox.Core.Snapshots;

namespace Signalbox.Pipeline.Policies.Trials;

/// <summary>Adds up where calls would go.</summary>
internal sealed class TrialTally
{
    private readonly Dictionary<string, int> _first = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _outcomes = new(StringComparer.Ordinal);
    private long _micros;
    private bool _isUnpriced;
    private int _calls;

    /// <summary>What came of asking.</summary>
    public IReadOnlyDictionary<string, int> Outcomes => _outcomes;

    /// <summary>What all of it is estimated to cost; null when a price is missing.</summary>
    public decimal? CostUsd => _isUnpriced || _calls == 0 ? null : _micros / 1_000_000m;

    /// <summary>Adds a call.</summary>
    /// <param name="decision">What a policy said; null where none was asked.</param>
    /// <param name="member">The member that would serve it first; null for none.</param>
    /// <param name="costMicros">What it would cost there.</param>
    public void Add(PolicyDecision? decision, RouteMember? member, long? costMicros)
    {
        _calls++;
        if (decision is not null)
        {
            var word = PolicyOutcomes.Word(decision.Outcome);
            _outcomes[word] = _outcomes.GetValueOrDefault(word) + 1;
        }
        if (member is not null) _first[member.Model] = _first.GetValueOrDefault(member.Model) + 1;
        if (costMicros is { } micros) _micros += micros;
        else _isUnpriced = true;
    }

    /// <summary>The share of the calls that a member would serve first.</summary>
    public double Share(string model) => _calls == 0 ? 0 : (double)_first.GetValueOrDefault(model) / _calls;
}
