namespace Signalbox.Documentation.Site;

/// <summary>Turns links between the Markdown files, which work in a checkout, into links between pages.</summary>
internal static class DocLinks
{
    /// <summary>Where the site is.</summary>
    public const string Root = "/docs/";

    /// <summary>The address of a link's target; null for a file of the source that is no page, which only a checkout has.</summary>
    /// <param name="page">The path of the page with the link, without its extension.</param>
    /// <param name="target">The link as written.</param>
    public static string? Resolve(string page, string target)
    {
        if (target.StartsWith('#') || target.StartsWith('/') || target.Contains("://", StringComparison.Ordinal)) return target;
        var hash = target.IndexOf('#', StringComparison.Ordinal);
        var (file, fragment) = hash < 0 ? (target, "") : (target[..hash], target[hash..]);
        if (!file.EndsWith(".md", StringComparison.Ordinal)) return null;
        var resolved = new Uri(new Uri("http://docs/" + page), file).AbsolutePath.TrimStart('/');
        return Root + PathOf(resolved) + fragment;
    }

    /// <summary>The page's path of a file.</summary>
    public static string PathOf(string file)
    {
        var path = file.EndsWith(".md", StringComparison.Ordinal) ? file[..^3] : file;
        return path == "index" ? "" : path;
    }
}
