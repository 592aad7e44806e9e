using System.Globalization;
using Signalbox.Alerts.Rules;
using Signalbox.Core.Alerts;
using Signalbox.Core.Limits;
using Signalbox.Core.Snapshots;
using Signalbox.Limits;

namespace Signalbox.Alerts.Evaluation;

/// <summary>Looks at budgets and quotas: what calls of all instances took of each in the window of its calendar, from the database's sums.</summary>
internal sealed class LimitProbe(SnapshotHolder snapshots, OpeningBalances balances, TimeProvider time) : IAlertProbe
{
    private static readonly int[] QuotaThresholds = [90];

    public IReadOnlyList<string> Kinds { get; } = [AlertKinds.Budget, AlertKinds.Quota];

    public TimeSpan Every { get; } = TimeSpan.FromSeconds(10);

    public async Task<IReadOnlyList<AlertReading>> ReadAsync(AlertRuleDraft rule, CancellationToken cancellation)
    {
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        List<CompiledLimit> limits = [.. snapshots.Current.AllLimits.SelectMany(set => set.Limits).DistinctBy(limit => limit.Identity).Where(limit => IsMeant(rule, limit))];
        if (limits.Count == 0) return [];
        return [.. (await balances.ReadAsync(limits, now, [], null, cancellation)).Select(balance => Read(rule, balance, now))];
    }

    /// <summary>A scope that is given means limits written there; an organization also those below it.</summary>
    private static bool IsMeant(AlertRuleDraft rule, CompiledLimit limit) =>
        limit.Rule.IsCalendar && (limit.Rule.Measure == LimitMeasure.Cost) == (rule.Kind == AlertKinds.Budget)
        && rule.Scope.Given().All(one => one.Dimension == "organization" ? limit.OrganizationId == one.Value : limit.ScopeId == one.Value);

    private static AlertReading Read(AlertRuleDraft rule, LimitBalance balance, long now)
    {
        var (limit, amount) = (balance.Limit, balance.Limit.Rule.AmountAt(now));
        var percent = 100.0 * balance.Taken / Math.Max(1, amount);
        IReadOnlyList<double> thresholds = rule.Threshold is { } one ? [one]
            : rule.Kind == AlertKinds.Quota ? [.. QuotaThresholds]
            : [.. limit.Rule.Thresholds];
        var reached = thresholds.Where(threshold => percent >= threshold).ToList();
        var name = $"{LimitCounts.Level(limit)} {limit.ScopeName}, {limit.Name}{(limit.Rule.Asset is { } asset ? $" of {asset}" : "")}";
        return new()
        {
            // The window belongs to it, so that a new month is a new alert.
            Subject = $"{limit.Identity}@{balance.WindowStart}", Name = name, IsBreached = reached.Count > 0, Level = reached.Count > 0 ? (int)reached.Max() : 0, Value = percent,
            Threshold = reached.Count > 0 ? reached.Max() : thresholds.Count > 0 ? thresholds.Min() : null, Unit = "percent", Sample = balance.Taken,
            Summary = Write($"{Amount(limit, balance.Taken)} of {Amount(limit, amount)} are used ({percent:0.#} %){(limit.Rule.Hard && balance.Taken >= amount ? "; further calls are refused" : "")}."),
        };
    }

    private static string Amount(CompiledLimit limit, long amount) => limit.Rule.Measure == LimitMeasure.Cost
        ? Write($"{amount / 1_000_000m:#,0.00##} USD")
        : Write($"{amount:#,0} {limit.Rule.Measure.ToString().ToLowerInvariant()}");

    private static string Write(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
