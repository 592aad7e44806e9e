using System.Globalization;
using Signalbox.Alerts.Rules;
using Signalbox.Core.Alerts;

namespace Signalbox.Alerts.Evaluation;

/// <summary>Looks at what instances keep calls away from: providers and deployments whose circuit breaker is not closed.</summary>
internal sealed class ProviderProbe(SightingStore sightings, TimeProvider time) : IAlertProbe
{
    /// <summary>An instance that was silent for longer than this sees nothing any more.</summary>
    private static readonly TimeSpan Fresh = 6 * SightingReporter.Beat;

    public IReadOnlyList<string> Kinds { get; } = [AlertKinds.Provider];

    public TimeSpan Every { get; } = TimeSpan.FromSeconds(10);

    public async Task<IReadOnlyList<AlertReading>> ReadAsync(AlertRuleDraft rule, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var rows = await sightings.ListAsync((now - Fresh).ToUnixTimeMilliseconds(), cancellation);
        return
        [
            .. rows.Where(row => rule.Scope.Provider is not { Length: > 0 } wanted || row.Subject == wanted || row.Subject.StartsWith($"{wanted}/", StringComparison.Ordinal))
                .GroupBy(row => (row.Kind, row.Subject)).Select(seen => Read(seen.Key.Kind, seen.Key.Subject, [.. seen], now)),
        ];
    }

    private static AlertReading Read(string kind, string subject, IReadOnlyList<SightingRow> seen, DateTimeOffset now)
    {
        var minutes = (now - DateTimeOffset.FromUnixTimeMilliseconds(seen.Min(row => row.Since))).TotalMinutes;
        return new()
        {
            Subject = $"{kind}:{subject}", Name = $"{kind} {subject}", IsBreached = true, Sample = seen.Count,
            Summary = string.Create(CultureInfo.InvariantCulture,
                $"Calls are kept away from the {kind} '{subject}' by {seen.Count} instance{(seen.Count == 1 ? "" : "s")} for {Math.Max(0, minutes):0.#} minutes now ({seen[0].Cause ?? "unknown cause"})."),
        };
    }
}
