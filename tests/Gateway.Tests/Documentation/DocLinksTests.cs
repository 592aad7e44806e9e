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
    public void A_link_that_works_in_a_checkout_works_on_the_site(string page, string link, string url) => DocLinks.Resolve(page, link).ShouldBe(url);
}
