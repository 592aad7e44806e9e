using Signalbox.Core.Pricing;

namespace Signalbox.Models.Catalog;

/// <summary>What is commonly known of a model: filled in where the operator says nothing.</summary>
/// <param name="Id">The name its maker gives it.</param>
/// <param name="ProviderKind">Whose model it is, in the words of a provider's kind.</param>
/// <param name="Capabilities">What it can do.</param>
/// <param name="Price">List price; null when unknown.</param>
/// <param name="ContextTokens">Longest input; null when unknown.</param>
/// <param name="OutputTokens">Longest answer; null when unknown.</param>
internal sealed record CatalogEntry(
    string Id, string ProviderKind, IReadOnlyList<string> Capabilities, ModelPrice? Price, long? ContextTokens, long? OutputTokens);
