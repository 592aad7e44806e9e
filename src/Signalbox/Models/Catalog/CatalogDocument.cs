using System.Text.Json.Serialization;

namespace Signalbox.Models.Catalog;

/// <summary>The catalog's file.</summary>
internal sealed record CatalogDocument
{
    /// <summary>The day its facts were taken.</summary>
    public required DateOnly Date { get; init; }

    /// <summary>Where they were taken from, and what the prices leave out.</summary>
    public required string Source { get; init; }

    /// <summary>Always USD.</summary>
    public required string Currency { get; init; }

    /// <summary>The models.</summary>
    public required IReadOnlyList<CatalogDocumentModel> Models { get; init; }
}

/// <summary>A model in the catalog's file.</summary>
internal sealed record CatalogDocumentModel
{
    /// <summary>The name its provider knows it by.</summary>
    public required string Id { get; init; }

    /// <summary>The kind of provider that serves it.</summary>
    public required string ProviderKind { get; init; }

    /// <summary>
    /// For <c>openai_compatible</c>, whose hosts price the same model differently: the host name this entry holds for, as it stands in the
    /// provider's base URL. Absent for every other kind.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Host { get; init; }

    /// <summary>What it can do there.</summary>
    public required IReadOnlyList<string> Capabilities { get; init; }

    /// <summary>List price; absent when unknown.</summary>
    public CatalogPrice? Price { get; init; }

    /// <summary>Longest prompt and answer together, in tokens; absent when unknown.</summary>
    public long? ContextTokens { get; init; }

    /// <summary>Longest answer in tokens; absent when unknown.</summary>
    public long? OutputTokens { get; init; }
}

/// <summary>A list price in USD per million tokens. Input and output must be said: a price left out is not free.</summary>
internal sealed record CatalogPrice
{
    /// <summary>Input from no cache.</summary>
    public required decimal Input { get; init; }

    /// <summary>Input read from the provider's cache; absent: as input.</summary>
    public decimal? CachedInput { get; init; }

    /// <summary>Input written to the provider's cache; absent: as input.</summary>
    public decimal? CacheWrite { get; init; }

    /// <summary>Output, reasoning included; 0 for embeddings.</summary>
    public required decimal Output { get; init; }
}

/// <summary>JSON form of the catalog; unknown fields are errors, so that a misspelt price is not taken for none.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true, ReadCommentHandling = System.Text.Json.JsonCommentHandling.Skip, AllowTrailingCommas = true)]
[JsonSerializable(typeof(CatalogDocument))]
internal sealed partial class CatalogJson : JsonSerializerContext;
