using System.Buffers;
using System.IO.Pipelines;
using Signalbox.Models.Upstreams;
using Signalbox.Wire;
using Signalbox.Wire.OpenAIChat;
using Signalbox.Wire.Sse;

namespace Signalbox.Pipeline;

/// <summary>The bytes of one stream between upstream and caller: frames them, scans each event, and writes on what the caller is to have.</summary>
internal sealed class StreamEvents(ChatStreamScanner scanner, bool hideUsage) : IDisposable
{
    private static readonly byte[] DoneFrame = "data: [DONE]\n\n"u8.ToArray();

    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(4096);
    private int _start;
    private int _end;
    private SseFramer _framer = new(SseFramer.DefaultMaxEventBytes);
    private int _lastLength;

    /// <summary>Whether the caller has seen a chunk: from then on no other attempt may answer.</summary>
    public bool Committed { get; private set; }

    /// <summary>Whether the caller has seen content.</summary>
    public bool ContentSeen => scanner.ContentSeen;

    /// <summary>Whether a choice has ended, so that the answer counts as complete.</summary>
    public bool FinishSeen => scanner.FinishReasonSeen;

    /// <summary>The usage reported so far.</summary>
    public TokenUsage? Usage => scanner.Usage;

    /// <summary>The error the upstream told inside the stream.</summary>
    public AttemptFailure? Error { get; private set; }

    /// <summary>Whether something was written that the caller does not have yet.</summary>
    public bool HasUnflushed { get; private set; }

    /// <summary>Where the next bytes go.</summary>
    public Memory<byte> Free()
    {
        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            (_start, _end) = (0, _end - _start);
        }
        if (_end == _buffer.Length)
        {
            var larger = ArrayPool<byte>.Shared.Rent(_buffer.Length * 2);
            _buffer.AsSpan(0, _end).CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = larger;
        }
        return _buffer.AsMemory(_end);
    }

    /// <summary>Takes the bytes just read and writes on every event they complete.</summary>
    /// <param name="read">How many; 0 at the stream's end.</param>
    /// <param name="response">Where they go.</param>
    /// <param name="begin">Sets the response's head, before its first byte.</param>
    /// <param name="upstream">Whose stream it is.</param>
    public StreamOutcome Take(int read, HttpResponse response, Action begin, Upstream upstream)
    {
        HasUnflushed = false;
        _end += read;
        while (true)
        {
            var unread = _buffer.AsSpan(_start, _end - _start);
            var status = _framer.TryRead(unread, out var sse);
            if (status == SseFrameStatus.TooLarge) return StreamOutcome.TooLarge;
            if (status == SseFrameStatus.NeedMore && (read > 0 || !_framer.TryReadRest(unread, out sse)))
                return read > 0 ? StreamOutcome.Continue : StreamOutcome.Ended;

            var frame = unread[..sse.Length];
            var scanned = scanner.Scan(sse, frame);
            if (scanned.Kind == ChatStreamEventKind.Done)
            {
                _lastLength = sse.IsTerminated ? sse.Length : 0;
                return StreamOutcome.Done;
            }
            if (scanned.Kind == ChatStreamEventKind.Error)
            {
                Error = new AttemptFailure("upstream-error", JsonRelay.ErrorText(upstream, sse.GetData(frame, new byte[sse.Length]), scanned.Error))
                {
                    MayRetryHere = scanned.Error.Class is ErrorClass.Overloaded or ErrorClass.RateLimited,
                };
                return StreamOutcome.Error;
            }
            // A piece of an event that the connection's end cut off is not passed on: no client could read it.
            if (sse.IsTerminated) Forward(response.BodyWriter, begin, sse, frame, scanned);
            _start += sse.Length;
        }
    }

    /// <summary>Writes the event that ends the stream: the upstream's own, or one in its place.</summary>
    public void WriteLast(PipeWriter writer) =>
        writer.Write(_lastLength > 0 ? _buffer.AsSpan(_start, _lastLength) : DoneFrame);

    public void Dispose() => ArrayPool<byte>.Shared.Return(_buffer);

    private void Forward(PipeWriter writer, Action begin, in SseEvent sse, ReadOnlySpan<byte> frame, in ChatStreamEvent scanned)
    {
        var parts = hideUsage
            ? ChatStreamFilter.WithoutUsage(sse, frame, scanned)
            : new ForwardedBytes(new ByteRange(0, sse.Length), default);
        Committed |= scanned.Kind != ChatStreamEventKind.Heartbeat;
        if (parts.IsNothing) return;
        begin();
        writer.Write(parts.First.Of(frame));
        if (parts.Second.Length > 0) writer.Write(parts.Second.Of(frame));
        HasUnflushed = true;
    }
}
