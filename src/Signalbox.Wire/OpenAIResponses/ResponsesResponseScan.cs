namespace Signalbox.Wire.OpenAIResponses;

/// <summary>What the gateway needs to know of a complete response object. Ranges count from the start of the body.</summary>
public readonly record struct ResponsesResponseScan
{
    /// <summary>Whether the body is one well-formed JSON object. When not, nothing else here has meaning.</summary>
    public bool IsObject { get; init; }

    /// <summary>
    /// Whether the object is an error, whatever the HTTP status said: it has an <c>error</c> and no output, or its
    /// <c>status</c> is <c>failed</c>.
    /// </summary>
    public bool IsError { get; init; }

    /// <summary>The error, when it is one and says which.</summary>
    public ErrorScan Error { get; init; }

    /// <summary>Whether it has an <c>output</c> with at least one item. One that is still queued has none.</summary>
    public bool HasContent { get; init; }

    /// <summary>The counts, when there is a <c>usage</c> object, also that of a failed response.</summary>
    public TokenUsage? Usage { get; init; }

    /// <summary>The content of <c>status</c>, without quotes.</summary>
    public ByteRange Status { get; init; }

    /// <summary>The content of <c>model</c>, without quotes.</summary>
    public ByteRange Model { get; init; }

    /// <summary>The content of <c>id</c>, without quotes.</summary>
    public ByteRange Id { get; init; }
}
