using System.Buffers;
using Signalbox.Wire;
using Signalbox.Wire.AnthropicMessages;
using Signalbox.Wire.Sse;

namespace Signalbox.Pipeline.Dialects;

/// <summary>Events of Anthropic's messages, passed on byte for byte.</summary>
internal sealed class MessagesPassage : StreamPassage
{
    private static readonly byte[] StopFrame = "event: message_stop\ndata: {\"type\":\"message_stop\"}\n\n"u8.ToArray();

    private readonly MessagesStreamScanner _scanner = new();

    public override bool ContentSeen => _scanner.ContentSeen;

    public override long ContentBytes => _scanner.ContentBytes;

    public override bool EndSeen => _scanner.EndSeen;

    public override TokenUsage? Usage => _scanner.Usage;

    public override PassageStep Take(in SseEvent sse, ReadOnlySpan<byte> frame, CallerStream caller)
    {
        var scanned = _scanner.Scan(sse, frame);
        if (scanned.Kind == MessagesStreamEventKind.Done) return PassageStep.Done;
        if (scanned.Kind == MessagesStreamEventKind.Error) return Fail(sse, frame, scanned.Error);
        // A piece of an event that the connection's end cut off is not passed on: no client could read it.
        if (sse.IsTerminated) caller.Write(frame[..sse.Length]);
        return scanned.Kind == MessagesStreamEventKind.Heartbeat ? PassageStep.Heartbeat : PassageStep.Part;
    }

    public override void End(ReadOnlySpan<byte> last, CallerStream caller) => caller.Write(last.IsEmpty ? StopFrame : last);
}
