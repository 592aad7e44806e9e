namespace Signalbox.Core.Limits;

/// <summary>
/// The calls that wait under one limit: bounded, higher priorities first, and within a priority callers in turn, so that one that sends much waits
/// behind its own calls and not others behind it. Not safe for threads.
/// </summary>
/// <param name="depth">How many may wait at once.</param>
public sealed class WaitingLine(int depth)
{
    private readonly SortedSet<WaitingTicket> _order = new(Comparer<WaitingTicket>.Create(Compare));
    private readonly Dictionary<string, (long Turn, int Waiting)> _callers = new(StringComparer.Ordinal);
    private long _turn;
    private long _number;

    /// <summary>How many may wait at once.</summary>
    public int Depth { get; set; } = depth;

    /// <summary>How many wait.</summary>
    public int Count => _order.Count;

    /// <summary>Whose turn it is; null when nobody waits.</summary>
    public WaitingTicket? First => _order.Min;

    /// <summary>All that wait, in their order.</summary>
    public IEnumerable<WaitingTicket> All => _order;

    /// <summary>Takes a place; null when there is none.</summary>
    /// <param name="caller">Whose call: turns are taken between these.</param>
    /// <param name="priority">1 to 9; the higher is served first.</param>
    /// <param name="now">The time, by any clock.</param>
    public WaitingTicket? Join(string caller, int priority, long now)
    {
        if (_order.Count >= Depth) return null;
        var (last, waiting) = _callers.GetValueOrDefault(caller);
        // Whoever has nothing waiting begins at the turn that is served now: what it did not use before is not saved up.
        var turn = Math.Max(_turn, last) + 1;
        _callers[caller] = (turn, waiting + 1);
        var ticket = new WaitingTicket(caller, priority, turn, ++_number, now);
        _order.Add(ticket);
        return ticket;
    }

    /// <summary>Gives a place up, served or not. Nothing happens the second time.</summary>
    public void Leave(WaitingTicket ticket, bool served)
    {
        if (!_order.Remove(ticket)) return;
        if (served) _turn = Math.Max(_turn, ticket.Turn);
        var (last, waiting) = _callers[ticket.Caller];
        if (waiting == 1) _callers.Remove(ticket.Caller);
        else _callers[ticket.Caller] = (last, waiting - 1);
    }

    /// <summary>How many are served before and with it: 1 for the first. 0 when it does not wait.</summary>
    public int PositionOf(WaitingTicket ticket) => _order.Contains(ticket) ? _order.TakeWhile(other => Compare(other, ticket) < 0).Count() + 1 : 0;

    private static int Compare(WaitingTicket one, WaitingTicket other) =>
        (-one.Priority, one.Turn, one.Number).CompareTo((-other.Priority, other.Turn, other.Number));
}

/// <summary>A place in a line.</summary>
/// <param name="Caller">Whose call.</param>
/// <param name="Priority">1 to 9.</param>
/// <param name="Turn">Its caller's turn.</param>
/// <param name="Number">Tells places apart, in the order they were taken.</param>
/// <param name="Since">When it was taken.</param>
public sealed record WaitingTicket(string Caller, int Priority, long Turn, long Number, long Since);
