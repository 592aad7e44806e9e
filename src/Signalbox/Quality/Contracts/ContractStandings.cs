using System.Diagnostics.Metrics;
using Signalbox.Observability;

namespace Signalbox.Quality.Contracts;

/// <summary>How contracts stood when they were last looked at, as an instrument that is read when asked.</summary>
internal sealed class ContractStandings
{
    private volatile IReadOnlyList<(string RouteGroup, string Standing)> _known = [];

    public ContractStandings(IMeterFactory meters) => SignalboxMeter.Of(meters).CreateObservableGauge(
        "signalbox.quality.contracts", Measure, null, "1 for the standing of each route group's quality contract: green, amber, red or unknown.");

    /// <summary>Notes how they stand.</summary>
    public void Learn(IReadOnlyList<(string RouteGroup, string Standing)> standings) => _known = standings;

    private IEnumerable<Measurement<int>> Measure() =>
        _known.Select(each => new Measurement<int>(1, new("route_group", each.RouteGroup), new KeyValuePair<string, object?>("standing", each.Standing)));
}
