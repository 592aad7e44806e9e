using Signalbox.Wire.Sse;

namespace Wire.Tests.Sse;

/// <summary>One event as a client would understand it, with its raw bytes as text.</summary>
internal sealed record ReadEvent(string Raw, string Data, string Name, string Id, bool HasData, bool HasComment, bool IsTerminated);

/// <summary>Reads streams the way the gateway does: bytes arrive in pieces, unread ones stay in a buffer.</summary>
internal static class SseReading
{
    /// <summary>Reads a stream that arrives cut at the given offsets.</summary>
    public static List<ReadEvent> Read(byte[] stream, params int[] cuts)
    {
        var framer = new SseFramer();
        var events = new List<ReadEvent>();
        var consumed = 0;
        foreach (var arrived in cuts.Append(stream.Length))
        {
            while (framer.TryRead(stream.AsSpan(consumed..arrived), out var sse) == SseFrameStatus.Event)
            {
                events.Add(Describe(sse, stream.AsSpan(consumed, sse.Length)));
                consumed += sse.Length;
            }
        }

        if (framer.TryReadRest(stream.AsSpan(consumed), out var rest))
            events.Add(Describe(rest, stream.AsSpan(consumed)));
        return events;
    }

    public static ReadEvent Describe(in SseEvent sse, ReadOnlySpan<byte> frame) => new(
        Bytes.Text(frame),
        Bytes.Text(sse.GetData(frame, new byte[sse.Length])),
        Bytes.Text(sse.GetEventName(frame)),
        Bytes.Text(sse.Id.Of(frame)),
        sse.HasData,
        sse.HasComment,
        sse.IsTerminated);
}
