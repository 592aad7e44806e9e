namespace Signalbox.Reports.Costs;

/// <summary>What became of every call of a provider: dispatched = settled + failed + interrupted, besides those still open.</summary>
/// <param name="From">The first hour.</param>
/// <param name="To">The first moment after the last hour.</param>
/// <param name="OpenHere">Calls of this instance that are under way now; they enter the ledger when they end, in the hour in which they came.</param>
/// <param name="PendingHere">Calls of this instance that have ended and are on their way into the ledger.</param>
/// <param name="Balanced">Whether the sum holds in every line.</param>
/// <param name="Providers">Per provider, over all hours.</param>
/// <param name="Hours">Per hour and provider.</param>
internal sealed record LedgerView(DateTimeOffset From, DateTimeOffset To, long OpenHere, long PendingHere, bool Balanced, IReadOnlyList<LedgerTotal> Providers, IReadOnlyList<LedgerHour> Hours);

/// <summary>A provider's calls.</summary>
internal sealed record LedgerTotal(string Provider, long Dispatched, long Settled, long Failed, long Interrupted);

/// <summary>A provider's calls in an hour.</summary>
internal sealed record LedgerHour(DateTimeOffset At, string Provider, long Dispatched, long Settled, long Failed, long Interrupted);
