using System.Collections.Frozen;
using System.Security.Cryptography;

namespace Signalbox.Documentation.Site;

/// <summary>The site's own style, script and picture, each at an address that changes with its content.</summary>
internal sealed class DocAssets
{
    private readonly FrozenDictionary<string, DocAsset> _assets = new[]
    {
        Load("docs.css", "text/css; charset=utf-8"), Load("docs.js", "text/javascript; charset=utf-8"), Load("signalbox.svg", "image/svg+xml"),
    }.ToFrozenDictionary(asset => asset.Name, StringComparer.Ordinal);

    /// <summary>The asset of that name, or null.</summary>
    public DocAsset? Find(string name) => _assets.GetValueOrDefault(name);

    /// <summary>Its address.</summary>
    public string Url(string name) => $"{DocLinks.Root}assets/{name}?v={_assets[name].Version}";

    private static DocAsset Load(string name, string contentType)
    {
        using var stream = typeof(DocAssets).Assembly.GetManifestResourceStream($"docs-assets/{name}") ?? throw new InvalidOperationException($"The asset {name} is not in the program.");
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return new DocAsset(name, contentType, bytes, Convert.ToHexStringLower(SHA256.HashData(bytes))[..12]);
    }
}

/// <summary>One file of the site.</summary>
/// <param name="Name">Its name.</param>
/// <param name="ContentType">Its media type.</param>
/// <param name="Bytes">Its content.</param>
/// <param name="Version">Changes when the content does.</param>
internal sealed record DocAsset(string Name, string ContentType, byte[] Bytes, string Version);
