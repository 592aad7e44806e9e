using System.Text;
using System.Text.Encodings.Web;
using Markdig;

namespace Signalbox.Documentation.Reference;

/// <summary>Writes HTML, every text encoded.</summary>
internal sealed class HtmlText
{
    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder().DisableHtml().Build();

    private readonly StringBuilder _html = new();

    /// <summary>An anchor made of a title: lower-case letters, digits and dashes.</summary>
    public static string Id(string title)
    {
        var id = new StringBuilder(title.Length);
        foreach (var c in title)
        {
            if (char.IsAsciiLetterOrDigit(c)) id.Append(char.ToLowerInvariant(c));
            else if (id.Length > 0 && id[^1] != '-') id.Append('-');
        }
        return id.ToString().TrimEnd('-');
    }

    public HtmlText Open(string tag, string? style = null, string? id = null)
    {
        _html.Append('<').Append(tag);
        if (id is not null) _html.Append(" id=\"").Append(Encode(id)).Append('"');
        if (style is not null) _html.Append(" class=\"").Append(Encode(style)).Append('"');
        _html.Append('>');
        return this;
    }

    public HtmlText Close(string tag)
    {
        _html.Append("</").Append(tag).Append('>');
        return this;
    }

    public HtmlText Element(string tag, string text, string? style = null)
    {
        Open(tag, style);
        _html.Append(Encode(text));
        return Close(tag);
    }

    /// <summary>A heading with a link to itself.</summary>
    public void Heading(int level, string id, string text, string? target = null)
    {
        Open($"h{level}", id: id);
        _html.Append(Encode(text)).Append(" <a class=\"anchor\" aria-label=\"Link to this section\" href=\"#").Append(Encode(target ?? id)).Append("\">#</a>");
        Close($"h{level}");
    }

    public void Code(string text, string language) =>
        _html.Append("<pre><code class=\"language-").Append(language).Append("\">").Append(Encode(text)).Append("</code></pre>");

    /// <summary>A table whose first column is code.</summary>
    public void Rows(string[] heads, IEnumerable<string[]> rows)
    {
        Open("div", "table").Open("table").Open("thead").Open("tr");
        foreach (var head in heads) Element("th", head);
        Close("tr").Close("thead").Open("tbody");
        foreach (var row in rows)
        {
            Open("tr");
            for (var i = 0; i < row.Length; i++) Open("td").Element(i == 0 ? "code" : "span", row[i]).Close("td");
            Close("tr");
        }
        Close("tbody").Close("table").Close("div");
    }

    /// <summary>A text in Markdown; nothing for none.</summary>
    public void Markdown(string? text)
    {
        if (!string.IsNullOrEmpty(text)) _html.Append(Markdig.Markdown.ToHtml(text, Pipeline));
    }

    public override string ToString() => _html.ToString();

    private static string Encode(string text) => HtmlEncoder.Default.Encode(text);
}
