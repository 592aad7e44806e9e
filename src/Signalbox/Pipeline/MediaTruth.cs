using System.Text;

namespace Signalbox.Pipeline;

/// <summary>Tells a document from a stream of events by its first bytes, since there are upstreams whose media types lie.</summary>
internal static class MediaTruth
{
    private static readonly byte[][] Fields = [.. new[] { "data:", "event:", ":", "id:", "retry:" }.Select(Encoding.UTF8.GetBytes)];

    /// <summary>Whether a body that is labelled as events begins like JSON or a page for a browser: no line of events begins so.</summary>
    public static bool IsDocument(ReadOnlySpan<byte> start) => Trim(start) is [(byte)'{' or (byte)'[' or (byte)'<', ..];

    /// <summary>Whether a body begins like events: with a field or a comment.</summary>
    public static bool IsEvents(ReadOnlySpan<byte> start)
    {
        start = Trim(start);
        foreach (var field in Fields)
            if (start.StartsWith(field))
                return true;
        return false;
    }

    private static ReadOnlySpan<byte> Trim(ReadOnlySpan<byte> start) => (start.StartsWith("\uFEFF"u8) ? start[3..] : start).TrimStart(" \t\r\n"u8);
}
