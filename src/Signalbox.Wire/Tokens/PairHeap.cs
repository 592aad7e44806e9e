using System.Buffers;

namespace Signalbox.Wire.Tokens;

/// <summary>Pairs of neighbours, the lowest rank first and the leftmost of those: a binary heap in memory of the shared pool.</summary>
/// <param name="capacity">The most that can be in it at once.</param>
internal struct PairHeap(int capacity) : IDisposable
{
    // Rank above, place below, so that one comparison orders both.
    private readonly long[] _entries = ArrayPool<long>.Shared.Rent(capacity);
    private int _count;

    /// <summary>Puts a pair in.</summary>
    public void Push(int rank, int place)
    {
        var entry = ((long)rank << 32) | (uint)place;
        var at = _count++;
        while (at > 0 && _entries[(at - 1) / 2] is var parent && parent > entry)
        {
            _entries[at] = parent;
            at = (at - 1) / 2;
        }

        _entries[at] = entry;
    }

    /// <summary>Takes the first pair out; false when there is none.</summary>
    public bool TryPop(out int rank, out int place)
    {
        (rank, place) = (0, 0);
        if (_count == 0)
            return false;
        (rank, place) = ((int)(_entries[0] >> 32), (int)_entries[0]);
        var entry = _entries[--_count];
        var at = 0;
        while (2 * at + 1 < _count)
        {
            var child = 2 * at + 1;
            if (child + 1 < _count && _entries[child + 1] < _entries[child])
                child++;
            if (_entries[child] >= entry)
                break;
            _entries[at] = _entries[child];
            at = child;
        }

        _entries[at] = entry;
        return true;
    }

    /// <summary>Gives the memory back.</summary>
    public readonly void Dispose() => ArrayPool<long>.Shared.Return(_entries);
}
