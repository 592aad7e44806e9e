using System.Buffers.Binary;

namespace Signalbox.Wire.AwsEventStream;

/// <summary>
/// Finds where the frames of an event stream end in a growing stretch of bytes that the caller owns
/// (https://docs.aws.amazon.com/lexv2/latest/dg/event-stream-encoding.html): lengths of the frame and of its headers and a checksum of both, the
/// headers, the payload, and a checksum of it all. Sums every byte once: it remembers how far it got.
/// </summary>
/// <remarks>Not thread-safe; one per stream. A mutable struct: keep it in a field, not in a readonly one.</remarks>
public struct EventStreamFramer
{
    /// <summary>Largest frame accepted unless the caller says otherwise, in bytes.</summary>
    public const int DefaultMaxFrameBytes = 16 * 1024 * 1024;

    private const int PreludeLength = 12;
    private const int SumLength = 4;
    private const int Least = PreludeLength + SumLength;

    private readonly int _maxFrameBytes;
    private int _summed;
    private uint _sum;

    /// <param name="maxFrameBytes">Largest frame accepted, in bytes.</param>
    public EventStreamFramer(int maxFrameBytes)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxFrameBytes, Least);
        _maxFrameBytes = maxFrameBytes;
    }

    /// <summary>A framer with <see cref="DefaultMaxFrameBytes"/>.</summary>
    public EventStreamFramer()
        : this(DefaultMaxFrameBytes)
    {
    }

    /// <summary>Looks for the end of the frame that <paramref name="unread"/> begins with.</summary>
    /// <param name="unread">
    /// All bytes received and not consumed. After <see cref="EventStreamStatus.NeedMore"/>: the same bytes, grown, wherever they now lie. After
    /// <see cref="EventStreamStatus.Frame"/>: without the <see cref="EventStreamFrame.Length"/> bytes of it. What is left when the stream has ended is
    /// a frame that was cut off.
    /// </param>
    /// <param name="frame">The frame, when there is one; its offsets count from the start of <paramref name="unread"/>.</param>
    public EventStreamStatus TryRead(ReadOnlySpan<byte> unread, out EventStreamFrame frame)
    {
        frame = default;
        if (unread.Length < PreludeLength)
            return EventStreamStatus.NeedMore;
        var total = BinaryPrimitives.ReadUInt32BigEndian(unread);
        var headers = BinaryPrimitives.ReadUInt32BigEndian(unread[4..]);
        if (_summed == 0 && Crc32.Append(Crc32.Empty, unread[..8]) != BinaryPrimitives.ReadUInt32BigEndian(unread[8..]))
            return EventStreamStatus.Corrupt;
        if (total < Least || headers > total - Least)
            return EventStreamStatus.Corrupt;
        if (total > _maxFrameBytes)
            return EventStreamStatus.TooLarge;
        var sumAt = (int)total - SumLength;
        var summable = Math.Min(unread.Length, sumAt);
        _sum = Crc32.Append(_sum, unread[_summed..summable]);
        _summed = summable;
        if (unread.Length < total)
            return EventStreamStatus.NeedMore;
        if (_sum != BinaryPrimitives.ReadUInt32BigEndian(unread[sumAt..]))
            return EventStreamStatus.Corrupt;
        _summed = 0;
        _sum = Crc32.Empty;
        var headerRange = new ByteRange(PreludeLength, (int)headers);
        return TryDescribe(unread, headerRange, ByteRange.Between(headerRange.End, sumAt), out frame) ? EventStreamStatus.Frame : EventStreamStatus.Corrupt;
    }

    private static bool TryDescribe(ReadOnlySpan<byte> bytes, ByteRange headerRange, ByteRange payload, out EventStreamFrame frame)
    {
        frame = new EventStreamFrame { Length = payload.End + SumLength, Payload = payload };
        ByteRange eventType = default, exceptionType = default, errorCode = default;
        var headers = new EventStreamHeaders(bytes, headerRange);
        while (headers.Next())
        {
            var name = headers.Name.Of(bytes);
            if (name.SequenceEqual(":message-type"u8))
                frame = frame with { MessageType = Identify(headers.Text.Of(bytes)) };
            else if (name.SequenceEqual(":event-type"u8))
                eventType = headers.Text;
            else if (name.SequenceEqual(":exception-type"u8))
                exceptionType = headers.Text;
            else if (name.SequenceEqual(":error-code"u8))
                errorCode = headers.Text;
            else if (name.SequenceEqual(":error-message"u8))
                frame = frame with { ErrorMessage = headers.Text };
        }

        frame = frame with
        {
            Type = frame.MessageType switch
            {
                EventStreamMessageType.Exception => exceptionType,
                EventStreamMessageType.Error => errorCode,
                _ => eventType,
            },
        };
        return !headers.IsMalformed;
    }

    private static EventStreamMessageType Identify(ReadOnlySpan<byte> word)
    {
        if (word.SequenceEqual("event"u8))
            return EventStreamMessageType.Event;
        if (word.SequenceEqual("exception"u8))
            return EventStreamMessageType.Exception;
        return word.SequenceEqual("error"u8) ? EventStreamMessageType.Error : EventStreamMessageType.Unknown;
    }
}
