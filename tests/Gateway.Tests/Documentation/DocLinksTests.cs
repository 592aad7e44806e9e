using Signalbox.Documentation.Site;

namespace Gateway.Tests.Documentation;

public sealed class DocLinksTests
{
    [Theory]
    [InlineData("operate/install", "failure-modes.md", "/docs/operate/failure-modes")]
    [InlineData("operate/install", "../build/errors.md#retries", "/docs/build/errors#retries")]
    [InlineData("index", "operate/install.md", "/docs/operate/install")]
    [InlineData("operate/install", "../index.md", "/docs/")]
    [InlineData("index", "#words", "#words")]
    [InlineData("index", "https://example.org/a.md", "https://example.org/a.md")]
    [InlineData("index", "/console/", "/console/")]
    [InlineData("reference/matrix", "../../tests/Gateway.Tests/Matrix/MediaCells.cs#L15", null)]
    public void A_link_that_works_in_a_checkout_works_on_the_site(string page, string link, string? url) => DocLinks.Resolve(page, link).ShouldBe(url);

    [Fact]
    public void Where_there_is_no_page_the_words_stand_without_a_link()
    {
        var html = DocRenderer.Render("reference/matrix", "| a |\n|---|\n| [as *it* is](../../tests/Cells.cs#L15) |\n\n[rules](translation.md)").Html;

        html.ShouldContain("<td>as <em>it</em> is</td>");
        html.ShouldContain("<a href=\"/docs/reference/translation\">rules</a>");
        html.ShouldNotContain("Cells.cs");
    }

    [Fact]
    public void The_pages_that_ship_link_to_nothing_that_only_a_checkout_has() =>
        new DocLibrary().Pages.Where(page => page.Html.Contains("href=\"..", StringComparison.Ordinal)).ShouldBeEmpty();
}
