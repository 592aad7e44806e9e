using Signalbox.Observability.Tracing;
using Signalbox.Wire;
using Signalbox.Wire.Sse;

namespace Signalbox.Pipeline.Dialects;

/// <summary>Looks at the events of a traced call for what its span is to tell, and leaves them to the passage that relays them.</summary>
/// <param name="relayed">The passage of the call. Not disposed here.</param>
/// <param name="trace">The call's trace.</param>
internal sealed class TracedPassage(StreamPassage relayed, CallTrace trace) : StreamPassage
{
    /// <inheritdoc/>
    public override bool ContentSeen => relayed.ContentSeen;

    /// <inheritdoc/>
    public override long ContentBytes => relayed.ContentBytes;

    /// <inheritdoc/>
    public override bool EndSeen => relayed.EndSeen;

    /// <inheritdoc/>
    public override bool MayEnd => relayed.MayEnd;

    /// <inheritdoc/>
    public override TokenUsage? Usage => relayed.Usage;

    /// <inheritdoc/>
    public override PassageStep Take(in SseEvent sse, ReadOnlySpan<byte> frame, CallerStream caller)
    {
        if (sse.HasData) trace.Answer.Read(sse.GetData(frame, sse.IsContiguous ? default : new byte[sse.Length]));
        var step = relayed.Take(sse, frame, caller);
        Error = relayed.Error;
        return step;
    }

    /// <inheritdoc/>
    public override void End(ReadOnlySpan<byte> last, CallerStream caller) => relayed.End(last, caller);

    /// <inheritdoc/>
    public override bool TryCutOff(Call call, ReadOnlySpan<byte> last, CallerStream caller) => relayed.TryCutOff(call, last, caller);
}
