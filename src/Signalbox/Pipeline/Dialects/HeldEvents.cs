using System.Buffers;

namespace Signalbox.Pipeline.Dialects;

/// <summary>
/// The first events of a stream as long as they hold nothing of the answer: an id, a role, which filters the prompt has passed (R37). An upstream may find
/// itself overloaded after them, and a caller that has seen them could not be answered by another (R48, R49). They go on unchanged with the first event that
/// holds something, so that no caller has to wait for anything it could use. A mutable struct: a stream needs no object for it.
/// </summary>
internal struct HeldEvents : IDisposable
{
    /// <summary>What is held of one stream at most, in bytes. OpenAI's first two events each repeat the instructions and tools of the request.</summary>
    public const int MostBytes = 512 * 1024;

    /// <summary>Events held at most.</summary>
    public const int MostEvents = 16;

    private byte[]? _bytes;
    private int _length;
    private int _count;
    private bool _isReleased;

    /// <summary>Whether anything is held.</summary>
    public readonly bool HasAny => _length > 0;

    /// <summary>Holds an event. False when it must go on: the answer has begun, or too much is held already.</summary>
    /// <param name="first">Its bytes.</param>
    /// <param name="second">The rest of them, where something was cut out of the middle.</param>
    public bool TryHold(ReadOnlySpan<byte> first, ReadOnlySpan<byte> second = default)
    {
        if (_isReleased || _count == MostEvents || _length + first.Length + second.Length > MostBytes) return false;
        _count++;
        Add(first);
        Add(second);
        return true;
    }

    /// <summary>The answer begins: what is held goes on, and nothing is held from here on.</summary>
    public void Release(CallerStream caller)
    {
        _isReleased = true;
        if (_length > 0) caller.Write(_bytes.AsSpan(0, _length));
        Dispose();
    }

    /// <summary>Gives the memory back.</summary>
    public void Dispose()
    {
        if (_bytes is { } bytes) ArrayPool<byte>.Shared.Return(bytes);
        (_bytes, _length) = (null, 0);
    }

    private void Add(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty) return;
        if (_bytes is null || _bytes.Length - _length < bytes.Length)
        {
            var larger = ArrayPool<byte>.Shared.Rent(Math.Max(1024, 2 * (_length + bytes.Length)));
            _bytes.AsSpan(0, _length).CopyTo(larger);
            if (_bytes is not null) ArrayPool<byte>.Shared.Return(_bytes);
            _bytes = larger;
        }
        bytes.CopyTo(_bytes.AsSpan(_length));
        _length += bytes.Length;
    }
}
