using System.Buffers;
using Signalbox.Pipeline.KeptState;
using Signalbox.Wire;
using Signalbox.Wire.OpenAIResponses;
using Signalbox.Wire.Sse;

namespace Signalbox.Pipeline.Dialects;

/// <summary>
/// Events of OpenAI's responses, passed on byte for byte. Those that hold nothing of the answer yet wait for the first that does (<see cref="HeldEvents"/>).
/// </summary>
internal sealed class ResponsesPassage(Call call) : StreamPassage
{
    private readonly ResponsesStreamScanner _scanner = new();

    /// <summary>What was told, where a limit may end the stream; null for others, which pass on without being remembered.</summary>
    private readonly ResponsesStreamSoFar? _soFar = call.Reservation.MayBeCutOff ? new ResponsesStreamSoFar() : null;
    private HeldEvents _held;

    public override bool ContentSeen => _scanner.ContentSeen;

    public override long ContentBytes => _scanner.ContentBytes;

    public override bool EndSeen => _scanner.EndSeen;

    public override TokenUsage? Usage => _scanner.Usage;

    public override PassageStep Take(in SseEvent sse, ReadOnlySpan<byte> frame, CallerStream caller)
    {
        var scanned = _scanner.Scan(sse, frame);
        if (scanned.Kind is ResponsesStreamEventKind.Start or ResponsesStreamEventKind.Done && call.Keeping is { } keeping) Keep(keeping, scanned, sse, frame);
        switch (scanned.Kind)
        {
            case ResponsesStreamEventKind.Done:
                return PassageStep.Done;
            case ResponsesStreamEventKind.Error:
                return Fail(sse, frame, scanned.Error);
            case ResponsesStreamEventKind.Malformed when !sse.IsTerminated:
                return PassageStep.Heartbeat;
        }
        if (sse.HasData)
        {
            call.ResponsesEvents++;
            _soFar?.Take(sse.GetData(frame, sse.IsContiguous ? default : new byte[sse.Length]));
        }
        var isHeartbeat = scanned.Kind == ResponsesStreamEventKind.Heartbeat;
        if (sse.IsTerminated && SaysNothing(scanned) && _held.TryHold(frame[..sse.Length])) return PassageStep.Heartbeat;
        if (!isHeartbeat) _held.Release(caller);
        Write(sse, frame, caller);
        return isHeartbeat ? PassageStep.Heartbeat : PassageStep.Part;
    }

    /// <summary>
    /// Whether an event holds nothing of the answer: it begins the response or an item, or is a sign of life after such. A response in the background is made
    /// at its provider whatever becomes of this stream, and its id is what its caller waits for.
    /// </summary>
    private bool SaysNothing(in ResponsesStreamEvent scanned) => scanned.Kind switch
    {
        _ when call.ResponsesScan.Background => false,
        ResponsesStreamEventKind.Start => true,
        ResponsesStreamEventKind.Content => !scanned.HasContent,
        ResponsesStreamEventKind.Heartbeat => _held.HasAny,
        _ => false,
    };

    private static void Keep(ResponseKeeping keeping, in ResponsesStreamEvent scanned, in SseEvent sse, ReadOnlySpan<byte> frame)
    {
        var data = sse.GetData(frame, sse.IsContiguous ? default : new byte[sse.Length]);
        if (scanned.Id.IsPresent) keeping.Begun(scanned.Id.Of(data));
        if (scanned.Kind == ResponsesStreamEventKind.Done) keeping.Passed(ResponsesEventObject.Find(data).Of(data));
    }

    /// <summary>The event that ends a stream holds the whole answer, so there is none to put in its place: without it the stream was cut off.</summary>
    public override void End(ReadOnlySpan<byte> last, CallerStream caller)
    {
        _held.Release(caller);
        caller.Write(last);
    }

    public override bool TryCutOff(Call call, ReadOnlySpan<byte> last, CallerStream caller)
    {
        if (_soFar is null) return false;
        var record = call.Record;
        var usage = new TokenUsage { Input = record.TokensInput, Output = record.TokensOutput, Cached = record.TokensCached, Reasoning = record.TokensReasoning };
        if (_soFar.TryEnd(caller, call.ResponsesEvents, usage) is not { } response) return false;
        call.Keeping?.CutOff(response);
        return true;
    }

    public override void Dispose()
    {
        _held.Dispose();
        base.Dispose();
    }
}
