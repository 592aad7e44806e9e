using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using Signalbox.Core.Assets;
using Signalbox.Core.Pricing;
using Signalbox.Models.Registry;

namespace Signalbox.Models.Catalog;

/// <summary>
/// Prices and capabilities of the common models: a dated file that ships with the gateway and that an operator can replace with
/// <c>catalog.json</c> in the data directory.
/// </summary>
internal sealed partial class ModelCatalog
{
    private readonly Dictionary<(string Kind, string Host, string Id), CatalogEntry> _byName = [];

    private ModelCatalog(CatalogDocument document, string origin)
    {
        (Document, Origin) = (document, origin);
        if (document.Currency != "USD") throw new InvalidDataException($"{origin}: currency is '{document.Currency}'. Prices must be in USD.");
        foreach (var model in document.Models) Add(model, $"{origin}: model '{model.Id}'");
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
        return File.Exists(own) ? Parse(File.ReadAllBytes(own), own) : BuiltIn();
    }

    /// <summary>The one that ships with the gateway.</summary>
    public static ModelCatalog BuiltIn()
    {
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
            return JsonSerializer.Deserialize(json, CatalogJson.Default.CatalogDocument) is { } document
                ? new ModelCatalog(document, origin)
                : throw new InvalidDataException($"{origin} is not a valid catalog: it must be a JSON object.");
        }
        catch (JsonException failure)
        {
            throw new InvalidDataException($"{origin} is not a valid catalog: {failure.Message}", failure);
        }
    }

    /// <summary>
    /// What is known of an upstream's model, or null. A dated release (<c>gpt-4o-mini-2024-07-18</c>) is known by its family when it has no entry
    /// of its own. An OpenAI-compatible upstream is known by its host: a server of the operator's own is never assumed to have the list prices of
    /// someone who sells the same model.
    /// </summary>
    /// <param name="kind">The provider's kind, as YAML and API write it.</param>
    /// <param name="baseUrl">The provider's base URL; only its host matters, and only for <c>openai_compatible</c>.</param>
    /// <param name="upstreamModel">The name the provider knows the model by.</param>
    public CatalogEntry? Find(string kind, string baseUrl, string upstreamModel)
    {
        var host = "";
        (kind, upstreamModel) = Sold(kind, upstreamModel);
        if (IsKnownByHost(kind))
        {
            if (!Uri.TryCreate(baseUrl, UriKind.Absolute, out var url)) return null;
            host = url.IdnHost;
        }
        return _byName.GetValueOrDefault((kind, host, upstreamModel))
            ?? (DateSuffix().Match(upstreamModel) is { Success: true } suffix ? _byName.GetValueOrDefault((kind, host, upstreamModel[..suffix.Index])) : null);
    }

    /// <summary>
    /// Whose list the clouds sell models from: Azure has OpenAI's prices and Vertex AI those of the Gemini API and Anthropic's, whose releases it names
    /// <c>claude-sonnet-4-5@20250929</c>; Bedrock names them <c>eu.anthropic.claude-sonnet-4-5-20250929-v1:0</c>.
    /// </summary>
    private static (string Kind, string Model) Sold(string kind, string model) => kind switch
    {
        "azure_openai" => ("openai", model),
        "vertex" when VertexModels.IsAnthropic(model) => ("anthropic", VertexModels.Name(model).Replace('@', '-')),
        "vertex" => ("gemini", VertexModels.Name(model)),
        "bedrock" when BedrockName().Match(model) is { Success: true } match => ("anthropic", match.Groups["model"].Value),
        _ => (kind, model),
    };

    private void Add(CatalogDocumentModel model, string at)
    {
        if (model.Id.Length == 0) throw new InvalidDataException($"{at}: id is empty.");
        if (ProviderKinds.Parse(model.ProviderKind) is null) throw new InvalidDataException($"{at}: '{model.ProviderKind}' is not a kind of provider.");
        if (IsKnownByHost(model.ProviderKind) && (model.Host is not { } host || Uri.CheckHostName(host) == UriHostNameType.Unknown))
            throw new InvalidDataException($"{at}: an openai_compatible model needs the host of its provider, such as 'api.example.com'.");
        if (!IsKnownByHost(model.ProviderKind) && model.Host is not null)
            throw new InvalidDataException($"{at}: host is only for openai_compatible, not for {model.ProviderKind}.");
        if (model.Capabilities.FirstOrDefault(c => !CapabilityNames.All.Contains(c)) is { } unknown)
            throw new InvalidDataException($"{at}: '{unknown}' is not a capability. Use {string.Join(", ", CapabilityNames.All)}.");
        if (model.ContextTokens is <= 0 || model.OutputTokens is <= 0) throw new InvalidDataException($"{at}: token counts must be positive.");
        var price = model.Price is { } listed ? ModelPrice.FromUsd(listed.Input, listed.CachedInput, listed.CacheWrite, listed.Output) : null;
        if (model.Price is not null && price is null)
            throw new InvalidDataException($"{at}: prices are USD per million tokens, not negative, with at most six decimal places.");
        var entry = new CatalogEntry(model.Id, model.ProviderKind, model.Capabilities, price, model.ContextTokens, model.OutputTokens);
        if (!_byName.TryAdd((model.ProviderKind, model.Host?.ToLowerInvariant() ?? "", model.Id), entry))
            throw new InvalidDataException($"{at} stands twice.");
    }

    private static bool IsKnownByHost(string kind) => ProviderKinds.Parse(kind) == ProviderKind.OpenAICompatible;

    [GeneratedRegex(@"(^|[./])anthropic\.(?<model>claude-[a-z0-9.-]+?)(-v\d+(:\d+)?)?$")]
    private static partial Regex BedrockName();

    [GeneratedRegex(@"-(\d{4}-\d{2}-\d{2}|\d{8})$")]
    private static partial Regex DateSuffix();
}
