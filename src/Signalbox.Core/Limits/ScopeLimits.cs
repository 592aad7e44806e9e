namespace Signalbox.Core.Limits;

/// <summary>All limits written at one scope.</summary>
/// <param name="Rules">The limits.</param>
/// <param name="Exempt">Whether its calls are counted everywhere and refused nowhere: for the few keys that must work whatever it costs.</param>
/// <param name="Priority">Where calls wait, how early they are served, 1 to 9; null for what the scopes above say.</param>
public sealed record ScopeLimits(IReadOnlyList<LimitRule> Rules, bool Exempt = false, int? Priority = null);
