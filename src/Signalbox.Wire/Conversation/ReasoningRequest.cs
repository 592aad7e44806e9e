namespace Signalbox.Wire.Conversation;

/// <summary>How much the model is to reason before it answers.</summary>
public sealed record ReasoningRequest
{
    /// <summary>none, minimal, low, medium, high, xhigh or max; null when unset.</summary>
    public string? Effort { get; init; }

    /// <summary>The most tokens to reason with; null when unset.</summary>
    public long? BudgetTokens { get; init; }

    /// <summary>Whether reasoning is switched off in so many words.</summary>
    public bool IsOff { get; init; }

    /// <summary>Whether the model is to judge for itself how much (Anthropic's <c>adaptive</c>).</summary>
    public bool IsAdaptive { get; init; }

    /// <summary>Whether the answer is to show the thoughts or a summary of them; null is the dialect's default.</summary>
    public bool? Show { get; init; }

    /// <summary>OpenAI's word for how long the summary is to be: auto, concise or detailed; null when unset.</summary>
    public string? Summary { get; init; }
}
