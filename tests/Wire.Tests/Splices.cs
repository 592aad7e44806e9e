using System.Buffers;
using Signalbox.Wire;

namespace Wire.Tests;

/// <summary>Reads spliced bodies.</summary>
internal static class Splices
{
    /// <summary>The body that the pieces amount to, by each way to get at it.</summary>
    public static byte[] Concatenate(BodySplice splice)
    {
        var copied = new byte[splice.TotalLength];
        splice.CopyTo(copied);
        var written = new ArrayBufferWriter<byte>();
        splice.WriteTo(written);
        written.WrittenSpan.SequenceEqual(copied).ShouldBeTrue();
        for (var i = 0; i < splice.SegmentCount; i++)
            splice[i].IsEmpty.ShouldBeFalse();
        return copied;
    }
}
