using System.Buffers;
using Signalbox.Wire;
using Signalbox.Wire.AnthropicMessages;
using Signalbox.Wire.Sse;

namespace Signalbox.Pipeline.Dialects;

/// <summary>
/// Events of Anthropic's messages, passed on byte for byte. The first, which holds nothing of the answer, waits for the second: a server that only then
/// finds itself overloaded can still be replaced by another (R48).
/// </summary>
internal sealed class MessagesPassage : StreamPassage
{
    private static readonly byte[] StopFrame = "event: message_stop\ndata: {\"type\":\"message_stop\"}\n\n"u8.ToArray();

    private readonly MessagesStreamScanner _scanner = new();
    private ArrayBufferWriter<byte>? _held;
    private bool _isBegun;

    public override bool ContentSeen => _scanner.ContentSeen;

    public override long ContentBytes => _scanner.ContentBytes;

    public override bool EndSeen => _scanner.EndSeen;

    public override TokenUsage? Usage => _scanner.Usage;

    public override PassageStep Take(in SseEvent sse, ReadOnlySpan<byte> frame, CallerStream caller)
    {
        var scanned = _scanner.Scan(sse, frame);
        if (scanned.Kind == MessagesStreamEventKind.Done) return PassageStep.Done;
        if (scanned.Kind == MessagesStreamEventKind.Error) return Fail(sse, frame, scanned.Error);
        var isHeartbeat = scanned.Kind == MessagesStreamEventKind.Heartbeat;
        if (!_isBegun && sse.IsTerminated && (scanned.Kind == MessagesStreamEventKind.Start || (isHeartbeat && _held is not null)))
        {
            (_held ??= new ArrayBufferWriter<byte>(sse.Length)).Write(frame[..sse.Length]);
            return PassageStep.Heartbeat;
        }
        // A piece of an event that the connection's end cut off is not passed on: no client could read it.
        if (sse.IsTerminated)
        {
            if (!isHeartbeat) Release(caller);
            caller.Write(frame[..sse.Length]);
        }
        return isHeartbeat ? PassageStep.Heartbeat : PassageStep.Part;
    }

    public override void End(ReadOnlySpan<byte> last, CallerStream caller)
    {
        Release(caller);
        caller.Write(last.IsEmpty ? StopFrame : last);
    }

    private void Release(CallerStream caller)
    {
        _isBegun = true;
        if (_held is null) return;
        caller.Write(_held.WrittenSpan);
        _held = null;
    }
}
