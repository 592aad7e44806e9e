namespace Signalbox.Wire.Conversation;

/// <summary>What is known when a block begins.</summary>
/// <param name="Kind">What it holds.</param>
/// <param name="CallId">For a tool call: its id.</param>
/// <param name="Name">For a tool call: the tool.</param>
/// <param name="Signature">For a tool call: the provider's proof that belongs to the call itself (Gemini's <c>thoughtSignature</c>); null when there is none.</param>
public readonly record struct BlockStart(BlockKind Kind, string? CallId = null, string? Name = null, string? Signature = null);
