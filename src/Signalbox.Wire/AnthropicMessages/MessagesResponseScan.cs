namespace Signalbox.Wire.AnthropicMessages;

/// <summary>What the gateway needs to know of a complete Messages answer. Ranges count from the start of the body.</summary>
public readonly record struct MessagesResponseScan
{
    /// <summary>Whether the body is one well-formed JSON object. When not, nothing else here has meaning.</summary>
    public bool IsObject { get; init; }

    /// <summary>Whether the object is an error, whatever the status said.</summary>
    public bool IsError { get; init; }

    /// <summary>The error, when it is one.</summary>
    public ErrorScan Error { get; init; }

    /// <summary>Whether it has a <c>content</c> array with at least one block. A model may end its turn without any.</summary>
    public bool HasContent { get; init; }

    /// <summary>The counts, when there is a <c>usage</c> object.</summary>
    public TokenUsage? Usage { get; init; }

    /// <summary>The content of <c>stop_reason</c>, without quotes.</summary>
    public ByteRange StopReason { get; init; }

    /// <summary>The content of <c>model</c>, without quotes.</summary>
    public ByteRange Model { get; init; }

    /// <summary>The content of <c>id</c>, without quotes.</summary>
    public ByteRange Id { get; init; }
}
