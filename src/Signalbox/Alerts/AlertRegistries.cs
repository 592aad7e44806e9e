using Signalbox.Alerts.Destinations;
using Signalbox.Alerts.Rules;
using Signalbox.Alerts.Slos;

namespace Signalbox.Alerts;

/// <summary>All registries of this capability, for whoever applies a whole file.</summary>
internal sealed record AlertRegistries(AlertDestinationRegistry Destinations, AlertRuleRegistry Rules, SloRegistry Slos);
