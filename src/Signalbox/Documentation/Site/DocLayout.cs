using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using Signalbox.Observability;

namespace Signalbox.Documentation.Site;

/// <summary>The frame around every page: head, navigation, table of contents, and which build is running.</summary>
internal sealed class DocLayout(DocLibrary library, DocAssets assets)
{
    /// <summary>Renders a whole page.</summary>
    /// <param name="path">The page's path, to mark it in the navigation.</param>
    /// <param name="title">Its title.</param>
    /// <param name="body">Its HTML.</param>
    /// <param name="headings">For its table of contents.</param>
    public string Render(string path, string title, string body, IReadOnlyList<DocHeading> headings) => $"""
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <title>{Encode(title)} · Signalbox</title>
        <link rel="icon" href="{assets.Url("signalbox.svg")}">
        <link rel="stylesheet" href="{assets.Url("docs.css")}">
        <script src="{assets.Url("docs.js")}"></script>
        </head>
        <body>
        <a class="skip" href="#content">Skip to the content</a>
        <header class="top">
        <button class="menu" type="button" aria-expanded="false" aria-controls="nav">Menu</button>
        <a class="logo" href="{DocLinks.Root}"><img src="{assets.Url("signalbox.svg")}" alt="" width="26" height="26">Signalbox <span>docs</span></a>
        <nav class="links" aria-label="Elsewhere"><a href="/console/">Console</a><a href="/openapi/v1.json">OpenAPI</a></nav>
        <button class="theme" type="button">Theme</button>
        </header>
        <div class="frame">
        <nav class="side" id="nav" aria-label="Pages">
        {Navigation(path)}
        </nav>
        <main id="content" tabindex="-1">
        <article>
        {body}
        </article>
        {Neighbors(path)}
        <footer>Signalbox {Encode(BuildInfo.Version)}, commit {Encode(BuildInfo.Commit[..Math.Min(12, BuildInfo.Commit.Length)])}{BuiltAt()}. This is the documentation of the gateway you are connected to.</footer>
        </main>
        <aside class="toc" aria-label="On this page">
        {Contents(headings)}
        </aside>
        </div>
        </body>
        </html>
        """;

    private string Navigation(string path)
    {
        var html = new StringBuilder();
        foreach (var section in library.Sections)
        {
            if (section.Title.Length > 0) html.Append(CultureInfo.InvariantCulture, $"<h2>{Encode(section.Title)}</h2>");
            html.Append("<ul>");
            foreach (var page in section.Pages)
            {
                var current = page.Path == path ? " aria-current=\"page\"" : "";
                html.Append(CultureInfo.InvariantCulture, $"<li><a href=\"{DocLinks.Root}{page.Path}\"{current}>{Encode(page.Title)}</a></li>");
            }
            html.Append("</ul>");
        }
        return html.ToString();
    }

    private string Neighbors(string path)
    {
        var all = library.Sections.SelectMany(section => section.Pages).ToArray();
        var at = Array.FindIndex(all, page => page.Path == path);
        if (at < 0) return "";
        var previous = at > 0 ? $"<a class=\"previous\" href=\"{DocLinks.Root}{all[at - 1].Path}\"><small>Previous</small>{Encode(all[at - 1].Title)}</a>" : "<span></span>";
        var next = at + 1 < all.Length ? $"<a class=\"next\" href=\"{DocLinks.Root}{all[at + 1].Path}\"><small>Next</small>{Encode(all[at + 1].Title)}</a>" : "";
        return $"<nav class=\"neighbors\" aria-label=\"Neighboring pages\">{previous}{next}</nav>";
    }

    private static string Contents(IReadOnlyList<DocHeading> headings)
    {
        if (headings.Count < 2) return "";
        var html = new StringBuilder("<h2>On this page</h2><ul>");
        foreach (var heading in headings)
            html.Append(CultureInfo.InvariantCulture, $"<li class=\"level{heading.Level}\"><a href=\"#{Encode(heading.Id)}\">{Encode(heading.Text)}</a></li>");
        return html.Append("</ul>").ToString();
    }

    private static string BuiltAt() => BuildInfo.BuiltAt is { } at ? $", built {at.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)} UTC" : "";

    private static string Encode(string text) => HtmlEncoder.Default.Encode(text);
}
