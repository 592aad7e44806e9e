using System.Buffers;
using System.Collections.Concurrent;
using Signalbox.Wire;
using Signalbox.Wire.OpenAIChat;
using Signalbox.Wire.Sse;

namespace Signalbox.Pipeline.Dialects;

/// <summary>Chat completion chunks, passed on byte for byte but for usage that only the gateway asked for.</summary>
internal sealed class ChatPassage : StreamPassage
{
    private static readonly byte[] DoneFrame = "data: [DONE]\n\n"u8.ToArray();
    private static readonly ConcurrentBag<ChatStreamScanner> Scanners = [];

    private readonly ChatStreamScanner _scanner;
    private readonly bool _hideUsage;

    public ChatPassage(bool hideUsage)
    {
        if (!Scanners.TryTake(out var scanner)) scanner = new ChatStreamScanner();
        (_scanner, _hideUsage) = (scanner, hideUsage);
    }

    public override bool ContentSeen => _scanner.ContentSeen;

    public override long ContentBytes => _scanner.ContentBytes;

    public override bool EndSeen => _scanner.FinishReasonSeen;

    public override TokenUsage? Usage => _scanner.Usage;

    public override PassageStep Take(in SseEvent sse, ReadOnlySpan<byte> frame, CallerStream caller)
    {
        var scanned = _scanner.Scan(sse, frame);
        if (scanned.Kind == ChatStreamEventKind.Done) return PassageStep.Done;
        if (scanned.Kind == ChatStreamEventKind.Error) return Fail(sse, frame, scanned.Error);
        // A piece of an event that the connection's end cut off is not passed on: no client could read it.
        if (sse.IsTerminated)
        {
            var parts = _hideUsage ? ChatStreamFilter.WithoutUsage(sse, frame, scanned) : new ForwardedBytes(new ByteRange(0, sse.Length), default);
            if (!parts.IsNothing) caller.Write(parts.First.Of(frame));
            if (parts.Second.Length > 0) caller.Write(parts.Second.Of(frame));
        }
        return scanned.Kind == ChatStreamEventKind.Heartbeat ? PassageStep.Heartbeat : PassageStep.Part;
    }

    public override void End(ReadOnlySpan<byte> last, CallerStream caller) => caller.Write(last.IsEmpty ? DoneFrame : last);

    public override void Dispose()
    {
        _scanner.Reset();
        Scanners.Add(_scanner);
        base.Dispose();
    }
}
