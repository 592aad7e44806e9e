using System.Buffers;
using System.Collections.Concurrent;
using Signalbox.Wire;
using Signalbox.Wire.OpenAIChat;
using Signalbox.Wire.Sse;

namespace Signalbox.Pipeline.Dialects;

/// <summary>
/// Chat completion chunks, passed on byte for byte but for usage that only the gateway asked for. Those that hold nothing of the answer yet wait for the first
/// that does (<see cref="HeldEvents"/>).
/// </summary>
internal sealed class ChatPassage : StreamPassage
{
    /// <summary>Beyond this many, which choices have ended is not followed; OpenAI gives no more.</summary>
    private const int MostChoices = 128;

    private static readonly byte[] DoneFrame = "data: [DONE]\n\n"u8.ToArray();
    private static readonly ConcurrentBag<ChatStreamScanner> Scanners = [];

    private readonly ChatStreamScanner _scanner;
    private readonly bool _hideUsage;
    private readonly int _choices;
    private HeldEvents _held;
    private bool _isDisposed;

    /// <summary>A passage of a stream.</summary>
    /// <param name="hideUsage">Whether the caller did not ask for usage.</param>
    /// <param name="choices">How many choices it asked for.</param>
    public ChatPassage(bool hideUsage, int choices)
    {
        if (!Scanners.TryTake(out var scanner)) scanner = new ChatStreamScanner();
        (_scanner, _hideUsage, _choices) = (scanner, hideUsage, Math.Max(1, choices));
    }

    public override bool ContentSeen => _scanner.ContentSeen;

    public override long ContentBytes => _scanner.ContentBytes;

    /// <summary>Of several choices all must have ended: the others may go on for long after the first.</summary>
    public override bool EndSeen =>
        _choices is 1 or > MostChoices ? _scanner.FinishReasonSeen : _scanner.FinishReasonSeen && (_scanner.FinishedChoices & Asked) == Asked;

    /// <summary>A server that does not know several choices makes one.</summary>
    public override bool MayEnd => EndSeen || (_scanner.FinishReasonSeen && _scanner.BegunChoices == _scanner.FinishedChoices);

    public override TokenUsage? Usage => _scanner.Usage;

    /// <summary>A bit for each choice that was asked for.</summary>
    private UInt128 Asked => UInt128.MaxValue >> (MostChoices - _choices);

    public override PassageStep Take(in SseEvent sse, ReadOnlySpan<byte> frame, CallerStream caller)
    {
        var scanned = _scanner.Scan(sse, frame);
        switch (scanned.Kind)
        {
            case ChatStreamEventKind.Done:
                return PassageStep.Done;
            case ChatStreamEventKind.Error:
                return Fail(sse, frame, scanned.Error);
            case ChatStreamEventKind.Heartbeat:
                if (!sse.IsTerminated || !_held.HasAny || !_held.TryHold(frame[..sse.Length])) Write(sse, frame, caller);
                return PassageStep.Heartbeat;
            case ChatStreamEventKind.Malformed when !sse.IsTerminated:
                return PassageStep.Heartbeat;
        }
        var parts = _hideUsage ? ChatStreamFilter.WithoutUsage(sse, frame, scanned) : new ForwardedBytes(new ByteRange(0, sse.Length), default);
        var first = parts.IsNothing ? default : parts.First.Of(frame);
        var second = parts.Second.Length > 0 ? parts.Second.Of(frame) : default;
        var saysNothing = scanned is { Kind: ChatStreamEventKind.Chunk, HasContent: false, FinishReasonSeen: false };
        if (saysNothing && sse.IsTerminated && _held.TryHold(first, second)) return PassageStep.Heartbeat;
        _held.Release(caller);
        if (!first.IsEmpty) caller.Write(first);
        if (!second.IsEmpty) caller.Write(second);
        if (!sse.IsTerminated) caller.Write(EventEnd);
        return PassageStep.Part;
    }

    public override void End(ReadOnlySpan<byte> last, CallerStream caller)
    {
        _held.Release(caller);
        caller.Write(last.IsEmpty ? DoneFrame : last);
    }

    public override bool TryCutOff(Call call, ReadOnlySpan<byte> last, CallerStream caller)
    {
        if (_choices > MostChoices) return false;
        ChatCutOff.Write(call, [.. Enumerable.Range(0, _choices).Where(i => (_scanner.FinishedChoices & (UInt128.One << i)) == UInt128.Zero)], last, caller);
        caller.Write(DoneFrame);
        return true;
    }

    public override void Dispose()
    {
        // A scanner that is pooled twice would serve two streams at once (R75).
        if (_isDisposed) return;
        _isDisposed = true;
        _held.Dispose();
        _scanner.Reset();
        Scanners.Add(_scanner);
        base.Dispose();
    }
}
