namespace Signalbox.Wire.Conversation;

/// <summary>The model's words where it declined (OpenAI's <c>refusal</c>).</summary>
public sealed record RefusalPart(string Text) : ContentPart;
