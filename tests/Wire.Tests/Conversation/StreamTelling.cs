using Signalbox.Wire.Conversation;
using Wire.Tests.Sse;

namespace Wire.Tests.Conversation;

/// <summary>Lets a reader tell the events of a stream to a sink, to its end.</summary>
internal static class StreamTelling
{
    public static (T Reader, StreamStep Last) Tell<T>(this T reader, string stream, IAnswerSink sink)
        where T : IAnswerStreamReader
    {
        var last = StreamStep.Continue;
        foreach (var sse in SseReading.Read(Bytes.Of(stream)))
        {
            if (!sse.HasData)
                continue;
            last = reader.Read(Bytes.Of(sse.Name), Bytes.Of(sse.Data), sink);
            if (last != StreamStep.Continue)
                break;
        }

        if (reader.EndSeen && reader.Error is null)
            reader.Complete(sink);
        return (reader, last);
    }
}
