namespace Signalbox.Wire.Conversation;

/// <summary>
/// What the model thought before it spoke. Providers that sign it want it back unchanged before the tool calls it led to (R57, R58).
/// </summary>
/// <param name="Text">The thoughts or their summary; may be empty when only the signature is given.</param>
/// <param name="Signature">The provider's proof, opaque: Anthropic's <c>signature</c>, OpenAI's <c>encrypted_content</c>; null when there is none.</param>
public sealed record ReasoningPart(string Text, string? Signature) : ContentPart
{
    /// <summary>Whether the text is withheld and <see cref="Signature"/> is all there is (Anthropic's <c>redacted_thinking</c>).</summary>
    public bool IsRedacted { get; init; }
}
