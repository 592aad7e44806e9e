using System.Text.RegularExpressions;
using Signalbox.Documentation.Site;

namespace Gateway.Tests.Documentation;

public sealed partial class DocLibraryTests
{
    private static readonly DocLibrary Library = new();

    [Fact]
    public void Every_page_is_in_the_navigation_once()
    {
        var linked = Library.Sections.SelectMany(section => section.Pages).Select(page => page.Path).ToArray();

        linked.ShouldBeUnique();
        linked.Where(path => path != DocLibrary.ApiPath).ShouldBe(Library.Pages.Select(page => page.Path), ignoreOrder: true);
    }

    [Fact]
    public void Every_link_between_pages_leads_to_a_page_and_its_heading()
    {
        var broken =
            from page in Library.Pages
            from Match match in Href().Matches(page.Html)
            let url = match.Groups["url"].Value
            where url.StartsWith(DocLinks.Root, StringComparison.Ordinal) || url.StartsWith('#')
            let parts = url.Split('#')
            let target = parts[0].Length == 0 ? page : Library.Find(parts[0][DocLinks.Root.Length..])
            where target is null || (parts.Length == 2 && !target.Html.Contains($"id=\"{parts[1]}\"", StringComparison.Ordinal))
            select $"{page.Path}: {url}";

        broken.ShouldBeEmpty();
    }

    [Fact]
    public void No_page_loads_anything_from_elsewhere_or_takes_HTML() =>
        Library.Pages.ShouldAllBe(page => !page.Html.Contains("src=", StringComparison.Ordinal) && !page.Html.Contains("<script", StringComparison.OrdinalIgnoreCase));

    [Fact]
    public void HTML_in_a_source_is_shown_not_taken() =>
        DocRenderer.Render("x", "# T\n\n<script>alert(1)</script>").Html.ShouldContain("&lt;script&gt;");

    [Fact]
    public void A_heading_has_an_anchor_and_a_place_in_the_contents()
    {
        var page = DocRenderer.Render("x", "# The title\n\n## First `part`\n\ntext");

        (page.Title, page.Headings.Single()).ShouldBe(("The title", new DocHeading(2, "first-part", "First part")));
        page.Html.ShouldContain("<h2 id=\"first-part\">");
        page.Html.ShouldContain("href=\"#first-part\"");
    }

    [GeneratedRegex("href=\"(?<url>[^\"]+)\"")]
    private static partial Regex Href();
}
