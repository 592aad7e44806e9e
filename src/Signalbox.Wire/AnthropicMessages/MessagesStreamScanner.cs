using Signalbox.Wire.Sse;

namespace Signalbox.Wire.AnthropicMessages;

/// <summary>
/// Reads the events of one Messages stream (https://docs.anthropic.com/en/docs/build-with-claude/streaming) and keeps what
/// the call needs to know at its end. Allocates nothing per event. Not thread-safe; reusable for another stream after
/// <see cref="Reset"/>.
/// </summary>
public sealed class MessagesStreamScanner
{
    private MessagesCounts _counts;

    /// <summary>Whether any event so far carried content: the point after which a retry would repeat itself.</summary>
    public bool ContentSeen { get; private set; }

    /// <summary>Bytes of text, thinking and input so far, as written in JSON.</summary>
    public long ContentBytes { get; private set; }

    /// <summary>Whether the message has ended, with a stop reason.</summary>
    public bool EndSeen { get; private set; }

    /// <summary>Whether <c>message_stop</c> has come.</summary>
    public bool DoneSeen { get; private set; }

    /// <summary>Whether an error was told inside the stream.</summary>
    public bool ErrorSeen { get; private set; }

    /// <summary>The usage reported so far: that of <c>message_start</c>, with what <c>message_delta</c> has replaced.</summary>
    public TokenUsage? Usage { get; private set; }

    /// <summary>Forgets the stream.</summary>
    public void Reset()
    {
        _counts = default;
        ContentSeen = EndSeen = DoneSeen = ErrorSeen = false;
        ContentBytes = 0;
        Usage = null;
    }

    /// <summary>Reads a framed event.</summary>
    /// <param name="sse">The event.</param>
    /// <param name="frame">Its bytes, or a buffer that starts with them.</param>
    public MessagesStreamEvent Scan(in SseEvent sse, ReadOnlySpan<byte> frame)
    {
        if (!sse.HasData)
            return default;
        // Data over several lines is legal and unheard of from these servers: worth an array, not a pool.
        var scratch = sse.IsContiguous ? default : new byte[sse.Length].AsSpan();
        return Scan(sse.GetData(frame, scratch), sse.GetEventName(frame));
    }

    /// <summary>Reads an event's data.</summary>
    /// <param name="data">The data, several lines joined.</param>
    /// <param name="eventName">The value of <c>event</c>, empty when there is none: the data's <c>type</c> says the same.</param>
    public MessagesStreamEvent Scan(ReadOnlySpan<byte> data, ReadOnlySpan<byte> eventName = default)
    {
        var found = Read(data, eventName);
        ContentSeen |= found.HasContent;
        ContentBytes += found.ContentBytes;
        EndSeen |= found.Kind == MessagesStreamEventKind.End;
        DoneSeen |= found.Kind == MessagesStreamEventKind.Done;
        ErrorSeen |= found.Kind == MessagesStreamEventKind.Error;
        Usage = found.Usage ?? Usage;
        return found;
    }

    private MessagesStreamEvent Read(ReadOnlySpan<byte> data, ReadOnlySpan<byte> eventName)
    {
        var walk = new MessagesPayloadWalk(data, _counts);
        walk.Run(eventName);
        if (!walk.IsObject)
            return new MessagesStreamEvent { Kind = KindOfOtherData(data, eventName) };
        var kind = KindOf(walk);
        _counts = walk.Counts;
        return new MessagesStreamEvent
        {
            Kind = kind,
            HasContent = walk.HasContent && kind is MessagesStreamEventKind.Content or MessagesStreamEventKind.Start,
            ContentBytes = kind == MessagesStreamEventKind.Content ? walk.ContentBytes : 0,
            StopReason = walk.StopReason,
            Usage = walk.HasUsage ? walk.Counts.ToUsage() : null,
            Model = walk.Model,
            Id = walk.Id,
            Error = walk.Error,
        };
    }

    private static MessagesStreamEventKind KindOf(in MessagesPayloadWalk walk) => walk.IsError
        ? MessagesStreamEventKind.Error
        : walk.Kind switch
        {
            MessagesPayloadKind.Ping => MessagesStreamEventKind.Heartbeat,
            MessagesPayloadKind.MessageStart => MessagesStreamEventKind.Start,
            MessagesPayloadKind.ContentBlockStart or MessagesPayloadKind.ContentBlockDelta => MessagesStreamEventKind.Content,
            MessagesPayloadKind.MessageDelta when walk.StopReason.Length > 0 => MessagesStreamEventKind.End,
            MessagesPayloadKind.MessageStop => MessagesStreamEventKind.Done,
            _ => MessagesStreamEventKind.Other,
        };

    /// <summary>Servers that speak several dialects may end every stream with <c>[DONE]</c>, which here means nothing.</summary>
    private static MessagesStreamEventKind KindOfOtherData(ReadOnlySpan<byte> data, ReadOnlySpan<byte> eventName) =>
        MessagesPayloadNames.Kind(eventName) switch
        {
            MessagesPayloadKind.Error => MessagesStreamEventKind.Error,
            MessagesPayloadKind.Ping => MessagesStreamEventKind.Heartbeat,
            _ => data.Trim(" \t\r\n"u8).SequenceEqual("[DONE]"u8) ? MessagesStreamEventKind.Other : MessagesStreamEventKind.Malformed,
        };
}
