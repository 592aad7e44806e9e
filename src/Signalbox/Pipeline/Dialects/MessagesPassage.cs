using System.Buffers;
using Signalbox.Wire;
using Signalbox.Wire.AnthropicMessages;
using Signalbox.Wire.Sse;

namespace Signalbox.Pipeline.Dialects;

/// <summary>
/// Events of Anthropic's messages, passed on byte for byte. Those that hold nothing of the answer yet wait for the first that does (<see cref="HeldEvents"/>).
/// </summary>
internal sealed class MessagesPassage : StreamPassage
{
    private static readonly byte[] StopFrame = "event: message_stop\ndata: {\"type\":\"message_stop\"}\n\n"u8.ToArray();

    private readonly MessagesStreamScanner _scanner = new();
    private HeldEvents _held;

    public override bool ContentSeen => _scanner.ContentSeen;

    public override long ContentBytes => _scanner.ContentBytes;

    public override bool EndSeen => _scanner.EndSeen;

    public override TokenUsage? Usage => _scanner.Usage;

    public override PassageStep Take(in SseEvent sse, ReadOnlySpan<byte> frame, CallerStream caller)
    {
        var scanned = _scanner.Scan(sse, frame);
        switch (scanned.Kind)
        {
            case MessagesStreamEventKind.Done:
                return PassageStep.Done;
            case MessagesStreamEventKind.Error:
                return Fail(sse, frame, scanned.Error);
            case MessagesStreamEventKind.Malformed when !sse.IsTerminated:
                return PassageStep.Heartbeat;
        }
        var isHeartbeat = scanned.Kind == MessagesStreamEventKind.Heartbeat;
        if (sse.IsTerminated && SaysNothing(scanned) && _held.TryHold(frame[..sse.Length])) return PassageStep.Heartbeat;
        if (!isHeartbeat) _held.Release(caller);
        Write(sse, frame, caller);
        return isHeartbeat ? PassageStep.Heartbeat : PassageStep.Part;
    }

    public override void End(ReadOnlySpan<byte> last, CallerStream caller)
    {
        _held.Release(caller);
        caller.Write(last.IsEmpty ? StopFrame : last);
    }

    public override bool TryCutOff(Call call, ReadOnlySpan<byte> last, CallerStream caller)
    {
        MessagesCutOff.Write(call, last, caller);
        caller.Write(StopFrame);
        return true;
    }

    public override void Dispose()
    {
        _held.Dispose();
        base.Dispose();
    }

    /// <summary>Whether an event holds nothing of the answer: it begins the message or a block, or is a ping after such.</summary>
    private bool SaysNothing(in MessagesStreamEvent scanned) => scanned.Kind switch
    {
        MessagesStreamEventKind.Start or MessagesStreamEventKind.Content => !scanned.HasContent,
        MessagesStreamEventKind.Heartbeat => _held.HasAny,
        _ => false,
    };
}
