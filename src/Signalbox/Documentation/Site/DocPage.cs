namespace Signalbox.Documentation.Site;

/// <summary>One page of the documentation, rendered.</summary>
/// <param name="Path">Below <c>/docs/</c>, without an extension: <c>operate/install</c>; empty for the first page.</param>
/// <param name="Title">Its first heading.</param>
/// <param name="Html">Its body.</param>
/// <param name="Headings">For its table of contents.</param>
internal sealed record DocPage(string Path, string Title, string Html, IReadOnlyList<DocHeading> Headings)
{
    /// <summary>Its address.</summary>
    public string Url => DocLinks.Root + Path;
}
