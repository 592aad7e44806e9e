namespace Signalbox.Wire.Conversation;

/// <summary>How an answer ended.</summary>
/// <param name="Reason">Why.</param>
/// <param name="StopSequence">The text that ended it, where the provider tells.</param>
/// <param name="Usage">Tokens, as the provider reported them; null when it did not.</param>
public readonly record struct AnswerEnd(StopReason Reason, string? StopSequence, TokenUsage? Usage);
