using Signalbox.Wire.Sse;

namespace Signalbox.Wire.OpenAIChat;

/// <summary>
/// Reads the events of one chat completion stream and keeps what the call needs to know at its end. Allocates nothing
/// per event. Not thread-safe; reusable for another stream after <see cref="Reset"/>.
/// </summary>
public sealed class ChatStreamScanner
{
    private readonly ChatChunkTemplate _template = new();

    /// <summary>Whether any event so far carried content: the point after which a retry would repeat itself.</summary>
    public bool ContentSeen { get; private set; }

    /// <summary>Bytes of text, thoughts and arguments so far, as written in JSON.</summary>
    public long ContentBytes { get; private set; }

    /// <summary>Whether a choice has ended.</summary>
    public bool FinishReasonSeen { get; private set; }

    /// <summary>A bit for each choice that has begun, by its index.</summary>
    public UInt128 BegunChoices { get; private set; }

    /// <summary>A bit for each choice that has ended, by its index.</summary>
    public UInt128 FinishedChoices { get; private set; }

    /// <summary>Whether <c>[DONE]</c> has come.</summary>
    public bool DoneSeen { get; private set; }

    /// <summary>Whether an error was told inside the stream.</summary>
    public bool ErrorSeen { get; private set; }

    /// <summary>The usage reported last. Servers that report it with every chunk count up, so the last is the total.</summary>
    public TokenUsage? Usage { get; private set; }

    /// <summary>Forgets the stream, keeping the memory.</summary>
    public void Reset()
    {
        _template.Clear();
        ContentSeen = FinishReasonSeen = DoneSeen = ErrorSeen = false;
        ContentBytes = 0;
        BegunChoices = FinishedChoices = UInt128.Zero;
        Usage = null;
    }

    /// <summary>Reads a framed event.</summary>
    /// <param name="sse">The event.</param>
    /// <param name="frame">Its bytes, or a buffer that starts with them.</param>
    public ChatStreamEvent Scan(in SseEvent sse, ReadOnlySpan<byte> frame)
    {
        if (!sse.HasData)
            return default;
        // Data over several lines is legal and unheard of from these servers: worth an array, not a pool.
        var scratch = sse.IsContiguous ? default : new byte[sse.Length].AsSpan();
        return Scan(sse.GetData(frame, scratch), sse.GetEventName(frame));
    }

    /// <summary>Reads an event's data.</summary>
    /// <param name="data">The data, several lines joined.</param>
    /// <param name="eventName">The value of <c>event</c>, empty when there is none.</param>
    public ChatStreamEvent Scan(ReadOnlySpan<byte> data, ReadOnlySpan<byte> eventName = default)
    {
        var isErrorEvent = eventName.SequenceEqual("error"u8);
        if (isErrorEvent || !_template.TryMatch(data, out var found))
            found = Read(data, isErrorEvent);
        ContentSeen |= found.HasContent;
        ContentBytes += found.ContentBytes;
        FinishReasonSeen |= found.FinishReasonSeen;
        DoneSeen |= found.Kind == ChatStreamEventKind.Done;
        ErrorSeen |= found.Kind == ChatStreamEventKind.Error;
        Usage = found.Usage ?? Usage;
        return found;
    }

    private ChatStreamEvent Read(ReadOnlySpan<byte> data, bool isErrorEvent)
    {
        if (!isErrorEvent && data.Trim(" \t\r\n"u8).SequenceEqual("[DONE]"u8))
            return new ChatStreamEvent { Kind = ChatStreamEventKind.Done };
        var walk = new ChatPayloadWalk(data);
        walk.Run(isErrorEvent);
        BegunChoices |= walk.BegunChoices;
        FinishedChoices |= walk.FinishedChoices;
        if (!walk.IsObject)
            return new ChatStreamEvent { Kind = isErrorEvent ? ChatStreamEventKind.Error : ChatStreamEventKind.Malformed };
        var found = new ChatStreamEvent
        {
            Kind = walk.IsError ? ChatStreamEventKind.Error
                : walk.HasChoicesArray || walk.Usage is not null ? ChatStreamEventKind.Chunk
                : ChatStreamEventKind.Other,
            HasContent = walk.HasContent,
            ContentBytes = Math.Max(walk.LongestContentString, walk.OtherContentBytes),
            FinishReasonSeen = walk.FinishReasonSeen,
            FinishReason = walk.FinishReason,
            Usage = walk.Usage,
            IsUsageOnly = walk is { IsError: false, ChoiceCount: 0, Usage: not null },
            UsageMember = walk.UsageMember,
            Model = walk.Model,
            Id = walk.Id,
            Error = walk.Error,
        };
        _template.Learn(data, walk, found);
        return found;
    }
}
