namespace Signalbox.Wire.Gemini;

/// <summary>What the gateway needs to know of a complete <c>generateContent</c> answer. Ranges count from the start of the body.</summary>
public readonly record struct GeminiResponseScan
{
    /// <summary>Whether the body is one well-formed JSON object, or a list that holds an error. When not, nothing else here has meaning.</summary>
    public bool IsObject { get; init; }

    /// <summary>Whether it is an error, whatever the status said.</summary>
    public bool IsError { get; init; }

    /// <summary>The error, when it is one: its <c>status</c> is the type.</summary>
    public ErrorScan Error { get; init; }

    /// <summary>The counts, when there are any.</summary>
    public TokenUsage? Usage { get; init; }
}
