using System.Buffers;
using Signalbox.Wire;
using Signalbox.Wire.Json;
using Signalbox.Wire.Sse;

namespace Signalbox.Pipeline.Dialects;

/// <summary>What an upstream's events become on their way to the caller: the very bytes where both speak one dialect, else a translation. For one stream.</summary>
internal abstract class StreamPassage : IDisposable
{
    /// <summary>Whether the caller was given content.</summary>
    public abstract bool ContentSeen { get; }

    /// <summary>Bytes of text that the caller was given, or of its JSON: what an estimate goes by when no one tells the tokens.</summary>
    public abstract long ContentBytes { get; }

    /// <summary>Whether the answer's end was told, so that a connection that closes now cut nothing off.</summary>
    public abstract bool EndSeen { get; }

    /// <summary>
    /// Whether the answer is whole if the upstream ends the stream now, by its own doing: also when an end is missing of what was asked for and never began.
    /// </summary>
    public virtual bool MayEnd => EndSeen;

    /// <summary>The tokens reported so far.</summary>
    public abstract TokenUsage? Usage { get; }

    /// <summary>What the upstream says of an error inside the stream, and what it amounts to; after <see cref="PassageStep.Error"/>.</summary>
    public (string? Message, ErrorClass Class) Error { get; protected set; }

    /// <summary>What ends an event whose data is whole, though the connection ended before it.</summary>
    protected static ReadOnlySpan<byte> EventEnd => "\n\n"u8;

    /// <summary>Passes an event on. Of a comment that the connection's end cut off nothing is left; an event whose data is whole is ended.</summary>
    protected static void Write(in SseEvent sse, ReadOnlySpan<byte> frame, CallerStream caller)
    {
        if (!sse.IsTerminated && !sse.HasData) return;
        caller.Write(frame[..sse.Length]);
        if (!sse.IsTerminated) caller.Write(EventEnd);
    }

    /// <summary>Notes an error that the upstream told in an event.</summary>
    protected PassageStep Fail(in SseEvent sse, ReadOnlySpan<byte> frame, in ErrorScan error)
    {
        var data = sse.GetData(frame, sse.IsContiguous ? default : new byte[sse.Length]);
        Error = (error.Message.IsPresent ? JsonText.Decode(error.Message.Of(data)) : null, error.Class);
        return PassageStep.Error;
    }

    /// <summary>Takes an event and writes what the caller is to have of it at once.</summary>
    /// <param name="sse">The event.</param>
    /// <param name="frame">Its bytes.</param>
    /// <param name="caller">Where to write. Of an event that the connection's end cut off nothing may be written unless its data is whole.</param>
    public abstract PassageStep Take(in SseEvent sse, ReadOnlySpan<byte> frame, CallerStream caller);

    /// <summary>Writes what ends the stream.</summary>
    /// <param name="last">The frame of the upstream's last event; empty when the connection ended without it.</param>
    /// <param name="caller">Where to write.</param>
    public abstract void End(ReadOnlySpan<byte> last, CallerStream caller);

    /// <summary>
    /// Ends a stream in the middle as if the answer had reached the length it may have. False where that cannot be said, since what was told is not clear or
    /// more answers are under way than are followed: then an error ends it.
    /// </summary>
    /// <param name="call">The call, with the tokens noted so far.</param>
    /// <param name="last">The data of the last event that was a part of the answer.</param>
    /// <param name="caller">Where to write.</param>
    public virtual bool TryCutOff(Call call, ReadOnlySpan<byte> last, CallerStream caller) => false;

    /// <summary>Gives back what is pooled.</summary>
    public virtual void Dispose() => GC.SuppressFinalize(this);
}
