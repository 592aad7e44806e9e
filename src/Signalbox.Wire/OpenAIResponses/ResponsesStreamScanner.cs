using Signalbox.Wire.Sse;

namespace Signalbox.Wire.OpenAIResponses;

/// <summary>
/// Reads the events of one Responses stream (https://platform.openai.com/docs/api-reference/responses-streaming) and keeps
/// what the call needs to know at its end. Allocates nothing per event. Not thread-safe; reusable for another stream after
/// <see cref="Reset"/>.
/// </summary>
public sealed class ResponsesStreamScanner
{
    /// <summary>Whether any event so far carried content: the point after which a retry would repeat itself.</summary>
    public bool ContentSeen { get; private set; }

    /// <summary>Bytes of text, thoughts and arguments so far, as written in JSON.</summary>
    public long ContentBytes { get; private set; }

    /// <summary>Whether the last event has come. Without it, or an error, clients take the stream for cut off.</summary>
    public bool EndSeen { get; private set; }

    /// <summary>Whether an error was told inside the stream.</summary>
    public bool ErrorSeen { get; private set; }

    /// <summary>What the errors so far amount to: the first class that says something about trying elsewhere.</summary>
    public ErrorClass ErrorClass { get; private set; }

    /// <summary>The usage of the response that has ended or failed.</summary>
    public TokenUsage? Usage { get; private set; }

    /// <summary>Forgets the stream.</summary>
    public void Reset()
    {
        ContentSeen = EndSeen = ErrorSeen = false;
        ErrorClass = ErrorClass.Other;
        ContentBytes = 0;
        Usage = null;
    }

    /// <summary>Reads a framed event.</summary>
    /// <param name="sse">The event.</param>
    /// <param name="frame">Its bytes, or a buffer that starts with them.</param>
    public ResponsesStreamEvent Scan(in SseEvent sse, ReadOnlySpan<byte> frame)
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
    public ResponsesStreamEvent Scan(ReadOnlySpan<byte> data, ReadOnlySpan<byte> eventName = default)
    {
        var found = Read(data, eventName);
        ContentSeen |= found.HasContent;
        ContentBytes += found.ContentBytes;
        EndSeen |= found.Kind == ResponsesStreamEventKind.Done;
        Usage = found.Usage ?? Usage;
        if (found.Kind == ResponsesStreamEventKind.Error)
        {
            ErrorSeen = true;
            if (ErrorClass == ErrorClass.Other)
                ErrorClass = found.Error.Class;
        }

        return found;
    }

    private static ResponsesStreamEvent Read(ReadOnlySpan<byte> data, ReadOnlySpan<byte> eventName)
    {
        var walk = new ResponsesPayloadWalk(data);
        walk.Run(eventName);
        if (!walk.IsObject)
            return new ResponsesStreamEvent { Kind = KindOfOtherData(data, eventName) };
        var kind = KindOf(walk.Kind);
        var isLast = kind is ResponsesStreamEventKind.Done or ResponsesStreamEventKind.Error;
        return new ResponsesStreamEvent
        {
            Kind = kind,
            HasContent = kind switch
            {
                ResponsesStreamEventKind.Content => walk.HasContent,
                ResponsesStreamEventKind.Done => walk.HasOutput,
                _ => false,
            },
            ContentBytes = kind == ResponsesStreamEventKind.Content ? walk.ContentBytes : 0,
            Usage = isLast ? walk.Usage : null,
            Status = walk.Status,
            Model = walk.Model,
            Id = walk.Id,
            Error = kind == ResponsesStreamEventKind.Error ? walk.Error : default,
        };
    }

    private static ResponsesStreamEventKind KindOf(ResponsesPayloadKind kind) => kind switch
    {
        ResponsesPayloadKind.KeepAlive => ResponsesStreamEventKind.Heartbeat,
        ResponsesPayloadKind.Begun => ResponsesStreamEventKind.Start,
        ResponsesPayloadKind.Ended => ResponsesStreamEventKind.Done,
        ResponsesPayloadKind.Error or ResponsesPayloadKind.Failed => ResponsesStreamEventKind.Error,
        ResponsesPayloadKind.Delta or ResponsesPayloadKind.ItemAdded or ResponsesPayloadKind.ItemDone
            or ResponsesPayloadKind.Part => ResponsesStreamEventKind.Content,
        _ => ResponsesStreamEventKind.Other,
    };

    /// <summary>Servers that speak several dialects may end every stream with <c>[DONE]</c>, which here means nothing.</summary>
    private static ResponsesStreamEventKind KindOfOtherData(ReadOnlySpan<byte> data, ReadOnlySpan<byte> eventName) =>
        ResponsesPayloadNames.Kind(eventName) switch
        {
            ResponsesPayloadKind.Error => ResponsesStreamEventKind.Error,
            ResponsesPayloadKind.KeepAlive => ResponsesStreamEventKind.Heartbeat,
            _ => data.Trim(" \t\r\n"u8).SequenceEqual("[DONE]"u8) ? ResponsesStreamEventKind.Other : ResponsesStreamEventKind.Malformed,
        };
}
