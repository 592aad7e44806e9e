namespace Signalbox.Core.Assets;

/// <summary>How much each figure counts in a member's score; 0 leaves it out.</summary>
/// <param name="Health">Share of lately successful calls.</param>
/// <param name="Latency">How soon answers begin, against the soonest.</param>
/// <param name="Cost">What the request is estimated to cost, against the cheapest.</param>
/// <param name="Quality">What the operator holds of it, 0 to 1.</param>
/// <param name="Load">Calls under way, against the least.</param>
public sealed record ScoreWeights(double Health = 1, double Latency = 1, double Cost = 1, double Quality = 0, double Load = 0)
{
    /// <summary>All of them together.</summary>
    public double Total => Health + Latency + Cost + Quality + Load;
}
