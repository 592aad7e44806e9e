using Signalbox.Core.Promotion;
using Signalbox.Routing;

namespace Signalbox.Promotion.Shadow;

/// <summary>Compares candidates with the primary from what shadow traffic left, and holds that against the group's promotion rule.</summary>
internal sealed class ShadowReport(ShadowPairStore store, TimeProvider time)
{
    /// <summary>How many days back comparisons count where no rule says.</summary>
    public const int UsualDays = 7;

    /// <summary>One candidate against one primary.</summary>
    public async Task<ComparisonView> CompareAsync(StoredRouteGroup group, string primary, string candidate, int? days, CancellationToken cancellation) =>
        View(group, primary, candidate, await store.FiguresAsync(group.Row.Id, candidate, Since(group, days), cancellation));

    /// <summary>All candidates that were compared, each against each primary it was compared with; the most compared first.</summary>
    public async Task<IReadOnlyList<ComparisonView>> ListAsync(StoredRouteGroup group, int? days, CancellationToken cancellation)
    {
        var pairs = await store.FiguresAsync(group.Row.Id, null, Since(group, days), cancellation);
        return [.. pairs.GroupBy(pair => (pair.PrimaryModel, pair.CandidateModel)).Select(g => View(group, g.Key.PrimaryModel, g.Key.CandidateModel, [.. g])).OrderByDescending(view => view.Pairs)];
    }

    private long Since(StoredRouteGroup group, int? days) =>
        time.GetUtcNow().AddDays(-(days ?? group.Row.ReadSettings().Promotion?.WindowDays ?? UsualDays)).ToUnixTimeMilliseconds();

    private static ComparisonView View(StoredRouteGroup group, string primary, string candidate, IReadOnlyList<ShadowPair> pairs)
    {
        var shown = PairComparison.Of(
        [
            .. pairs.Where(pair => pair.PrimaryModel == primary && pair.CandidateModel == candidate).Select(pair => new ComparedPair(
                pair.Error is not null, pair.PrimaryUs, pair.CandidateUs, pair.PrimaryCostMicros, pair.CandidateCostMicros, pair.PrimaryCharacters, pair.CandidateCharacters, pair.Same != 0)),
        ]);
        return ComparisonView.Of(candidate, primary, shown, group.Row.ReadSettings().Promotion is { } rule ? rule.ToRule().Judge(shown) : []);
    }
}
