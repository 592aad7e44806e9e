namespace Signalbox.Wire.BedrockConverse;

/// <summary>What the gateway needs to know of a complete Converse answer. Ranges count from the start of the body.</summary>
public readonly record struct ConverseResponseScan
{
    /// <summary>Whether the body is one well-formed JSON object. When not, nothing else here has meaning.</summary>
    public bool IsObject { get; init; }

    /// <summary>Whether the object is no answer, whatever the status said: it has no <c>output</c>.</summary>
    public bool IsError { get; init; }

    /// <summary>The error, when it is one; its type only where the body tells it, since Bedrock tells it in a header.</summary>
    public ErrorScan Error { get; init; }

    /// <summary>Whether its message has at least one block. A model may end its turn without any.</summary>
    public bool HasContent { get; init; }

    /// <summary>The counts, when any is told.</summary>
    public TokenUsage? Usage { get; init; }

    /// <summary>The content of <c>stopReason</c>, without quotes.</summary>
    public ByteRange StopReason { get; init; }
}
