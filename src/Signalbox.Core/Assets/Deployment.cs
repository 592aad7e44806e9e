using Signalbox.Core.Pricing;

namespace Signalbox.Core.Assets;

/// <summary>One model at one provider.</summary>
public sealed record Deployment
{
    /// <summary>Identity (ULID).</summary>
    public required string Id { get; init; }

    /// <summary>The provider's id.</summary>
    public required string ProviderId { get; init; }

    /// <summary>The name the provider knows the model by.</summary>
    public required string UpstreamModel { get; init; }

    /// <summary>Whether calls may be sent to it.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>Lower is tried first; equals share by weight.</summary>
    public int Priority { get; init; }

    /// <summary>Share among deployments of the same priority; 0 takes none unless all others fail.</summary>
    public int Weight { get; init; } = 1;

    /// <summary>What it can do: chat, responses, tools, images, structured_output and so on.</summary>
    public IReadOnlyList<string> Capabilities { get; init; } = [];

    /// <summary>Prices; null when unknown, and then calls have no cost.</summary>
    public ModelPrice? Price { get; init; }

    /// <summary>Prices that follow each other, in order; where there are any, they count instead of <see cref="Price"/>.</summary>
    public IReadOnlyList<PricePeriod> Prices { get; init; } = [];

    /// <summary>The price of a call that arrives at a moment, Unix milliseconds; null when unknown.</summary>
    public ModelPrice? PriceAt(long at) => Prices.Count == 0 ? Price : PriceSchedule.At(Prices, at);

    /// <summary>Longest input it takes, in tokens; null when unknown.</summary>
    public long? ContextTokens { get; init; }

    /// <summary>Longest answer it gives, in tokens; null when unknown.</summary>
    public long? OutputTokens { get; init; }
}
