using Microsoft.Win32.SafeHandles;

namespace Signalbox.Usage.Journal;

/// <summary>
/// Walks through the journal's entries in order, from its files, while others append. Holds one window of bytes in memory, never the backlog.
/// What a power failure tore is stepped over: each frame begins at a multiple of eight and proves itself by its checksum.
/// </summary>
internal sealed class JournalCursor(UsageJournal journal) : IDisposable
{
    private const int WindowBytes = 256 * 1024;

    private readonly byte[] _window = new byte[WindowBytes];
    private SafeFileHandle? _file;
    private bool _ended;
    private bool _inDamage;
    private long _segment;
    private long _offset;
    private int _from;
    private int _to;

    /// <summary>Where the next entry is read.</summary>
    public (long Segment, long Offset) Place => (_segment, _offset);

    /// <summary>Where the entry read last begins.</summary>
    public (long Segment, long Offset) EntryPlace { get; private set; }

    /// <summary>Stretches of bytes that should have been entries and are none.</summary>
    public long Damaged { get; private set; }

    /// <summary>Reads the next entry.</summary>
    /// <param name="kind">What it says.</param>
    /// <param name="payload">Its bytes, valid until the next call.</param>
    /// <returns>False when there is no more at the moment.</returns>
    public bool TryRead(out JournalEntryKind kind, out ReadOnlySpan<byte> payload)
    {
        while (true)
        {
            var bytes = _window.AsSpan(_from, _to - _from);
            var state = JournalFrame.Read(bytes, out kind, out payload, out var size);
            if (state == JournalFrameState.Whole)
            {
                _inDamage = false;
                EntryPlace = Place;
                Advance(size);
                return true;
            }
            if (bytes.IsEmpty)
            {
                if (!Fill() && !OpenNext()) return false;
            }
            else if (state != JournalFrameState.Cut || !Fill())
            {
                StepOver(bytes);
            }
        }
    }

    public void Dispose() => _file?.Dispose();

    private void Advance(int bytes)
    {
        _from += bytes;
        _offset += bytes;
    }

    /// <summary>To where the next entry may begin.</summary>
    private void StepOver(ReadOnlySpan<byte> bytes)
    {
        var next = bytes.IndexOfAnyExcept((byte)0);
        if (next < 0)
        {
            Advance(bytes.Length);
            return;
        }
        // Pages reach the disk in any order: there may be sound entries after one that did not.
        if (!_inDamage) Damaged++;
        _inDamage = true;
        Advance(Math.Min(bytes.Length, Math.Max(JournalFrame.Alignment, next & ~(JournalFrame.Alignment - 1))));
    }

    /// <summary>Loads the window from the place on; false when it holds all there is.</summary>
    private bool Fill()
    {
        if (_file is null) return false;
        var (active, written) = journal.Position;
        _ended = _segment < active;
        var left = (_ended ? RandomAccess.GetLength(_file) : written) - _offset;
        var had = _to - _from;
        (_from, _to) = (0, RandomAccess.Read(_file, _window.AsSpan(0, (int)Math.Min(WindowBytes, left)), _offset));
        return _to > had;
    }

    private bool OpenNext()
    {
        if (_file is not null && !_ended) return false;
        var next = journal.Files.Segments().FirstOrDefault(number => number > _segment);
        // The spare is made ahead and holds nothing before it becomes the active one.
        if (next == 0 || next > journal.Position.Segment) return false;
        _file?.Dispose();
        _file = journal.Files.OpenSegment(next);
        (_segment, _offset, _from, _to, _ended, _inDamage) = (next, 0, 0, 0, false, false);
        return true;
    }
}
