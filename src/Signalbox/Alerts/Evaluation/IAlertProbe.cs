using Signalbox.Alerts.Rules;
using Signalbox.Core.Alerts;

namespace Signalbox.Alerts.Evaluation;

/// <summary>Reads what a rule of some kind looks at. Only reads, and never on the path of a call.</summary>
internal interface IAlertProbe
{
    /// <summary>The kinds of rules, of <see cref="AlertKinds"/>.</summary>
    IReadOnlyList<string> Kinds { get; }

    /// <summary>How long what was read stays good enough.</summary>
    TimeSpan Every { get; }

    /// <summary>Reads, one reading per subject. A subject that is left out is one whose condition does not hold.</summary>
    Task<IReadOnlyList<AlertReading>> ReadAsync(AlertRuleDraft rule, CancellationToken cancellation);
}
