using System.Buffers;
using Signalbox.Egress.Http1;
using Signalbox.Wire.AwsEventStream;

namespace Signalbox.Pipeline;

/// <summary>
/// The answer of AWS as server-sent events, so that one relay serves both. Each frame is passed on as soon as it is whole; one whose checksum is
/// wrong ends the stream with an exception, as a broken connection would.
/// </summary>
/// <param name="frames">The answer's body. Not disposed.</param>
internal sealed class AwsEventStreamBody(Stream frames) : ReceivedStream
{
    private readonly ArrayBufferWriter<byte> _events = new(4096);
    private byte[] _unread = ArrayPool<byte>.Shared.Rent(8192);
    private int _length;
    private int _given;
    private EventStreamFramer _framer = new();

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (_given == _events.WrittenCount)
        {
            if (_length == _unread.Length) Grow();
            var read = await frames.ReadAsync(_unread.AsMemory(_length), cancellationToken);
            if (read == 0)
                return _length == 0 ? 0 : throw new IOException("The stream ended in the midst of a frame.");
            _length += read;
            Translate();
        }
        var count = Math.Min(buffer.Length, _events.WrittenCount - _given);
        _events.WrittenSpan.Slice(_given, count).CopyTo(buffer.Span);
        _given += count;
        return count;
    }

    protected override void Dispose(bool disposing)
    {
        ArrayPool<byte>.Shared.Return(_unread);
        _unread = [];
        base.Dispose(disposing);
    }

    /// <summary>Makes events of the whole frames there are.</summary>
    private void Translate()
    {
        _events.ResetWrittenCount();
        _given = 0;
        var start = 0;
        while (true)
        {
            var unread = _unread.AsSpan(start, _length - start);
            switch (_framer.TryRead(unread, out var frame))
            {
                case EventStreamStatus.Frame:
                    EventStreamToSse.Write(frame, unread, _events);
                    start += frame.Length;
                    continue;
                case EventStreamStatus.Corrupt:
                    throw new IOException("A frame's checksum or length is wrong.");
                case EventStreamStatus.TooLarge:
                    throw new IOException("A frame is over the size limit.");
            }
            break;
        }
        _unread.AsSpan(start, _length - start).CopyTo(_unread);
        _length -= start;
    }

    private void Grow()
    {
        var larger = ArrayPool<byte>.Shared.Rent(_unread.Length * 2);
        _unread.AsSpan(0, _length).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_unread);
        _unread = larger;
    }
}
