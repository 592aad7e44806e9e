namespace Signalbox.Models.Registry;

/// <summary>A model as the API shows it.</summary>
internal sealed record ModelView(
    string Id, string Name, string? Description, bool Enabled, IReadOnlyList<string> Tags, IReadOnlyList<DeploymentView> Deployments,
    string Owner, string Etag, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt);

/// <summary>A deployment as the API shows it: with what the catalog fills in, where the price of now comes from, which prices were set, and what the catalog would say.</summary>
internal sealed record DeploymentView(
    string Id, string Provider, string UpstreamModel, bool Enabled, int Priority, int Weight,
    IReadOnlyList<string> Capabilities, PriceDraft? Price, string? PriceSource, IReadOnlyList<PricePeriodDraft> Prices, long? ContextTokens, long? OutputTokens, bool Demo, CatalogFacts? Catalog);

/// <summary>What the catalog knows of a deployment's model; an operator's own word counts more.</summary>
/// <param name="Id">The name it is known by, without a release's date.</param>
/// <param name="Capabilities">What it can do.</param>
/// <param name="Price">List price; null when unknown.</param>
/// <param name="ContextTokens">Longest input; null when unknown.</param>
/// <param name="OutputTokens">Longest answer; null when unknown.</param>
internal sealed record CatalogFacts(string Id, IReadOnlyList<string> Capabilities, PriceDraft? Price, long? ContextTokens, long? OutputTokens);
