namespace Signalbox.Wire.Conversation;

/// <summary>A document, most often a PDF.</summary>
/// <param name="Source">Where it is.</param>
/// <param name="Name">The file's name or the document's title; null when unset.</param>
public sealed record DocumentPart(MediaSource Source, string? Name) : ContentPart;
