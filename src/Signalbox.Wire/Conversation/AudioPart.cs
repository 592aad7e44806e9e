namespace Signalbox.Wire.Conversation;

/// <summary>Recorded sound.</summary>
/// <param name="Data">Base64.</param>
/// <param name="Format">wav, mp3 and the like.</param>
public sealed record AudioPart(string Data, string Format) : ContentPart;
