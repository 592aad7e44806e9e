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
/// <param name="Provider">Its name.</param>
/// <param name="Dispatched">How many times it was called.</param>
/// <param name="Settled">Answered; also those whose caller left before the end.</param>
/// <param name="Failed">Refused by it, or not answered.</param>
/// <param name="Interrupted">Under way when the gateway was killed.</param>
/// <param name="Disconnected">Of those settled, the ones whose caller left before the end.</param>
/// <param name="Drained">Of these, the ones whose answer was read on to its end, so that its tokens are the provider's own.</param>
internal sealed record LedgerTotal(string Provider, long Dispatched, long Settled, long Failed, long Interrupted, long Disconnected, long Drained);

/// <summary>A provider's calls in an hour, counted as in <see cref="LedgerTotal"/>.</summary>
internal sealed record LedgerHour(DateTimeOffset At, string Provider, long Dispatched, long Settled, long Failed, long Interrupted, long Disconnected, long Drained);
