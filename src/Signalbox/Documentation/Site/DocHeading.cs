namespace Signalbox.Documentation.Site;

/// <summary>A heading of a page, for its table of contents.</summary>
/// <param name="Level">2 or 3.</param>
/// <param name="Id">Its anchor.</param>
/// <param name="Text">Its text, plain.</param>
internal sealed record DocHeading(int Level, string Id, string Text);
