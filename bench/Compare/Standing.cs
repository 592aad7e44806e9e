using Signalbox.Bench.Compare.Contenders;
using Signalbox.Bench.Compare.Measuring;

namespace Signalbox.Bench.Compare;

/// <summary>What is known of a contender in the course of a run.</summary>
internal sealed class Standing(Contender contender, ContenderProcess process)
{
    /// <summary>Who it is.</summary>
    public Contender Contender => contender;

    /// <summary>Its process of the moment.</summary>
    public ContenderProcess Process { get; set; } = process;

    /// <summary>The very first start, at which Signalbox makes its database.</summary>
    public required TimeSpan FirstStart { get; init; }

    /// <summary>Later starts.</summary>
    public List<TimeSpan> ColdStarts { get; } = [];

    /// <summary>Figures by round.</summary>
    public List<RoundFigures> Rounds { get; } = [];

    /// <summary>Calls that the generators saw answered.</summary>
    public long Answered { get; set; }

    /// <summary>Resident memory after all rounds, in bytes.</summary>
    public long ResidentAfterRounds { get; set; }

    /// <summary>With 1,000 streams open.</summary>
    public HeldStreams? Held { get; set; }
}
