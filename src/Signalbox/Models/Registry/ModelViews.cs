using Signalbox.Admin;
using Signalbox.Core.Assets;
using Signalbox.Core.Pricing;
using Signalbox.Models.Catalog;

namespace Signalbox.Models.Registry;

/// <summary>Joins what the operator wrote with what the catalog knows: for the API, and for the snapshot.</summary>
internal sealed class ModelViews(ModelCatalog catalog, TimeProvider time)
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
            Price = PriceRules.ToPrice(settings.Price) ?? known?.Price,
            Prices = PriceRules.ToPeriods(settings.Prices),
            ContextTokens = settings.ContextTokens ?? known?.ContextTokens,
            OutputTokens = settings.OutputTokens ?? known?.OutputTokens,
        };
    }

    private DeploymentView ToView(DeploymentRow row)
    {
        var settings = row.ReadSettings();
        var effective = ToDeployment(row);
        var now = effective.PriceAt(time.GetUtcNow().ToUnixTimeMilliseconds());
        var source = settings.Price is not null || settings.Prices is not null ? "own" : now is not null ? "catalog" : null;
        return new DeploymentView(
            row.Id, row.Provider, row.UpstreamModel, effective.Enabled, effective.Priority, effective.Weight, effective.Capabilities,
            ToDraft(now), source, settings.Prices ?? [], effective.ContextTokens, effective.OutputTokens, row.ProviderKind == "demo",
            Known(row) is { } known ? new CatalogFacts(known.Id, known.Capabilities, ToDraft(known.Price), known.ContextTokens, known.OutputTokens) : null);
    }

    private static PriceDraft? ToDraft(ModelPrice? price) => price is not { } p ? null : new PriceDraft
    {
        Input = ModelPrice.ToUsd(p.Input),
        CachedInput = p.CachedInput is { } cached ? ModelPrice.ToUsd(cached) : null,
        CacheWrite = p.CacheWrite is { } write ? ModelPrice.ToUsd(write) : null,
        Output = ModelPrice.ToUsd(p.Output),
        CacheWriteLong = Usd(p.Extras?.CacheWriteLong),
        Reasoning = Usd(p.Extras?.Reasoning),
        InputAudio = Usd(p.Extras?.InputAudio),
        OutputAudio = Usd(p.Extras?.OutputAudio),
        Request = Usd(p.Extras?.Request),
        Tiers = p.Extras is { Tiers.Count: > 0 } ? [.. p.Extras.Tiers.Select(t => new PriceTierDraft { AboveInputTokens = t.Above, Price = ToDraft(t.Price) })] : null,
        Classes = p.Extras is { Classes.Count: > 0 } ? [.. p.Extras.Classes.Select(c => new PriceClassDraft { Class = c.Name, Price = ToDraft(c.Price) })] : null,
    };

    private static decimal? Usd(long? micros) => micros is { } amount ? ModelPrice.ToUsd(amount) : null;
}
