namespace Signalbox.Wire.Sse;

/// <summary>
/// One server-sent event (https://html.spec.whatwg.org/multipage/server-sent-events.html#event-stream-interpretation) as
/// offsets into its own bytes, its frame. A frame holds the event's lines and the blank line that ends it; the frames of
/// a stream, one after the other, are the stream.
/// </summary>
public readonly record struct SseEvent
{
    /// <summary>Number of bytes of the frame.</summary>
    public int Length { get; init; }

    /// <summary>Number of <c>data</c> lines. 0 for comments, heartbeats and blank lines.</summary>
    public int DataLines { get; init; }

    /// <summary>The value of the first <c>data</c> line, without field name and line end.</summary>
    public ByteRange FirstData { get; init; }

    /// <summary>The value of the last <c>event</c> line, when there is one.</summary>
    public ByteRange EventName { get; init; }

    /// <summary>The value of the last <c>id</c> line, when there is one.</summary>
    public ByteRange Id { get; init; }

    /// <summary>Whether the frame holds a comment line.</summary>
    public bool HasComment { get; init; }

    /// <summary>Whether the blank line that ends an event was there. False only for what is left at the stream's end.</summary>
    public bool IsTerminated { get; init; }

    /// <summary>Whether the event carries data, so that a client would act on it.</summary>
    public bool HasData => DataLines > 0;

    /// <summary>Whether the data is one stretch of the frame, so that <see cref="GetData"/> needs no scratch.</summary>
    public bool IsContiguous => DataLines <= 1;

    /// <summary>The value of <c>event</c>; empty when there is none.</summary>
    public ReadOnlySpan<byte> GetEventName(ReadOnlySpan<byte> frame) => EventName.Of(frame);

    /// <summary>
    /// The event's data. One <c>data</c> line is a slice of the frame; several are joined with LF in
    /// <paramref name="scratch"/>, for which <see cref="Length"/> bytes always suffice.
    /// </summary>
    public ReadOnlySpan<byte> GetData(ReadOnlySpan<byte> frame, Span<byte> scratch)
    {
        if (IsContiguous)
            return FirstData.Of(frame);
        var written = -1;
        foreach (var line in new SseDataLines(frame[..Length], FirstData))
        {
            if (written++ >= 0)
                scratch[written - 1] = (byte)'\n';
            line.Of(frame).CopyTo(scratch[written..]);
            written += line.Length;
        }

        return scratch[..written];
    }

    /// <summary>The offset in the frame of the byte at <paramref name="dataOffset"/> of the event's data.</summary>
    /// <remarks>
    /// For data of several lines, the LF that joins two of them maps to the end of the upper line. A stretch of data can
    /// so be cut out of the frame: what is left of its first line and of its last become one line.
    /// </remarks>
    public int ToFrameOffset(ReadOnlySpan<byte> frame, int dataOffset)
    {
        if (IsContiguous)
            return FirstData.Start + dataOffset;
        var before = 0;
        var end = 0;
        foreach (var line in new SseDataLines(frame[..Length], FirstData))
        {
            if (dataOffset <= before + line.Length)
                return line.Start + dataOffset - before;
            before += line.Length + 1;
            end = line.End;
        }

        return end;
    }
}
