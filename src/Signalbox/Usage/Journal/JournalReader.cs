using Microsoft.Win32.SafeHandles;

namespace Signalbox.Usage.Journal;

/// <summary>
/// Reads the journal's entries in order, from its files, while others append. Remembers which calls are open, so that a segment is
/// given up only when nothing in it is still needed. Holds one window of bytes in memory, never the backlog.
/// </summary>
internal sealed class JournalReader(UsageJournal journal) : IDisposable
{
    private const int WindowBytes = 256 * 1024;

    private readonly Dictionary<string, (UsageRecord Record, long Segment)> _open = new(StringComparer.Ordinal);
    private readonly byte[] _window = new byte[WindowBytes];
    private SafeFileHandle? _handle;
    private long _segment;
    private long _offset;

    /// <summary>Where the next entry is read.</summary>
    public (long Segment, long Offset) Position => (_segment, _offset);

    /// <summary>How many entries could not be decoded.</summary>
    public long Damaged { get; private set; }

    /// <summary>Calls opened before this run that never closed: the gateway was killed under them.</summary>
    public IReadOnlyList<UsageRecord> Interrupted =>
        [.. _open.Values.Where(o => o.Segment < journal.FirstOwnSegment).Select(o => o.Record)];

    /// <summary>Reads up to so many closed records.</summary>
    /// <param name="most">Largest batch.</param>
    /// <param name="counts">Whether an entry at a place is still to be delivered; open calls are tracked regardless.</param>
    public List<UsageRecord> Read(int most, Func<long, long, bool> counts)
    {
        var batch = new List<UsageRecord>();
        while (batch.Count < most)
        {
            if (_handle is null && !OpenNext()) break;
            var (active, written) = journal.Position;
            var end = _segment == active ? written : RandomAccess.GetLength(_handle!);
            var length = RandomAccess.Read(_handle!, _window.AsSpan(0, (int)Math.Min(WindowBytes, end - _offset)), _offset);
            var consumed = ReadWindow(_window.AsSpan(0, length), batch, most, counts);
            _offset += consumed;
            if (consumed > 0) continue;
            if (_segment >= active) break;
            // Nothing more in a segment that is no longer appended to: on to the next.
            CloseHandle();
        }
        return batch;
    }

    /// <summary>Deletes the segments, oldest first, that were read to their end and whose calls have all closed.</summary>
    public void DeleteDrained()
    {
        var needed = Math.Min(_segment, _open.Values.Select(o => o.Segment).DefaultIfEmpty(long.MaxValue).Min());
        foreach (var number in UsageJournal.Numbers(journal.DirectoryPath).TakeWhile(n => n < needed))
            File.Delete(JournalSegment.PathOf(journal.DirectoryPath, number));
    }

    public void Dispose() => CloseHandle();

    private int ReadWindow(ReadOnlySpan<byte> bytes, List<UsageRecord> batch, int most, Func<long, long, bool> counts)
    {
        var consumed = 0;
        while (batch.Count < most && JournalSegment.TryReadFrame(bytes[consumed..], out var kind, out var payload, out var size))
        {
            try
            {
                var record = UsageRecordCodec.Read(payload);
                if (kind == JournalEntryKind.Open) _open[record.RequestId] = (record, _segment);
                else if (kind == JournalEntryKind.Close)
                {
                    _open.Remove(record.RequestId);
                    if (counts(_segment, _offset + consumed)) batch.Add(record);
                }
            }
            catch (InvalidDataException)
            {
                Damaged++;
            }
            consumed += size;
        }
        return consumed;
    }

    private bool OpenNext()
    {
        var next = UsageJournal.Numbers(journal.DirectoryPath).FirstOrDefault(n => n > _segment);
        // The spare is made ahead and holds nothing before it becomes the active one.
        if (next == 0 || next > journal.Position.Segment) return false;
        _handle = File.OpenHandle(JournalSegment.PathOf(journal.DirectoryPath, next), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        (_segment, _offset) = (next, 0);
        return true;
    }

    private void CloseHandle()
    {
        _handle?.Dispose();
        _handle = null;
    }
}
