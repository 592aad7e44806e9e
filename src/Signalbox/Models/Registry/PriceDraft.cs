using System.Text.Json.Serialization;

namespace Signalbox.Models.Registry;

/// <summary>Prices in USD per million tokens.</summary>
internal record PriceDraft
{
    /// <summary>Input from no cache.</summary>
    public decimal Input { get; set; }

    /// <summary>Input read from the provider's cache; left out: as input.</summary>
    public decimal? CachedInput { get; set; }

    /// <summary>Input written to the provider's cache; left out: as input.</summary>
    public decimal? CacheWrite { get; set; }

    /// <summary>Output.</summary>
    public decimal Output { get; set; }

    /// <summary>Input written to the provider's cache for an hour; left out: as other cache writes.</summary>
    [JsonPropertyName("cache_write_1h")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public decimal? CacheWriteLong { get; set; }

    /// <summary>Reasoning tokens; left out: as output.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public decimal? Reasoning { get; set; }

    /// <summary>Sound in the input; left out: as input.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public decimal? InputAudio { get; set; }

    /// <summary>Sound in the output; left out: as output.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public decimal? OutputAudio { get; set; }

    /// <summary>USD for each call; left out: nothing.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public decimal? Request { get; set; }

    /// <summary>Prices of calls with a long input, by the length from which they hold; up to 8.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<PriceTierDraft>? Tiers { get; set; }

    /// <summary>Prices at other classes of service; up to 8.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<PriceClassDraft>? Classes { get; set; }
}
