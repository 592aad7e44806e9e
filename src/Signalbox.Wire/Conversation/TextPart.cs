namespace Signalbox.Wire.Conversation;

/// <summary>Text.</summary>
public sealed record TextPart(string Text) : ContentPart;
