namespace Signalbox.Models.Registry;

/// <summary>The price of all tokens of a call whose input is longer than so many tokens.</summary>
internal sealed record PriceTierDraft
{
    /// <summary>Input tokens, cached ones included, of which a call must have more.</summary>
    public long AboveInputTokens { get; set; }

    /// <summary>The price then, without tiers and classes of its own.</summary>
    public PriceDraft? Price { get; set; }
}
