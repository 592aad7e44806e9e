using Signalbox.Admin;
using Signalbox.Core.Assets;
using Signalbox.Core.Pricing;
using Signalbox.Models.Catalog;

namespace Signalbox.Models.Registry;

/// <summary>Joins what the operator wrote with what the catalog knows: for the API, and for the snapshot.</summary>
internal sealed class ModelViews(ModelCatalog catalog)
{
    /// <summary>As the API shows it.</summary>
    public ModelView ToView(StoredModel model) => new(
        model.Row.Id, model.Row.Name, model.Row.Description, model.Row.Enabled != 0, model.Row.ReadTags(), [.. model.Deployments.Select(ToView)],
        model.Row.Owner, Preconditions.ETag(model.Row.Revision),
        DateTimeOffset.FromUnixTimeMilliseconds(model.Row.CreatedAt), DateTimeOffset.FromUnixTimeMilliseconds(model.Row.UpdatedAt));

    /// <summary>As the snapshot needs it.</summary>
    public Model ToModel(StoredModel model) => new()
    {
        Id = model.Row.Id,
        Name = model.Row.Name,
        Enabled = model.Row.Enabled != 0,
        Tags = model.Row.ReadTags(),
        CreatedAt = model.Row.CreatedAt / 1000,
        Deployments = [.. model.Deployments.Select(ToDeployment)],
    };

    private CatalogEntry? Known(DeploymentRow row) => catalog.Find(row.ProviderKind, row.ReadProviderUrl(), row.UpstreamModel);

    private Deployment ToDeployment(DeploymentRow row)
    {
        var settings = row.ReadSettings();
        var known = Known(row);
        return new Deployment
        {
            Id = row.Id,
            ProviderId = row.ProviderId,
            UpstreamModel = row.UpstreamModel,
            Enabled = row.Enabled != 0,
            Priority = settings.Priority,
            Weight = settings.Weight,
            Capabilities = settings.Capabilities ?? known?.Capabilities ?? [],
            Price = ModelRegistry.ToPrice(settings.Price) ?? known?.Price,
            ContextTokens = settings.ContextTokens ?? known?.ContextTokens,
            OutputTokens = settings.OutputTokens ?? known?.OutputTokens,
        };
    }

    private DeploymentView ToView(DeploymentRow row)
    {
        var settings = row.ReadSettings();
        var effective = ToDeployment(row);
        var source = settings.Price is not null ? "own" : effective.Price is not null ? "catalog" : null;
        return new DeploymentView(
            row.Id, row.Provider, row.UpstreamModel, effective.Enabled, effective.Priority, effective.Weight, effective.Capabilities,
            ToDraft(effective.Price), source, effective.ContextTokens, effective.OutputTokens, row.ProviderKind == "demo",
            Known(row) is { } known ? new CatalogFacts(known.Id, known.Capabilities, ToDraft(known.Price), known.ContextTokens, known.OutputTokens) : null);
    }

    private static PriceDraft? ToDraft(ModelPrice? price) => price is not { } p ? null : new PriceDraft
    {
        Input = ModelPrice.ToUsd(p.Input),
        CachedInput = p.CachedInput is { } cached ? ModelPrice.ToUsd(cached) : null,
        CacheWrite = p.CacheWrite is { } write ? ModelPrice.ToUsd(write) : null,
        Output = ModelPrice.ToUsd(p.Output),
    };
}
