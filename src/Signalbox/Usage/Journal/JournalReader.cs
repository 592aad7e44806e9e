using System.Buffers;

namespace Signalbox.Usage.Journal;

/// <summary>
/// Reads finished calls out of the journal and remembers which are open, so that a segment is given up only when nothing in it is still
/// needed, and so that the calls a kill cut off are found.
/// </summary>
internal sealed class JournalReader(UsageJournal journal) : IDisposable
{
    /// <summary>How many segments an open call may lag behind before it is carried forward.</summary>
    private const int MostLag = 2;

    private readonly JournalCursor _cursor = new(journal);
    private readonly Dictionary<string, OpenCall> _open = new(StringComparer.Ordinal);
    private readonly TextCache _names = new();
    private long _undecodable;

    /// <summary>Where the next entry is read.</summary>
    public (long Segment, long Offset) Place => _cursor.Place;

    /// <summary>Whether all that earlier runs left has been read.</summary>
    public bool IsPastEarlierRuns => _cursor.Place.Segment >= journal.FirstOwnSegment;

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
        [.. _open.Values.Where(call => call.Segment < journal.FirstOwnSegment).Select(call => UsageRecordCodec.Read(call.Payload.Span))];

    /// <summary>A call that was found interrupted is in the database and need not be kept.</summary>
    public void Forget(string requestId)
    {
        if (_open.Remove(requestId, out var call)) call.Return();
    }

    /// <summary>
    /// Says calls that have been open for long again, in the newest segment. Without it one stream of an hour would keep the segments of that
    /// hour.
    /// </summary>
    public void CarryForward()
    {
        foreach (var call in _open.Values.Where(call => !call.IsCarried && call.Segment >= journal.FirstOwnSegment && call.Segment < Place.Segment - MostLag))
            call.IsCarried = journal.TryCarry(call.Payload.Span);
    }

    /// <summary>Deletes the segments, oldest first, that were read to their end and hold no open call.</summary>
    public void DeleteDrained()
    {
        var needed = Place.Segment;
        foreach (var call in _open.Values) needed = Math.Min(needed, call.Segment);
        foreach (var number in journal.Files.Segments().TakeWhile(number => number < needed)) File.Delete(journal.Files.SegmentPath(number));
    }

    public void Dispose() => _cursor.Dispose();

    private void Take(JournalEntryKind kind, ReadOnlySpan<byte> payload, List<UsageRecord> batch, bool isNew)
    {
        var segment = _cursor.Place.Segment;
        switch (kind)
        {
            case JournalEntryKind.Open:
                Remember(UsageRecordCodec.ReadRequestId(payload), payload, segment);
                break;
            case JournalEntryKind.Carried:
                var id = UsageRecordCodec.ReadRequestId(payload);
                // In this run the call may have closed before the carried entry was appended; after a kill the first entry may be gone.
                if (_open.ContainsKey(id) || segment < journal.FirstOwnSegment) Remember(id, payload, segment);
                break;
            case JournalEntryKind.Close when isNew:
                var record = UsageRecordCodec.Read(payload, _names);
                Forget(record.RequestId);
                batch.Add(record);
                break;
            case JournalEntryKind.Close:
                Forget(UsageRecordCodec.ReadRequestId(payload));
                break;
        }
    }

    private void Remember(string requestId, ReadOnlySpan<byte> payload, long segment)
    {
        Forget(requestId);
        _open[requestId] = new OpenCall(payload, segment);
    }

    /// <summary>A call without a close so far: its entry, and the segment that holds it.</summary>
    private sealed class OpenCall
    {
        private readonly byte[] _pooled;
        private readonly int _length;

        public OpenCall(ReadOnlySpan<byte> payload, long segment)
        {
            (_pooled, _length, Segment) = (ArrayPool<byte>.Shared.Rent(payload.Length), payload.Length, segment);
            payload.CopyTo(_pooled);
        }

        /// <summary>The entry.</summary>
        public ReadOnlyMemory<byte> Payload => _pooled.AsMemory(0, _length);

        /// <summary>The segment that holds it.</summary>
        public long Segment { get; }

        /// <summary>Whether a newer entry was appended that was not read yet.</summary>
        public bool IsCarried { get; set; }

        /// <summary>Gives the entry's memory back.</summary>
        public void Return() => ArrayPool<byte>.Shared.Return(_pooled);
    }
}
