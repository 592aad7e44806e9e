namespace Signalbox.Wire.Conversation;

/// <summary>An image.</summary>
/// <param name="Source">Where it is.</param>
/// <param name="Detail">OpenAI's <c>detail</c>: auto, low, high; null when unset.</param>
public sealed record ImagePart(MediaSource Source, string? Detail) : ContentPart;
