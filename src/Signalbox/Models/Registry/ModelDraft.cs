namespace Signalbox.Models.Registry;

/// <summary>The writable fields of a model.</summary>
internal sealed record ModelDraft
{
    /// <summary>The public name, unique among models and route groups; fixed once made.</summary>
    public string? Name { get; set; }

    /// <summary>For people.</summary>
    public string? Description { get; set; }

    /// <summary>Whether callers may use it.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>Access groups it belongs to: a grant of tag:NAME allows all targets that carry the tag. At most 32.</summary>
    public IReadOnlyList<string> Tags { get; set; } = [];

    /// <summary>Where its calls may go, 1 to 64; replaced whole.</summary>
    public IReadOnlyList<DeploymentDraft> Deployments { get; set; } = [];
}

/// <summary>The writable fields of a deployment.</summary>
internal sealed record DeploymentDraft
{
    /// <summary>The provider's name.</summary>
    public string? Provider { get; set; }

    /// <summary>The name the provider knows the model by.</summary>
    public string? UpstreamModel { get; set; }

    /// <summary>Whether calls may be sent to it.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>Lower is tried first, 0 to 1,000.</summary>
    public int Priority { get; set; }

    /// <summary>Share among equals in priority, 0 to 1,000,000.</summary>
    public int Weight { get; set; } = 1;

    /// <summary>What it can do; left out, the catalog's entry counts.</summary>
    public IReadOnlyList<string>? Capabilities { get; set; }

    /// <summary>USD per million tokens; left out, the catalog's entry counts.</summary>
    public PriceDraft? Price { get; set; }

    /// <summary>Prices that follow each other, instead of price: each holds from its beginning until that of the next, 1 to 64.</summary>
    public IReadOnlyList<PricePeriodDraft>? Prices { get; set; }

    /// <summary>Longest input in tokens; left out, the catalog's entry counts.</summary>
    public long? ContextTokens { get; set; }

    /// <summary>Longest answer in tokens; left out, the catalog's entry counts.</summary>
    public long? OutputTokens { get; set; }
}
