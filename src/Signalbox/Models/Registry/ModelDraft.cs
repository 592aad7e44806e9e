namespace Signalbox.Models.Registry;

/// <summary>The writable fields of a model.</summary>
internal sealed record ModelDraft
{
    /// <summary>The public name, unique among models and route groups; fixed once made.</summary>
    public string? Name { get; init; }

    /// <summary>For people.</summary>
    public string? Description { get; init; }

    /// <summary>Whether callers may use it.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>Where its calls may go, 1 to 64; replaced whole.</summary>
    public IReadOnlyList<DeploymentDraft> Deployments { get; init; } = [];
}

/// <summary>The writable fields of a deployment.</summary>
internal sealed record DeploymentDraft
{
    /// <summary>The provider's name.</summary>
    public string? Provider { get; init; }

    /// <summary>The name the provider knows the model by.</summary>
    public string? UpstreamModel { get; init; }

    /// <summary>Whether calls may be sent to it.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>Lower is tried first, 0 to 1,000.</summary>
    public int Priority { get; init; }

    /// <summary>Share among equals in priority, 0 to 1,000,000.</summary>
    public int Weight { get; init; } = 1;

    /// <summary>What it can do; left out, the catalog's entry counts.</summary>
    public IReadOnlyList<string>? Capabilities { get; init; }

    /// <summary>USD per million tokens; left out, the catalog's entry counts.</summary>
    public PriceDraft? Price { get; init; }

    /// <summary>Longest input in tokens; left out, the catalog's entry counts.</summary>
    public long? ContextTokens { get; init; }

    /// <summary>Longest answer in tokens; left out, the catalog's entry counts.</summary>
    public long? OutputTokens { get; init; }
}

/// <summary>Prices in USD per million tokens.</summary>
internal sealed record PriceDraft
{
    /// <summary>Input from no cache.</summary>
    public decimal Input { get; init; }

    /// <summary>Input read from the provider's cache; left out: as input.</summary>
    public decimal? CachedInput { get; init; }

    /// <summary>Input written to the provider's cache; left out: as input.</summary>
    public decimal? CacheWrite { get; init; }

    /// <summary>Output.</summary>
    public decimal Output { get; init; }
}
