using System.Buffers;
using System.Text;
using Signalbox.Core.Snapshots;
using Signalbox.Models.Upstreams;
using Signalbox.Wire;
using Signalbox.Wire.Conversation;
using Signalbox.Wire.Sse;

namespace Signalbox.Pipeline.Dialects;

/// <summary>
/// Events of one dialect, told in another. The answer's beginning is held back until there is content, so that an upstream that only then finds
/// itself overloaded can still be replaced by another.
/// </summary>
internal sealed class TranslatedPassage : StreamPassage, IAnswerSink
{
    private readonly Call _call;
    private readonly IAnswerStreamReader _reader;
    private readonly IAnswerSink _sink;
    private readonly IAnswerDocument? _document;
    private AnswerStart _start;
    private bool _isBegun;
    private bool _isOpen;
    private long _contentBytes;

    public TranslatedPassage(Call call, ConversationDialect to, ITranslationTarget from, RouteDeployment deployment, Upstream upstream, CallerStream caller)
    {
        _call = call;
        _reader = from.CreateReader(call);
        // An upstream may stream what was not asked for as a stream.
        _document = call.Record.Stream ? null : to.CreateDocument(call);
        _sink = AnswerTranslation.Before(_document ?? to.CreateStream(call, caller), call, from, deployment, upstream);
    }

    public override bool ContentSeen => _reader.ContentSeen;

    public override long ContentBytes => _contentBytes;

    public override bool EndSeen => _reader.EndSeen;

    public override TokenUsage? Usage => _reader.Usage;

    public override PassageStep Take(in SseEvent sse, ReadOnlySpan<byte> frame, CallerStream caller)
    {
        if (!sse.HasData)
        {
            if (sse.HasComment && _document is null) caller.WriteHeartbeat();
            return PassageStep.Heartbeat;
        }
        var data = sse.GetData(frame, sse.IsContiguous ? default : new byte[sse.Length]);
        switch (_reader.Read(sse.GetEventName(frame), data, this))
        {
            case StreamStep.Done:
                return PassageStep.Done;
            case StreamStep.Error:
                Error = (_reader.Error?.Message, _reader.Error?.Class ?? ErrorClass.Other);
                return PassageStep.Error;
            case StreamStep.Malformed:
                // What the connection's end cut off is no fault of the event's.
                return sse.IsTerminated ? PassageStep.Malformed : PassageStep.Heartbeat;
            default:
                return _isBegun ? PassageStep.Part : PassageStep.Heartbeat;
        }
    }

    public override void End(ReadOnlySpan<byte> last, CallerStream caller)
    {
        _reader.Complete(this);
        _document?.WriteTo(caller);
    }

    public override bool TryCutOff(Call call, ReadOnlySpan<byte> last, CallerStream caller)
    {
        Begin();
        if (_isOpen) _sink.CloseBlock();
        _sink.Finish(new AnswerEnd(StopReason.Length, null, new TokenUsage { Input = call.Record.TokensInput, Output = call.Record.TokensOutput }));
        _document?.WriteTo(caller);
        return true;
    }

    void IAnswerSink.Begin(in AnswerStart start) => _start = start;

    void IAnswerSink.LeftOut(string part) => _call.NoteLeftOut(part);

    void IAnswerSink.OpenBlock(in BlockStart block)
    {
        Begin();
        _isOpen = true;
        _sink.OpenBlock(block);
    }

    void IAnswerSink.Append(string delta)
    {
        _contentBytes += Encoding.UTF8.GetByteCount(delta);
        _sink.Append(delta);
    }

    void IAnswerSink.Sign(string signature) => _sink.Sign(signature);

    void IAnswerSink.CloseBlock()
    {
        _isOpen = false;
        _sink.CloseBlock();
    }

    void IAnswerSink.Finish(in AnswerEnd end)
    {
        Begin();
        _sink.Finish(end);
    }

    private void Begin()
    {
        if (_isBegun) return;
        _isBegun = true;
        _sink.Begin(_start);
    }
}
