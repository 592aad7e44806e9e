using System.Text.Json;
using Signalbox.Core.Assets;

namespace Signalbox.Models.Registry;

/// <summary>A row of <c>models</c>.</summary>
internal sealed record ModelRow
{
    public required string Id { get; init; }
    public required string Name { get; init; }
    public string? Description { get; init; }
    public long Enabled { get; init; }
    /// <summary>JSON list of access groups.</summary>
    public string Tags { get; init; } = "[]";
    public required string Owner { get; init; }
    public long Revision { get; init; }
    public long CreatedAt { get; init; }
    public long UpdatedAt { get; init; }

    /// <summary>The access groups, read.</summary>
    public string[] ReadTags() => JsonSerializer.Deserialize(Tags, ModelsJson.Default.StringArray)!;

    /// <summary>As what can be granted.</summary>
    public AssetRow ToAsset() => new(AssetKind.CallableTarget, Name, ReadTags());
}

/// <summary>A row of <c>deployments</c>, with its provider's name, kind and settings.</summary>
internal sealed record DeploymentRow
{
    public required string Id { get; init; }
    public required string ModelId { get; init; }
    public required string ProviderId { get; init; }
    public string Provider { get; init; } = "";
    public string ProviderKind { get; init; } = "";
    /// <summary>JSON of <see cref="Providers.ProviderSettings"/>.</summary>
    public required string ProviderSettings { get; init; }
    public required string UpstreamModel { get; init; }
    public long Position { get; init; }
    public long Enabled { get; init; }
    /// <summary>JSON of <see cref="DeploymentSettings"/>.</summary>
    public required string Settings { get; init; }

    /// <summary>The settings, read.</summary>
    public DeploymentSettings ReadSettings() => JsonSerializer.Deserialize(Settings, ModelsJson.Default.DeploymentSettings)!;

    /// <summary>Where the provider is.</summary>
    public string ReadProviderUrl() => JsonSerializer.Deserialize(ProviderSettings, ModelsJson.Default.ProviderSettings)!.BaseUrl;

    /// <summary>The row's writable fields.</summary>
    public DeploymentDraft ToDraft()
    {
        var settings = ReadSettings();
        return new DeploymentDraft
        {
            Provider = Provider,
            UpstreamModel = UpstreamModel,
            Enabled = Enabled != 0,
            Priority = settings.Priority,
            Weight = settings.Weight,
            Capabilities = settings.Capabilities,
            Price = settings.Price,
            Prices = settings.Prices,
            ContextTokens = settings.ContextTokens,
            OutputTokens = settings.OutputTokens,
        };
    }
}

/// <summary>What <c>deployments.settings</c> holds: what the operator wrote, nothing the catalog filled in.</summary>
internal sealed record DeploymentSettings
{
    public int Priority { get; set; }
    public int Weight { get; set; } = 1;
    public IReadOnlyList<string>? Capabilities { get; set; }
    public PriceDraft? Price { get; set; }
    public IReadOnlyList<PricePeriodDraft>? Prices { get; set; }
    public long? ContextTokens { get; set; }
    public long? OutputTokens { get; set; }
}

/// <summary>A model with its deployments.</summary>
internal sealed record StoredModel(ModelRow Row, IReadOnlyList<DeploymentRow> Deployments)
{
    /// <summary>The writable fields.</summary>
    public ModelDraft ToDraft() => new()
    {
        Name = Row.Name,
        Description = Row.Description,
        Enabled = Row.Enabled != 0,
        Tags = Row.ReadTags(),
        Deployments = [.. Deployments.Select(d => d.ToDraft())],
    };
}

/// <summary>A deployment that uses a provider.</summary>
internal sealed record ProviderUser(string Model, string DeploymentId, string UpstreamModel);
