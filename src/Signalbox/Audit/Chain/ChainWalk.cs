namespace Signalbox.Audit.Chain;

/// <summary>A walk along the chain from its first event on, one event at a time.</summary>
/// <param name="noted">A head noted earlier that the walk must come by; null when there is none.</param>
internal sealed class ChainWalk(AuditHead? noted)
{
    /// <summary>The last event that was found in order.</summary>
    public AuditHead Place { get; private set; } = AuditHead.Start;

    /// <summary>Takes the next event.</summary>
    /// <returns>What is wrong with it, or null.</returns>
    public AuditFault? Take(AuditRow row)
    {
        var expected = Place.Sequence + 1;
        if (row.Sequence != expected)
            return new("missing", expected, null, row.Sequence == expected + 1
                ? $"Event {expected} is missing."
                : $"Events {expected} to {row.Sequence - 1} are missing.");
        if (AuditHash.Of(row) != row.Hash)
            return new("changed", row.Sequence, row.Id, $"Event {row.Sequence} was changed after it was written: its content does not give its hash.");
        if (row.PreviousHash != Place.Hash)
            return new("broken", row.Sequence, row.Id, $"Event {row.Sequence} does not go on from event {Place.Sequence}: one of the two was rewritten.");
        if (noted is not null && noted.Sequence == row.Sequence && noted.Hash != row.Hash)
            return new("rewritten", row.Sequence, row.Id, $"Event {row.Sequence} is not the head that was noted: it, or something before it, was rewritten.");
        Place = new(row.Sequence, row.Hash);
        return null;
    }

    /// <summary>Compares the place that was reached with how the trail should end.</summary>
    /// <returns>What is wrong, or null.</returns>
    public AuditFault? End(AuditEnds ends)
    {
        if (Place.Sequence < ends.Sequence)
            return new("missing", Place.Sequence + 1, null, $"The last event should be {ends.Sequence}: those after {Place.Sequence} are missing.");
        if (ends.LastSequence > ends.Sequence)
            return new("added", ends.Sequence + 1, null, $"There are events after {ends.Sequence}, which was written last.");
        if (Place.Hash != ends.Hash)
            return new("rewritten", Place.Sequence, null, $"Event {Place.Sequence} does not have the hash that was kept of it as the last one.");
        if (noted is not null && noted.Sequence > Place.Sequence)
            return new("missing", Place.Sequence + 1, null, $"The head that was noted is event {noted.Sequence}, but the trail ends with {Place.Sequence}.");
        return ends.Unchained == 0 ? null : new("unchained", Place.Sequence + 1, null,
            $"{ends.Unchained} event(s) have no place in the chain, as when an instance of an older release writes to the same database. The next start of a gateway gives them one.");
    }
}
