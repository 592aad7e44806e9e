using System.Collections.Frozen;
using System.Reflection;

namespace Signalbox.Documentation.Site;

/// <summary>The pages of <c>docs/</c>, built into the program so that they always fit it.</summary>
internal sealed class DocLibrary
{
    private const string Prefix = "docs/";

    private readonly FrozenDictionary<string, DocPage> _pages;

    public DocLibrary()
    {
        var assembly = typeof(DocLibrary).Assembly;
        _pages = assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal) && name.EndsWith(".md", StringComparison.Ordinal))
            .Select(name => DocRenderer.Render(DocLinks.PathOf(name[Prefix.Length..]), Read(assembly, name)))
            .ToFrozenDictionary(page => page.Path, StringComparer.Ordinal);
        Sections = [.. ReadNavigation(Read(assembly, Prefix + "navigation.txt"))];
    }

    /// <summary>The navigation.</summary>
    public IReadOnlyList<DocSection> Sections { get; }

    /// <summary>All pages.</summary>
    public IReadOnlyCollection<DocPage> Pages => _pages.Values;

    /// <summary>The page at a path, or null.</summary>
    public DocPage? Find(string path) => _pages.GetValueOrDefault(path.Trim('/'));

    /// <summary>Reads <c>navigation.txt</c>: a line with # begins a section, any other names a page, or with /* all pages of a folder by name.</summary>
    private IEnumerable<DocSection> ReadNavigation(string text)
    {
        var (title, links) = ("", new List<DocLink>());
        foreach (var line in text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.StartsWith('#'))
            {
                if (links.Count > 0) yield return new DocSection(title, links);
                (title, links) = (line[1..].Trim(), []);
            }
            else if (line.EndsWith("/*", StringComparison.Ordinal))
            {
                links.AddRange(_pages.Values.Where(p => p.Path.StartsWith(line[..^1], StringComparison.Ordinal)).OrderBy(p => p.Path, StringComparer.Ordinal).Select(Link));
            }
            else
            {
                links.Add(line == ApiPath ? new DocLink(ApiPath, "API reference") : Link(_pages[line == "index" ? "" : line]));
            }
        }
        if (links.Count > 0) yield return new DocSection(title, links);
    }

    /// <summary>The path of the one page that is not Markdown.</summary>
    public const string ApiPath = "reference/api";

    private static DocLink Link(DocPage page) => new(page.Path, page.Title);

    private static string Read(Assembly assembly, string name)
    {
        using var reader = new StreamReader(assembly.GetManifestResourceStream(name) ?? throw new InvalidOperationException($"The resource {name} is not in the program."));
        return reader.ReadToEnd();
    }
}
