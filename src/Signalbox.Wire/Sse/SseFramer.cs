namespace Signalbox.Wire.Sse;

/// <summary>
/// Finds where events end in a growing stretch of bytes that the caller owns. Works on bytes, so that a character split
/// between two reads is never touched, and never looks at a byte twice: it remembers how far it got.
/// </summary>
/// <remarks>
/// Line ends are LF, CR LF and CR, also mixed. A CR that ends the bytes at hand may be half of a CR LF; the framer then
/// waits for the next byte, so that the result does not depend on how the bytes were split. The exception is an event
/// whose previous line ended in a bare CR: its blank line's CR ends the event at once, since otherwise a stream that
/// uses CR alone would always lag one event behind; an LF that follows is counted to the next frame and ignored.
/// Not thread-safe; one per stream. A mutable struct: keep it in a field, not in a readonly one.
/// </remarks>
public struct SseFramer
{
    /// <summary>Largest event accepted unless the caller says otherwise, in bytes.</summary>
    public const int DefaultMaxEventBytes = 16 * 1024 * 1024;

    private readonly int _maxEventBytes;
    private int _scanned;
    private int _lineStart;
    private int _dataLines;
    private ByteRange _firstData;
    private ByteRange _eventName;
    private ByteRange _id;
    private bool _hasComment;
    private bool _bareCr;
    private bool _begun;
    private bool _ignoreLf;

    /// <param name="maxEventBytes">Largest event accepted, in bytes of its frame.</param>
    public SseFramer(int maxEventBytes)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(maxEventBytes);
        _maxEventBytes = maxEventBytes;
    }

    /// <summary>A framer with <see cref="DefaultMaxEventBytes"/>.</summary>
    public SseFramer()
        : this(DefaultMaxEventBytes)
    {
    }

    /// <summary>Looks for the end of the event that <paramref name="unread"/> begins with.</summary>
    /// <param name="unread">
    /// All bytes received and not consumed. After <see cref="SseFrameStatus.NeedMore"/>: the same bytes, grown, wherever
    /// they now lie. After <see cref="SseFrameStatus.Event"/>: without the <see cref="SseEvent.Length"/> bytes of it.
    /// </param>
    /// <param name="sse">The event, when there is one; its offsets count from the start of <paramref name="unread"/>.</param>
    public SseFrameStatus TryRead(ReadOnlySpan<byte> unread, out SseEvent sse)
    {
        sse = default;
        if (!_begun && !TryBegin(unread))
            return SseFrameStatus.NeedMore;
        while (true)
        {
            var stop = unread[_scanned..].IndexOfAny((byte)'\n', (byte)'\r');
            if (stop < 0)
            {
                _scanned = unread.Length;
                break;
            }

            var lineEnd = _scanned + stop;
            var isCr = unread[lineEnd] == (byte)'\r';
            var isBlank = lineEnd == _lineStart;
            var next = lineEnd + 1;
            var endsInBareCr = isCr;
            if (isCr && !(isBlank && _bareCr))
            {
                if (next == unread.Length)
                {
                    _scanned = lineEnd;
                    break;
                }

                if (unread[next] == (byte)'\n')
                {
                    next++;
                    endsInBareCr = false;
                }
            }

            if (next > _maxEventBytes)
                return SseFrameStatus.TooLarge;
            if (isBlank)
            {
                sse = Take(next, isTerminated: true);
                _ignoreLf = endsInBareCr;
                _begun = !endsInBareCr;
                return SseFrameStatus.Event;
            }

            ReadLine(unread[_lineStart..lineEnd]);
            _bareCr = endsInBareCr;
            _lineStart = next;
            _scanned = next;
        }

        return unread.Length > _maxEventBytes ? SseFrameStatus.TooLarge : SseFrameStatus.NeedMore;
    }

    /// <summary>
    /// Takes what is left when the stream has ended: lines without their closing blank line. The specification tells
    /// clients to drop it; servers do end streams that way, and a caller may want to recognize a last <c>[DONE]</c>.
    /// </summary>
    /// <param name="rest">The unread bytes, none of which form a complete event.</param>
    /// <param name="sse">The event, with <see cref="SseEvent.IsTerminated"/> as it is.</param>
    /// <returns>Whether anything was left.</returns>
    public bool TryReadRest(ReadOnlySpan<byte> rest, out SseEvent sse)
    {
        sse = default;
        if (rest.IsEmpty)
            return false;
        var last = rest[^1];
        var isTerminated = _begun && _lineStart == rest.Length - 1 && last == (byte)'\r';
        if (!isTerminated && _lineStart < rest.Length)
        {
            var line = rest[_lineStart..];
            var end = line.IndexOfAny((byte)'\n', (byte)'\r');
            ReadLine(end < 0 ? line : line[..end]);
        }

        sse = Take(rest.Length, isTerminated);
        return true;
    }

    /// <summary>Length of the UTF-8 byte order mark that the bytes start with, or 0.</summary>
    internal static int MarkLength(ReadOnlySpan<byte> bytes) => bytes.StartsWith(Mark) ? Mark.Length : 0;

    private static ReadOnlySpan<byte> Mark => [0xEF, 0xBB, 0xBF];

    /// <summary>
    /// Passes what may stand before an event's first line: the byte order mark of a stream, the LF of a CR LF whose CR
    /// has ended the event before. False when more bytes must tell.
    /// </summary>
    private bool TryBegin(ReadOnlySpan<byte> unread)
    {
        if (unread.IsEmpty)
            return false;
        if (_ignoreLf)
        {
            _scanned = _lineStart = unread[0] == (byte)'\n' ? 1 : 0;
        }
        else
        {
            if (unread.Length < Mark.Length && Mark.StartsWith(unread))
                return false;
            _scanned = _lineStart = MarkLength(unread);
        }

        return _begun = true;
    }

    private void ReadLine(ReadOnlySpan<byte> line)
    {
        switch (SseLine.Parse(line, _lineStart, out var value))
        {
            case SseField.Data:
                if (_dataLines++ == 0)
                    _firstData = value;
                break;
            case SseField.Event:
                _eventName = value;
                break;
            case SseField.Id:
                _id = value;
                break;
            case SseField.Comment:
                _hasComment = true;
                break;
        }
    }

    private SseEvent Take(int length, bool isTerminated)
    {
        var sse = new SseEvent
        {
            Length = length,
            DataLines = _dataLines,
            FirstData = _firstData,
            EventName = _eventName,
            Id = _id,
            HasComment = _hasComment,
            IsTerminated = isTerminated,
        };
        _scanned = 0;
        _lineStart = 0;
        _dataLines = 0;
        _firstData = default;
        _eventName = default;
        _id = default;
        _hasComment = false;
        _bareCr = false;
        return sse;
    }
}
