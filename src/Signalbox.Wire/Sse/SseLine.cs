namespace Signalbox.Wire.Sse;

/// <summary>Splits one line of an event stream into field and value, as the specification's grammar says.</summary>
internal static class SseLine
{
    /// <summary>Reads a line that does not include its line end.</summary>
    /// <param name="line">The line's bytes.</param>
    /// <param name="start">Offset of the line in the frame.</param>
    /// <param name="value">The value's place in the frame; for a field without colon, the empty stretch at the line's end.</param>
    public static SseField Parse(ReadOnlySpan<byte> line, int start, out ByteRange value)
    {
        var colon = line.IndexOf((byte)':');
        if (colon == 0)
        {
            value = default;
            return SseField.Comment;
        }

        var name = colon < 0 ? line : line[..colon];
        var from = colon < 0 ? line.Length : colon + 1;
        // One leading space belongs to the syntax, further ones to the value.
        if (from < line.Length && line[from] == (byte)' ')
            from++;
        value = new ByteRange(start + from, line.Length - from);
        return name.Length switch
        {
            4 when name.SequenceEqual("data"u8) => SseField.Data,
            5 when name.SequenceEqual("event"u8) => SseField.Event,
            2 when name.SequenceEqual("id"u8) => SseField.Id,
            _ => SseField.Other,
        };
    }
}
