namespace Signalbox.Wire.OpenAIChat;

/// <summary>What one stream event means for the gateway. Ranges count from the start of the event's data.</summary>
public readonly record struct ChatStreamEvent
{
    /// <summary>What the event is.</summary>
    public ChatStreamEventKind Kind { get; init; }

    /// <summary>
    /// Whether it carries something a reader sees or acts on: text, a tool call, a refusal, reasoning. The first such
    /// event is the first token; a role alone or Azure's filter results (R37) are not.
    /// </summary>
    public bool HasContent { get; init; }

    /// <summary>Bytes of text, thoughts or arguments that it adds to the answer, as written in JSON: the base of an estimate.</summary>
    public int ContentBytes { get; init; }

    /// <summary>Whether a choice has ended.</summary>
    public bool FinishReasonSeen { get; init; }

    /// <summary>The <c>finish_reason</c> of the first choice in this chunk, without quotes.</summary>
    public ByteRange FinishReason { get; init; }

    /// <summary>The counts, when the chunk has a <c>usage</c> object.</summary>
    public TokenUsage? Usage { get; init; }

    /// <summary>Whether the chunk exists for its usage only: no choices, and a <c>usage</c> object (R32, R33).</summary>
    public bool IsUsageOnly { get; init; }

    /// <summary>
    /// The top-level <c>usage</c> member, null or not, with the one comma beside it, so that cutting it out leaves valid
    /// JSON. Not present when the member is not there or, against all sense, is there twice.
    /// </summary>
    public ByteRange UsageMember { get; init; }

    /// <summary>The content of <c>model</c>, without quotes.</summary>
    public ByteRange Model { get; init; }

    /// <summary>The content of <c>id</c>, without quotes.</summary>
    public ByteRange Id { get; init; }

    /// <summary>The error, when <see cref="Kind"/> is <see cref="ChatStreamEventKind.Error"/>.</summary>
    public ErrorScan Error { get; init; }
}
