namespace Signalbox.Models.Registry;

/// <summary>The price at a class of service.</summary>
internal sealed record PriceClassDraft
{
    /// <summary>As the provider calls it: batch, flex, priority.</summary>
    public string? Class { get; set; }

    /// <summary>The price then, without classes of its own.</summary>
    public PriceDraft? Price { get; set; }
}
