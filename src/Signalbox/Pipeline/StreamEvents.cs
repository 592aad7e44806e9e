using System.Buffers;
using Signalbox.Models.Upstreams;
using Signalbox.Pipeline.Dialects;
using Signalbox.Wire.Sse;

namespace Signalbox.Pipeline;

/// <summary>The bytes of one stream between upstream and caller: frames them, and lets the passage make of each event what the caller is to have.</summary>
internal sealed class StreamEvents(StreamPassage passage, CallerStream caller) : IDisposable
{
    private byte[] _buffer = [];
    private int _start;
    private int _end;
    private SseFramer _framer = new(SseFramer.DefaultMaxEventBytes);
    private int _lastLength;
    private int _partStart;
    private SseEvent _part;

    /// <summary>Whether the caller has seen a part of the answer: from then on no other attempt may answer.</summary>
    public bool Committed { get; private set; }

    /// <summary>The error the upstream told inside the stream.</summary>
    public AttemptFailure? Error { get; private set; }

    /// <summary>Holds no memory until the next bytes come, if all of those before were whole events: thousands of streams wait, and for most of their time.</summary>
    /// <returns>Whether it does.</returns>
    public bool TryRest()
    {
        if (_start != _end) return false;
        (_start, _end) = (0, 0);
        Dispose();
        return true;
    }

    /// <summary>Where the next bytes go.</summary>
    public Memory<byte> Free()
    {
        if (_buffer.Length == 0) _buffer = ArrayPool<byte>.Shared.Rent(4096);
        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            (_start, _end) = (0, _end - _start);
        }
        if (_end == _buffer.Length) Grow();
        return _buffer.AsMemory(_end);
    }

    /// <summary>The bytes just read, before they are taken.</summary>
    public ReadOnlySpan<byte> Fresh(int read) => _buffer.AsSpan(_end, read);

    /// <summary>Puts bytes that were read elsewhere where the next bytes go. Returns how many.</summary>
    public int Put(ReadOnlySpan<byte> bytes)
    {
        Free();
        while (_buffer.Length - _end < bytes.Length) Grow();
        bytes.CopyTo(_buffer.AsSpan(_end));
        return bytes.Length;
    }

    /// <summary>Takes the bytes just read and passes on every event they complete.</summary>
    /// <param name="read">How many; 0 at the stream's end.</param>
    /// <param name="upstream">Whose stream it is.</param>
    public StreamOutcome Take(int read, Upstream upstream)
    {
        _end += read;
        while (true)
        {
            var unread = _buffer.AsSpan(_start, _end - _start);
            var status = _framer.TryRead(unread, out var sse);
            if (status == SseFrameStatus.TooLarge) return StreamOutcome.TooLarge;
            if (status == SseFrameStatus.NeedMore && (read > 0 || !_framer.TryReadRest(unread, out sse)))
                return read > 0 ? StreamOutcome.Continue : StreamOutcome.Ended;

            switch (passage.Take(sse, unread[..sse.Length], caller))
            {
                case PassageStep.Done:
                    _lastLength = sse.IsTerminated ? sse.Length : 0;
                    return StreamOutcome.Done;
                case PassageStep.Error:
                    var (message, kind) = passage.Error;
                    Error = AttemptFailure.Told(upstream, message, kind);
                    return StreamOutcome.Error;
                case PassageStep.Malformed:
                    Error = new AttemptFailure("upstream-error", $"The upstream '{upstream.Provider.Name}' sent an event that is not what its API sends.");
                    return StreamOutcome.Error;
                case PassageStep.Part:
                    Committed = true;
                    (_partStart, _part) = (_start, sse);
                    break;
            }
            _start += sse.Length;
        }
    }

    /// <summary>Ends the stream in the middle, as far as the passage can (<see cref="StreamPassage.TryCutOff"/>). Before <see cref="Free"/> is asked for again.</summary>
    public bool TryCutOff(Call call)
    {
        var frame = _buffer.AsSpan(_partStart, _part.Length);
        return passage.TryCutOff(call, _part.HasData ? _part.GetData(frame, _part.IsContiguous ? default : new byte[_part.Length]) : default, caller);
    }

    /// <summary>Writes what ends the stream: the upstream's own last event, or one in its place.</summary>
    public void WriteLast() => passage.End(_buffer.AsSpan(_start, _lastLength), caller);

    private void Grow()
    {
        var larger = ArrayPool<byte>.Shared.Rent(_buffer.Length * 2);
        _buffer.AsSpan(0, _end).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = larger;
    }

    public void Dispose()
    {
        if (_buffer.Length > 0) ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
    }
}
