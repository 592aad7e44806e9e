using Markdig;
using Markdig.Extensions.AutoIdentifiers;
using Markdig.Renderers.Html;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Signalbox.Documentation.Site;

/// <summary>Renders Markdown: CommonMark with tables, GitHub's alerts and anchors on headings. HTML in a source is shown, not taken.</summary>
internal static class DocRenderer
{
    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder()
        .UsePipeTables().UseAlertBlocks().UseAutoIdentifiers(AutoIdentifierOptions.GitHub).DisableHtml().Build();

    /// <summary>Renders a page.</summary>
    /// <param name="path">As <see cref="DocPage.Path"/>.</param>
    /// <param name="markdown">Its source.</param>
    public static DocPage Render(string path, string markdown)
    {
        var document = Markdown.Parse(markdown, Pipeline);
        var headings = new List<DocHeading>();
        var title = path;
        foreach (var heading in document.Descendants<HeadingBlock>().ToArray())
        {
            var text = PlainText(heading.Inline);
            if (heading.Level == 1) title = text;
            if (heading.Level is not (2 or 3) || heading.GetAttributes().Id is not { } id) continue;
            headings.Add(new DocHeading(heading.Level, id, text));
            heading.Inline!.AppendChild(Anchor(id));
        }
        foreach (var link in document.Descendants<LinkInline>().ToArray())
            if (link.Url is { } url && !link.IsImage) Point(link, DocLinks.Resolve(path.Length == 0 ? "index" : path, url));
        return new DocPage(path, title, document.ToHtml(Pipeline), headings);
    }

    /// <summary>Where it leads nowhere on the site, its words stand without a link.</summary>
    private static void Point(LinkInline link, string? url)
    {
        if (url is not null) link.Url = url;
        else link.ReplaceBy(new ContainerInline(), copyChildren: true);
    }

    private static LinkInline Anchor(string id)
    {
        var anchor = new LinkInline($"#{id}", "");
        anchor.AppendChild(new LiteralInline("#"));
        var attributes = anchor.GetAttributes();
        attributes.AddClass("anchor");
        attributes.AddProperty("aria-label", "Link to this section");
        return anchor;
    }

    private static string PlainText(ContainerInline? inlines) => inlines is null ? "" : string.Concat(inlines.Descendants().Select(inline => inline switch
    {
        LiteralInline literal => literal.Content.ToString(),
        CodeInline code => code.Content,
        _ => "",
    }));
}
