namespace Signalbox.Models.Registry;

/// <summary>A price and when it holds.</summary>
internal sealed record PricePeriodDraft : PriceDraft
{
    /// <summary>From this moment on, ISO 8601; may be left out of the first.</summary>
    public DateTimeOffset? From { get; set; }

    /// <summary>Until this moment; left out: until the next begins. It must be that moment.</summary>
    public DateTimeOffset? Until { get; set; }
}
