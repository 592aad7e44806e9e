using Signalbox.Core.Assets;

namespace Signalbox.Routing;

/// <summary>How much each figure counts in a member's score, 0 to 100 each; what counts is the proportion.</summary>
internal sealed record ScoreDraft
{
    /// <summary>The share of lately successful calls.</summary>
    public double Health { get; set; } = 1;

    /// <summary>How soon answers begin, against the member that is soonest.</summary>
    public double Latency { get; set; } = 1;

    /// <summary>What the request is estimated to cost, against the cheapest member.</summary>
    public double Cost { get; set; } = 1;

    /// <summary>The members' own quality.</summary>
    public double Quality { get; set; }

    /// <summary>Calls under way from this instance, against the member with the fewest.</summary>
    public double Load { get; set; }

    /// <summary>As the snapshot needs it.</summary>
    public ScoreWeights ToWeights() => new(Health, Latency, Cost, Quality, Load);
}
