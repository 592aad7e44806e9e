namespace Signalbox.Core.Limits;

/// <summary>What an instance would put in the place of the shared value it has read.</summary>
/// <param name="Next">The value.</param>
/// <param name="Share">The share that the instance has by it.</param>
/// <param name="Request">What the instance said of itself.</param>
public sealed record ShareOffer(SharedCount Next, long Share, ShareRequest Request);
