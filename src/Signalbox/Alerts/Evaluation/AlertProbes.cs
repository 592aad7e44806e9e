using Signalbox.Alerts.Rules;
using Signalbox.Core.Alerts;

namespace Signalbox.Alerts.Evaluation;

/// <summary>Finds the probe of a rule.</summary>
internal sealed class AlertProbes(IEnumerable<IAlertProbe> probes)
{
    /// <summary>The most readings of one rule: more than this nobody looks at. Those that hold, and the highest, come first.</summary>
    public const int Most = 200;

    private readonly Dictionary<string, IAlertProbe> _probes = probes.SelectMany(probe => probe.Kinds, (probe, kind) => (probe, kind)).ToDictionary(one => one.kind, one => one.probe, StringComparer.Ordinal);

    /// <summary>How long what was read of a rule stays good enough.</summary>
    public TimeSpan Every(string kind) => _probes[kind].Every;

    /// <summary>Reads what a rule looks at.</summary>
    public async Task<IReadOnlyList<AlertReading>> ReadAsync(AlertRuleDraft rule, CancellationToken cancellation) =>
    [
        .. (await _probes[rule.Kind!].ReadAsync(rule, cancellation)).OrderByDescending(reading => reading.IsBreached == true).ThenByDescending(reading => reading.Value).Take(Most),
    ];
}
