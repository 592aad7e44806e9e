namespace Signalbox.Core.Limits;

/// <summary>The part that one instance has of a shared limit.</summary>
/// <param name="Instance">The instance.</param>
/// <param name="Share">How much it may have taken at most. Never less than what it took.</param>
/// <param name="Used">How much it had taken when it last said so.</param>
/// <param name="Until">Until when the share stands, by the store's clock, Unix milliseconds.</param>
public sealed record ShareMember(string Instance, long Share, long Used, long Until);
