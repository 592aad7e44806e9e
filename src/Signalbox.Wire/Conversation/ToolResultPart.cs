namespace Signalbox.Wire.Conversation;

/// <summary>What a tool answered.</summary>
/// <param name="CallId">Id of the call.</param>
/// <param name="Parts">Text, and where the dialect has them images and documents.</param>
/// <param name="IsError">Whether the tool failed.</param>
public sealed record ToolResultPart(string CallId, List<ContentPart> Parts, bool IsError) : ContentPart;
