using Signalbox.Core.Limits;

namespace Signalbox.Limits;

/// <summary>The line of one limit, and the way to tell whoever is first in it that it is worth trying.</summary>
internal sealed class LimitLine(CompiledLimit limit)
{
    private readonly Lock _gate = new();
    private readonly WaitingLine _line = new(limit.Rule.Queue!.Depth);
    private readonly Dictionary<WaitingTicket, QueuePlace> _places = [];

    /// <summary>The limit, as the call that joined last had it.</summary>
    public CompiledLimit Limit { get; private set; } = limit;

    /// <summary>How many wait.</summary>
    public int Count
    {
        get
        {
            lock (_gate) return _line.Count;
        }
    }

    /// <summary>Takes a place; null when there is none.</summary>
    public QueuePlace? Join(CompiledLimit limit, string caller, string callerName, int priority, long now)
    {
        lock (_gate)
        {
            (Limit, _line.Depth) = (limit, limit.Rule.Queue!.Depth);
            if (_line.Join(caller, priority, now) is not { } ticket) return null;
            var place = new QueuePlace(this, ticket, callerName);
            _places.Add(ticket, place);
            place.Position = _line.PositionOf(ticket);
            // Whoever comes before the one that was first takes its turn.
            if (ReferenceEquals(_line.First, ticket)) place.Wake();
            return place;
        }
    }

    /// <summary>Gives a place up. Returns whether it was held.</summary>
    public bool Leave(QueuePlace place, bool served)
    {
        lock (_gate)
        {
            if (!_places.Remove(place.Ticket)) return false;
            _line.Leave(place.Ticket, served);
            WakeFirst();
            return true;
        }
    }

    /// <summary>Whether it is the turn of a place.</summary>
    public bool IsFirst(QueuePlace place)
    {
        lock (_gate) return ReferenceEquals(_line.First, place.Ticket);
    }

    /// <summary>There may be room: whoever is first tries again.</summary>
    public void Pulse()
    {
        lock (_gate) WakeFirst();
    }

    /// <summary>Who waits, in order.</summary>
    public IReadOnlyList<QueuePlace> Read()
    {
        lock (_gate) return [.. _line.All.Select(ticket => _places[ticket])];
    }

    private void WakeFirst()
    {
        if (_line.First is { } first) _places[first].Wake();
    }
}
