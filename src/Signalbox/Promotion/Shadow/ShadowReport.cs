using Signalbox.Core.Promotion;
using Signalbox.Quality.Contracts;
using Signalbox.Routing;

namespace Signalbox.Promotion.Shadow;

/// <summary>Compares candidates with the primary from what shadow traffic left, and holds that against the group's promotion rule.</summary>
internal sealed class ShadowReport(ShadowPairStore store, ContractEvidence contracts, TimeProvider time)
{
    /// <summary>How many days back comparisons count where no rule says.</summary>
    public const int UsualDays = 7;

    private const int Stretches = 56;

    /// <summary>One candidate against one primary.</summary>
    public async Task<ComparisonView> CompareAsync(StoredRouteGroup group, string primary, string candidate, int? days, CancellationToken cancellation) =>
        View(group, primary, candidate, await store.FiguresAsync(group.Row.Id, candidate, Since(group, days), cancellation));

    /// <summary>All candidates that were compared, each against each primary it was compared with; the most compared first.</summary>
    public async Task<IReadOnlyList<ComparisonView>> ListAsync(StoredRouteGroup group, int? days, CancellationToken cancellation)
    {
        var pairs = await store.FiguresAsync(group.Row.Id, null, Since(group, days), cancellation);
        var views = new List<ComparisonView>();
        foreach (var g in pairs.GroupBy(pair => (pair.PrimaryModel, pair.CandidateModel)))
        {
            var view = View(group, g.Key.PrimaryModel, g.Key.CandidateModel, [.. g]);
            views.Add(await contracts.WeighAsync(group.Row.Id, view.Primary, view.Candidate, cancellation) is { } contract
                ? view with { Contract = contract, Missing = [.. view.Missing, .. contract.Missing] }
                : view);
        }
        return [.. views.OrderByDescending(view => view.Pairs)];
    }

    /// <summary>One candidate against one primary, to be drawn: over so many stretches of the time that counts.</summary>
    public async Task<ShadowPlotsView> PlotAsync(StoredRouteGroup group, string primary, string candidate, int? days, CancellationToken cancellation)
    {
        var (since, until) = (Since(group, days), time.GetUtcNow().ToUnixTimeMilliseconds());
        var width = Math.Max(1, (until - since + Stretches - 1) / Stretches);
        ShadowPair[] pairs = [.. (await store.FiguresAsync(group.Row.Id, candidate, since, cancellation)).Where(pair => pair.PrimaryModel == primary)];
        ShadowPair[] answered = [.. pairs.Where(pair => pair.Error is null)];
        ShadowPair[] priced = [.. answered.Where(pair => pair is { PrimaryCostMicros: not null, CandidateCostMicros: not null })];
        var byStretch = pairs.ToLookup(pair => (pair.At - since) / width);
        return new(
            candidate, primary,
            PairHistogram.Of([.. answered.Select(pair => pair.PrimaryUs / 1e3)], [.. answered.Select(pair => pair.CandidateUs / 1e3)]),
            PairHistogram.Of([.. priced.Select(pair => pair.PrimaryCostMicros!.Value / 1e6)], [.. priced.Select(pair => pair.CandidateCostMicros!.Value / 1e6)]),
            [
                .. Enumerable.Range(0, Stretches).Select(i => new AgreementPoint(
                    DateTimeOffset.FromUnixTimeMilliseconds(since + i * width), byStretch[i].Count(), byStretch[i].Count(pair => pair.Error is not null), byStretch[i].Count(pair => pair.Same != 0))),
            ]);
    }

    private long Since(StoredRouteGroup group, int? days) =>
        time.GetUtcNow().AddDays(-(days ?? group.Row.ReadSettings().Promotion?.WindowDays ?? UsualDays)).ToUnixTimeMilliseconds();

    private static ComparisonView View(StoredRouteGroup group, string primary, string candidate, IReadOnlyList<ShadowPair> pairs)
    {
        var shown = PairComparison.Of(
        [
            .. pairs.Where(pair => pair.PrimaryModel == primary && pair.CandidateModel == candidate).Select(pair => new ComparedPair(
                pair.Error is not null, pair.PrimaryUs, pair.CandidateUs, pair.PrimaryCostMicros, pair.CandidateCostMicros, pair.PrimaryCharacters, pair.CandidateCharacters, pair.Same != 0, pair.JudgeScore / 1e6)),
        ]);
        return ComparisonView.Of(candidate, primary, shown, group.Row.ReadSettings().Promotion is { } rule ? rule.ToRule().Judge(shown) : []);
    }
}
