using System.Buffers;
using Signalbox.Pipeline.KeptState;
using Signalbox.Wire;
using Signalbox.Wire.OpenAIResponses;
using Signalbox.Wire.Sse;

namespace Signalbox.Pipeline.Dialects;

/// <summary>Events of OpenAI's responses, passed on byte for byte.</summary>
internal sealed class ResponsesPassage(Call call) : StreamPassage
{
    private readonly ResponsesStreamScanner _scanner = new();

    public override bool ContentSeen => _scanner.ContentSeen;

    public override long ContentBytes => _scanner.ContentBytes;

    public override bool EndSeen => _scanner.EndSeen;

    public override TokenUsage? Usage => _scanner.Usage;

    public override PassageStep Take(in SseEvent sse, ReadOnlySpan<byte> frame, CallerStream caller)
    {
        var scanned = _scanner.Scan(sse, frame);
        if (scanned.Kind is ResponsesStreamEventKind.Start or ResponsesStreamEventKind.Done && call.Keeping is { } keeping) Keep(keeping, scanned, sse, frame);
        if (scanned.Kind == ResponsesStreamEventKind.Done) return PassageStep.Done;
        if (scanned.Kind == ResponsesStreamEventKind.Error) return Fail(sse, frame, scanned.Error);
        // A piece of an event that the connection's end cut off is not passed on: no client could read it.
        if (sse.IsTerminated) caller.Write(frame[..sse.Length]);
        if (sse.HasData) call.ResponsesEvents++;
        return scanned.Kind == ResponsesStreamEventKind.Heartbeat ? PassageStep.Heartbeat : PassageStep.Part;
    }

    private static void Keep(ResponseKeeping keeping, in ResponsesStreamEvent scanned, in SseEvent sse, ReadOnlySpan<byte> frame)
    {
        var data = sse.GetData(frame, sse.IsContiguous ? default : new byte[sse.Length]);
        if (scanned.Id.IsPresent) keeping.Begun(scanned.Id.Of(data));
        if (scanned.Kind == ResponsesStreamEventKind.Done) keeping.Passed(ResponsesEventObject.Find(data).Of(data));
    }

    /// <summary>The event that ends a stream holds the whole answer, so there is none to put in its place: without it the stream was cut off.</summary>
    public override void End(ReadOnlySpan<byte> last, CallerStream caller) => caller.Write(last);
}
