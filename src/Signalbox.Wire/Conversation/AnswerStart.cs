namespace Signalbox.Wire.Conversation;

/// <summary>What is known when an answer begins.</summary>
/// <param name="Id">The provider's id of the answer; null when it gives none.</param>
/// <param name="Model">The model as the provider names it; null when it does not.</param>
/// <param name="Usage">Tokens counted so far, where the provider tells them at the start.</param>
public readonly record struct AnswerStart(string? Id, string? Model, TokenUsage? Usage);
