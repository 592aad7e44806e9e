namespace Signalbox.Wire;

/// <summary>
/// A stretch of bytes inside a buffer that somebody else owns. The default value stands for "not present": no scanner
/// ever reports an empty stretch at offset 0.
/// </summary>
/// <param name="Start">Offset of the first byte, from the start of the buffer.</param>
/// <param name="Length">Number of bytes, 0 for an empty string's content.</param>
public readonly record struct ByteRange(int Start, int Length)
{
    /// <summary>Offset just past the last byte.</summary>
    public int End => Start + Length;

    /// <summary>Whether the scanner found such a stretch.</summary>
    public bool IsPresent => End > 0;

    /// <summary>The stretch, cut out of the buffer that was scanned.</summary>
    public ReadOnlySpan<byte> Of(ReadOnlySpan<byte> buffer) => buffer.Slice(Start, Length);

    /// <summary>The stretch from <paramref name="start"/> up to but not including <paramref name="end"/>.</summary>
    public static ByteRange Between(int start, int end) => new(start, end - start);
}
