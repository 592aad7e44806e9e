namespace Signalbox.Wire.Conversation;

/// <summary>What a block of an answer holds.</summary>
public enum BlockKind
{
    /// <summary>Text for the reader.</summary>
    Text,

    /// <summary>What the model thought.</summary>
    Reasoning,

    /// <summary>Thoughts that are withheld; only their signature is given.</summary>
    RedactedReasoning,

    /// <summary>A call of a function: the deltas are JSON.</summary>
    ToolCall,

    /// <summary>A call of a custom tool: the deltas are its raw input.</summary>
    CustomToolCall,

    /// <summary>The model's words where it declined.</summary>
    Refusal,
}
