using System.Text.Json.Serialization;
using Signalbox.Models.Registry;

namespace Signalbox.Models.Catalog;

/// <summary>The catalog's file.</summary>
internal sealed record CatalogDocument
{
    /// <summary>The day its facts were taken.</summary>
    public required DateOnly Date { get; init; }

    /// <summary>Where they were taken from.</summary>
    public required string Source { get; init; }

    /// <summary>Always USD.</summary>
    public required string Currency { get; init; }

    /// <summary>The models.</summary>
    public required IReadOnlyList<CatalogDocumentModel> Models { get; init; }
}

/// <summary>A model in the catalog's file.</summary>
internal sealed record CatalogDocumentModel
{
    public required string Id { get; init; }
    public required string ProviderKind { get; init; }
    public required IReadOnlyList<string> Capabilities { get; init; }
    public PriceDraft? Price { get; init; }
    public long? ContextTokens { get; init; }
    public long? OutputTokens { get; init; }
}

/// <summary>JSON form of the catalog; unknown fields are errors, so that a misspelt price is not taken for none.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true, ReadCommentHandling = System.Text.Json.JsonCommentHandling.Skip, AllowTrailingCommas = true)]
[JsonSerializable(typeof(CatalogDocument))]
internal sealed partial class CatalogJson : JsonSerializerContext;
