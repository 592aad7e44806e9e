namespace Signalbox.Wire.OpenAIResponses;

/// <summary>What one stream event means for the gateway. Ranges count from the start of the event's data.</summary>
public readonly record struct ResponsesStreamEvent
{
    /// <summary>What the event is.</summary>
    public ResponsesStreamEventKind Kind { get; init; }

    /// <summary>
    /// Whether it carries something a reader sees or acts on: text, reasoning, a call, or at the end the whole output. The
    /// first such event is the first token; a message that begins empty is not.
    /// </summary>
    public bool HasContent { get; init; }

    /// <summary>Bytes of text, thoughts or arguments that it adds to the answer, as written in JSON: the base of an estimate.</summary>
    public int ContentBytes { get; init; }

    /// <summary>The counts, when the response has ended or failed and has a <c>usage</c> object.</summary>
    public TokenUsage? Usage { get; init; }

    /// <summary>The content of the response's <c>status</c>, without quotes.</summary>
    public ByteRange Status { get; init; }

    /// <summary>The content of the response's <c>model</c>, without quotes.</summary>
    public ByteRange Model { get; init; }

    /// <summary>The content of the response's <c>id</c>, without quotes.</summary>
    public ByteRange Id { get; init; }

    /// <summary>The error, when <see cref="Kind"/> is <see cref="ResponsesStreamEventKind.Error"/>.</summary>
    public ErrorScan Error { get; init; }
}
