namespace Signalbox.Usage.Journal;

/// <summary>
/// Reads finished calls out of the journal and remembers which are open, so that a segment is given up only when nothing in it is still
/// needed, and so that the calls a kill cut off are found.
/// </summary>
internal sealed class JournalReader : IDisposable
{
    /// <summary>How many segments an open call may lag behind before it is carried forward.</summary>
    private const int MostLag = 2;

    private readonly UsageJournal _journal;
    private readonly JournalCursor _cursor;
    private readonly Dictionary<string, OpenCall> _open = new(AsciiIds.Comparer);
    private readonly Dictionary<string, OpenCall>.AlternateLookup<ReadOnlySpan<byte>> _openByBytes;
    private readonly TextCache _texts = new();
    private readonly JournalNamesTable _names = new();
    private long _undecodable;

    /// <summary>Begins where the oldest segment begins.</summary>
    public JournalReader(UsageJournal journal)
    {
        (_journal, _cursor) = (journal, new JournalCursor(journal));
        _openByBytes = _open.GetAlternateLookup<ReadOnlySpan<byte>>();
    }

    /// <summary>Where the next entry is read.</summary>
    public (long Segment, long Offset) Place => _cursor.Place;

    /// <summary>Whether all that earlier runs left has been read.</summary>
    public bool IsPastEarlierRuns => _cursor.Place.Segment >= _journal.FirstOwnSegment;

    /// <summary>Entries that could not be read.</summary>
    public long Damaged => _cursor.Damaged + _undecodable;

    /// <summary>Reads closed records until the batch is full or there are no more.</summary>
    /// <param name="batch">Where to add them.</param>
    /// <param name="most">How many it may hold.</param>
    /// <param name="delivered">The place before which they were delivered by an earlier run; those are passed over.</param>
    public void Read(List<UsageRecord> batch, int most, (long Segment, long Offset) delivered)
    {
        while (batch.Count < most)
        {
            if (!_cursor.TryRead(out var kind, out var payload)) return;
            try
            {
                Take(kind, payload, batch, isNew: _cursor.Place.CompareTo(delivered) > 0);
            }
            catch (InvalidDataException)
            {
                _undecodable++;
            }
        }
    }

    /// <summary>Calls opened by earlier runs that never closed: the gateway was killed under them.</summary>
    public IReadOnlyList<UsageRecord> Interrupted() =>
        [.. _open.Values.Where(call => call.Place.Segment < _journal.FirstOwnSegment).Select(SoFar)];

    /// <summary>A call that was found interrupted is in the database and need not be kept.</summary>
    public void Forget(string requestId) => _open.Remove(requestId);

    /// <summary>
    /// Says calls that have been open for long again, in the newest segment. Without it one stream of an hour would keep the segments of that
    /// hour.
    /// </summary>
    public void CarryForward()
    {
        foreach (var (id, call) in _open.Where(open => NeedsCarrying(open.Value)).ToList())
            // The new entry holds the progress that was read so far.
            if (_journal.TryNote(JournalEntryKind.Carried, SoFar(call))) _open[id] = call with { IsCarried = true, Progress = null };
    }

    /// <summary>Deletes the segments, oldest first, that were read to their end and hold no open call.</summary>
    public void DeleteDrained()
    {
        var needed = Place.Segment;
        foreach (var call in _open.Values) needed = Math.Min(needed, Math.Min(call.Place.Segment, call.Progress?.Segment ?? needed));
        foreach (var number in _journal.Files.Segments().TakeWhile(number => number < needed)) File.Delete(_journal.Files.SegmentPath(number));
    }

    public void Dispose() => _cursor.Dispose();

    private void Take(JournalEntryKind kind, ReadOnlySpan<byte> payload, List<UsageRecord> batch, bool isNew)
    {
        switch (kind)
        {
            case JournalEntryKind.Names:
                _names.Add(_cursor.EntryPlace.Segment, payload, _texts);
                break;
            case JournalEntryKind.Open:
                Remember(payload);
                break;
            case JournalEntryKind.Carried:
                // In this run the call may have closed before the carried entry was appended; after a kill the first entry may be gone.
                if (_openByBytes.TryGetValue(UsageRecordCodec.RequestId(payload), out var running) || _cursor.Place.Segment < _journal.FirstOwnSegment) Remember(payload, running.Progress);
                break;
            case JournalEntryKind.Progress:
                var going = UsageRecordCodec.RequestId(payload);
                if (_openByBytes.TryGetValue(going, out var call)) _openByBytes[going] = call with { Progress = _cursor.EntryPlace };
                break;
            case JournalEntryKind.Close:
                var closed = UsageRecordCodec.RequestId(payload);
                // Its text was made when the call was opened.
                _openByBytes.TryGetValue(closed, out var opened, out _);
                _openByBytes.Remove(closed);
                if (isNew) batch.Add(UsageRecordCodec.Read(payload, _texts, opened, NamesOf(payload)));
                break;
        }
    }

    private UsageRecord? NamesOf(ReadOnlySpan<byte> payload) => _names.Of(_cursor.EntryPlace.Segment, payload);

    private void Remember(ReadOnlySpan<byte> payload, (long Segment, long Offset)? progress = null) =>
        _openByBytes[UsageRecordCodec.RequestId(payload)] = new OpenCall(_cursor.EntryPlace, progress, NamesOf(payload));

    private bool NeedsCarrying(OpenCall call) =>
        !call.IsCarried && call.Place.Segment >= _journal.FirstOwnSegment && call.Place.Segment < Place.Segment - MostLag;

    /// <summary>What is known of an open call.</summary>
    private UsageRecord SoFar(OpenCall call)
    {
        var record = UsageRecordCodec.Read(Payload(call.Place), names: call.Names);
        if (call.Progress is { } progress) UsageRecordCodec.ReadOnto(record, Payload(progress));
        return record;
    }

    /// <summary>What an entry of an open call says, from its segment, which is there as long as the call is open.</summary>
    private byte[] Payload((long Segment, long Offset) place)
    {
        using var file = _journal.Files.OpenSegment(place.Segment);
        var frame = new byte[JournalFrame.MaxBytes];
        var read = RandomAccess.Read(file, frame, place.Offset);
        return JournalFrame.Read(frame.AsSpan(0, read), out _, out var payload, out _) == JournalFrameState.Whole
            ? payload.ToArray()
            : throw new IOException($"The usage journal's segment {place.Segment} was changed by someone else.");
    }

    /// <summary>A call without a close so far.</summary>
    /// <param name="Place">Where its entry lies.</param>
    /// <param name="Progress">Where the newest entry of its progress lies that the one at <paramref name="Place"/> does not hold; null when there is none.</param>
    /// <param name="Names">What the entry at <paramref name="Place"/> refers to; null when it refers to none.</param>
    /// <param name="IsCarried">Whether a newer entry was appended that was not read yet.</param>
    private readonly record struct OpenCall((long Segment, long Offset) Place, (long Segment, long Offset)? Progress, UsageRecord? Names, bool IsCarried = false);
}
