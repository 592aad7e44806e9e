using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using Signalbox.Core.Assets;
using Signalbox.Models.Registry;

namespace Signalbox.Models.Catalog;

/// <summary>
/// Prices and capabilities of the common models: a dated file that ships with the gateway and that an operator can replace with
/// <c>catalog.json</c> in the data directory.
/// </summary>
internal sealed partial class ModelCatalog
{
    private readonly Dictionary<(string Kind, string Id), CatalogEntry> _byName;

    private ModelCatalog(CatalogDocument document, string origin)
    {
        (Document, Origin) = (document, origin);
        _byName = new Dictionary<(string, string), CatalogEntry>();
        foreach (var model in document.Models)
        {
            var at = $"{origin}: model '{model.Id}'";
            if (ProviderKinds.Parse(model.ProviderKind) is null) throw new InvalidDataException($"{at}: '{model.ProviderKind}' is not a kind of provider.");
            if (model.Capabilities.FirstOrDefault(c => !ModelRegistry.Capabilities.Contains(c)) is { } unknown)
                throw new InvalidDataException($"{at}: '{unknown}' is not a capability. Use {string.Join(", ", ModelRegistry.Capabilities)}.");
            var price = ModelRegistry.ToPrice(model.Price);
            if (model.Price is not null && price is null) throw new InvalidDataException($"{at}: prices are USD per million tokens, not negative, with at most six decimal places.");
            if (!_byName.TryAdd((model.ProviderKind, model.Id), new CatalogEntry(model.Id, model.ProviderKind, model.Capabilities, price, model.ContextTokens, model.OutputTokens)))
                throw new InvalidDataException($"{at} stands twice.");
        }
    }

    /// <summary>The file's content.</summary>
    public CatalogDocument Document { get; }

    /// <summary>built-in, or the path of the operator's own file.</summary>
    public string Origin { get; }

    /// <summary>Loads the operator's file if there is one, else the built-in one.</summary>
    /// <exception cref="InvalidDataException">The file is not a catalog; the message names the place.</exception>
    public static ModelCatalog Load(string dataDirectory)
    {
        var own = Path.Combine(dataDirectory, "catalog.json");
        if (File.Exists(own)) return Parse(File.ReadAllBytes(own), own);
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("catalog.json")!;
        using var memory = new MemoryStream();
        stream.CopyTo(memory);
        return Parse(memory.ToArray(), "built-in");
    }

    /// <summary>Reads a catalog.</summary>
    /// <exception cref="InvalidDataException">The bytes are not a catalog.</exception>
    public static ModelCatalog Parse(byte[] json, string origin)
    {
        try
        {
            return new ModelCatalog(JsonSerializer.Deserialize(json, CatalogJson.Default.CatalogDocument)!, origin);
        }
        catch (JsonException failure)
        {
            throw new InvalidDataException($"{origin} is not a valid catalog: {failure.Message}", failure);
        }
    }

    /// <summary>
    /// What is known of an upstream's model, or null. A dated release (<c>gpt-4o-mini-2024-07-18</c>) is known by its family when it has no entry
    /// of its own. An OpenAI-compatible upstream is never assumed to have the list prices of the model's maker.
    /// </summary>
    public CatalogEntry? Find(string kind, string upstreamModel) =>
        _byName.GetValueOrDefault((kind, upstreamModel))
        ?? (DateSuffix().Match(upstreamModel) is { Success: true } suffix ? _byName.GetValueOrDefault((kind, upstreamModel[..suffix.Index])) : null);

    [GeneratedRegex(@"-(\d{4}-\d{2}-\d{2}|\d{8})$")]
    private static partial Regex DateSuffix();
}
