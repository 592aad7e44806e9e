namespace Signalbox.Wire.Conversation;

/// <summary>Why an answer ended.</summary>
public enum StopReason
{
    /// <summary>The model had said all.</summary>
    Complete,

    /// <summary>A stop sequence came up.</summary>
    StopSequence,

    /// <summary>The bound on tokens, or the context, was reached.</summary>
    Length,

    /// <summary>The model calls tools and waits for their results.</summary>
    ToolCalls,

    /// <summary>A filter of the provider held the rest back.</summary>
    ContentFilter,

    /// <summary>The model declined.</summary>
    Refusal,

    /// <summary>The provider paused a long turn, which can be gone on with (Anthropic's <c>pause_turn</c>).</summary>
    Paused,
}
