using Signalbox.Bench.Compare.Measuring;

namespace Signalbox.Bench.Compare.Results;

/// <summary>All that was measured of one contender, round by round.</summary>
/// <param name="Name">Who.</param>
/// <param name="Rounds">Figures by round.</param>
/// <param name="ResidentBytes">Resident memory after all rounds.</param>
/// <param name="HeldBytes">The most resident memory while 1,000 streams were open.</param>
/// <param name="HeldFirstTokenP99">99th percentile of the time to the first token of those streams, in milliseconds.</param>
/// <param name="FirstStartMs">The very first start, exec to answer, in milliseconds.</param>
/// <param name="ColdStartsMs">Later starts, in milliseconds; none for direct.</param>
internal sealed record ContenderResult(
    string Name, IReadOnlyList<RoundFigures> Rounds, long ResidentBytes, long HeldBytes, double HeldFirstTokenP99, double FirstStartMs, IReadOnlyList<double> ColdStartsMs)
{
    /// <summary>From what is known at the end of a run.</summary>
    public static ContenderResult Of(Standing standing) => new(
        standing.Contender.Name,
        standing.Rounds,
        standing.ResidentAfterRounds,
        standing.Held!.PeakBytes,
        standing.Held.FirstTokenP99,
        standing.FirstStart.TotalMilliseconds,
        [.. standing.ColdStarts.Select(start => start.TotalMilliseconds)]);

    /// <summary>A figure over the rounds.</summary>
    public Series Over(Func<RoundFigures, double> figure) => new([.. Rounds.Select(figure)]);

    /// <summary>
    /// A figure set against another contender's of the same round. What disturbs the machine for a while hits both, so that these vary less
    /// than the figures themselves.
    /// </summary>
    public Series Against(ContenderResult other, Func<RoundFigures, double> figure, Func<double, double, double> relation) =>
        new([.. Rounds.Zip(other.Rounds, (mine, theirs) => relation(figure(mine), figure(theirs)))]);

    /// <summary>How many times the other's figure.</summary>
    public Series Ratio(ContenderResult other, Func<RoundFigures, double> figure) => Against(other, figure, (mine, theirs) => mine / theirs);

    /// <summary>A figure set against a different one of the other's.</summary>
    public Series Ratio(ContenderResult other, Func<RoundFigures, double> figure, Func<RoundFigures, double> others) =>
        new([.. Rounds.Zip(other.Rounds, (mine, theirs) => figure(mine) / others(theirs))]);

    /// <summary>How much more than the other's figure.</summary>
    public Series Added(ContenderResult other, Func<RoundFigures, double> figure) => Against(other, figure, (mine, theirs) => mine - theirs);
}
