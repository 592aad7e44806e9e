using Signalbox.Admin;
using Signalbox.Core.Reports;
using Signalbox.Usage.Rollups;

namespace Signalbox.Reports.Costs;

/// <summary>Compares what a provider's export says with the sums on record here. Nothing of the export is kept.</summary>
internal sealed class Reconciliation(RollupQueries rollups)
{
    private const int MostStretches = 1000;
    private const int MostLines = 1000;

    private static readonly ReconciledAmounts Nothing = new(null, null, null, null, null, null);
    private static readonly ReconciledAmounts Zero = new(0, 0, 0, 0, 0, 0);

    /// <summary>Compares.</summary>
    /// <exception cref="ProblemException">400 when the file says nothing, or of too many stretches of time.</exception>
    public async Task<ReconciliationView> CompareAsync(string provider, string format, IReadOnlyList<ProviderUsage> theirs, CancellationToken cancellation)
    {
        var stretches = theirs.Select(t => (t.Since, t.Until)).Distinct().Order().ToList();
        if (stretches.Count == 0) throw ProblemException.Invalid("body", "has no line that says anything.");
        if (stretches.Count > MostStretches) throw ProblemException.Invalid("body", $"is about {stretches.Count} stretches of time; {MostStretches} at most can be compared at once. Export it by the day.");
        var selection = new ReportSelection(
            [.. stretches.SelectMany((s, i) => TimeSegments.Cover(i, s.Since, s.Until))], [(ReportDimension.Find("provider")!, [provider])]);
        var ours = (await rollups.SumAsync(selection, ReportDimension.Find("deployment"), cancellation))
            .Where(r => r.Attempts > 0)
            .GroupBy(r => (Stretch: stretches[(int)r.Bucket], Model: ProviderExport.Family(r.Value![(provider.Length + 1)..])))
            .ToDictionary(g => g.Key, g => g.Select(Ours).Aggregate((a, b) => a.Plus(b)));
        var told = theirs.GroupBy(t => (Stretch: (t.Since, t.Until), Model: ProviderExport.Family(t.Model))).ToDictionary(g => g.Key, g => g.Select(Theirs).Aggregate((a, b) => a.Plus(b)));
        // What they tell of one model they would tell of each: where a model of ours is missing in their file, they say zero of it.
        var tells = told.Values.Aggregate((a, b) => a.Plus(b));
        var silent = Nothing with
        {
            Requests = tells.Requests is null ? null : 0, TokensInput = tells.TokensInput is null ? null : 0, TokensOutput = tells.TokensOutput is null ? null : 0,
            TokensCached = tells.TokensCached is null ? null : 0, TokensCacheWrite = tells.TokensCacheWrite is null ? null : 0, CostMicros = tells.CostMicros is null ? null : 0,
        };
        var lines = told.Keys.Union(ours.Keys).Select(key => Line(key.Stretch, key.Model, told.GetValueOrDefault(key) ?? silent, ours.GetValueOrDefault(key) ?? Zero))
            .OrderByDescending(l => l.Differs).ThenBy(l => l.From).ThenBy(l => l.Model, StringComparer.Ordinal).ToList();
        var total = Line((stretches[0].Since, stretches.Max(s => s.Until)), null, tells, ours.Values.Aggregate(Zero, (a, b) => a.Plus(b)));
        return new(provider, format, total.From, total.To, !lines.Exists(l => l.Differs), total, [.. lines.Take(MostLines)], Math.Max(0, lines.Count - MostLines));
    }

    private static ReconciledLine Line((long Since, long Until) stretch, string? model, ReconciledAmounts theirs, ReconciledAmounts ours) => new(
        DateTimeOffset.FromUnixTimeMilliseconds(stretch.Since), DateTimeOffset.FromUnixTimeMilliseconds(stretch.Until), model, theirs, ours, theirs.Less(ours));

    private static ReconciledAmounts Theirs(ProviderUsage t) => new(t.Requests, t.TokensInput, t.TokensOutput, t.TokensCached, t.TokensCacheWrite, t.CostMicros);

    private static ReconciledAmounts Ours(ReportRow r) => new(r.Requests, r.TokensInput, r.TokensOutput, r.TokensCached, r.TokensCacheWrite, r.CostMicros);
}
