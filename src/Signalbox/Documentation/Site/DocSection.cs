namespace Signalbox.Documentation.Site;

/// <summary>A part of the navigation.</summary>
/// <param name="Title">Its heading; empty for the first.</param>
/// <param name="Pages">Its pages in reading order.</param>
internal sealed record DocSection(string Title, IReadOnlyList<DocLink> Pages);

/// <summary>An entry of the navigation.</summary>
/// <param name="Path">As <see cref="DocPage.Path"/>.</param>
/// <param name="Title">The page's title.</param>
internal sealed record DocLink(string Path, string Title);
