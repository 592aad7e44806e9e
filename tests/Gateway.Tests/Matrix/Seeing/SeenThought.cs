namespace Gateway.Tests.Matrix.Seeing;

/// <summary>A thought that was handed back to the upstream.</summary>
/// <param name="Text">Its text; empty when only the proof goes back.</param>
/// <param name="Proof">The provider's proof; null without one.</param>
/// <param name="CallsBefore">How many calls of the same turn stand before it; for a proof that rides on a call, those before that one.</param>
internal sealed record SeenThought(string Text, string? Proof, int CallsBefore);
