namespace Signalbox.Models.Registry;

/// <summary>A model as the API shows it.</summary>
internal sealed record ModelView(
    string Id, string Name, string? Description, bool Enabled, IReadOnlyList<DeploymentView> Deployments,
    string Owner, string Etag, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt);

/// <summary>A deployment as the API shows it: with what the catalog fills in, and where the price comes from.</summary>
internal sealed record DeploymentView(
    string Id, string Provider, string UpstreamModel, bool Enabled, int Priority, int Weight,
    IReadOnlyList<string> Capabilities, PriceDraft? Price, string? PriceSource, long? ContextTokens, long? OutputTokens, bool Demo);
