namespace Signalbox.Core.Assets;

/// <summary>An entry of a registry that takes a share of its group's calls from the primary.</summary>
/// <param name="EntryId">The entry.</param>
/// <param name="Share">Share of the calls, 0 to 1.</param>
public sealed record CanaryShare(string EntryId, double Share);
