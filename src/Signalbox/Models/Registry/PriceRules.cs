using Signalbox.Admin;
using Signalbox.Core.Pricing;
using Signalbox.Wire;

namespace Signalbox.Models.Registry;

/// <summary>What a price must be, and its form in the core.</summary>
internal static class PriceRules
{
    private const int MostPeriods = 64;
    private const int MostParts = 8;
    private const string Amount = "must be between 0 and 1,000,000 USD, with at most six decimal places.";

    /// <summary>Notes what is wrong with a deployment's prices.</summary>
    public static void Check(FieldErrors errors, string at, DeploymentDraft draft)
    {
        if (draft.Price is not null) Check(errors, $"{at}.price", draft.Price, mayHaveClasses: true, mayHaveTiers: true);
        if (draft.Prices is not { } prices) return;
        errors.Require(draft.Price is null, $"{at}.price", "cannot be together with prices: the list says what holds when.");
        errors.Require(prices.Count is >= 1 and <= MostPeriods, $"{at}.prices", $"needs 1 to {MostPeriods} entries; leave it out to have the catalog's price.");
        for (var i = 0; i < prices.Count; i++) Check(errors, $"{at}.prices[{i}]", prices[i], mayHaveClasses: true, mayHaveTiers: true);
        if (PriceSchedule.Fault([.. prices.Select(p => (p.From?.ToUnixTimeMilliseconds(), p.Until?.ToUnixTimeMilliseconds()))]) is { } fault)
            errors.Add($"{at}.prices[{fault.Index}].{fault.Field}", fault.Message);
    }

    /// <summary>The core's form of a price that was checked; null for none.</summary>
    public static ModelPrice? ToPrice(PriceDraft? draft)
    {
        if (draft is null || ModelPrice.FromUsd(draft.Input, draft.CachedInput, draft.CacheWrite, draft.Output) is not { } price) return null;
        if (draft is { CacheWriteLong: null, Reasoning: null, InputAudio: null, OutputAudio: null, Request: null } and { Tiers: null or { Count: 0 }, Classes: null or { Count: 0 } })
            return price;
        return price with
        {
            Extras = new PriceExtras
            {
                CacheWriteLong = Micros(draft.CacheWriteLong), Reasoning = Micros(draft.Reasoning), InputAudio = Micros(draft.InputAudio), OutputAudio = Micros(draft.OutputAudio),
                Request = Micros(draft.Request),
                Tiers = [.. (draft.Tiers ?? []).Select(t => new PriceTier(t.AboveInputTokens, ToPrice(t.Price)!.Value))],
                Classes = [.. (draft.Classes ?? []).Select(c => new PriceClass(c.Class!, ToPrice(c.Price)!.Value))],
            },
        };
    }

    /// <summary>The core's form of prices that were checked.</summary>
    public static IReadOnlyList<PricePeriod> ToPeriods(IReadOnlyList<PricePeriodDraft>? drafts) =>
        [.. (drafts ?? []).Select(d => new PricePeriod(d.From?.ToUnixTimeMilliseconds(), ToPrice(d)!.Value))];

    private static void Check(FieldErrors errors, string at, PriceDraft draft, bool mayHaveClasses, bool mayHaveTiers)
    {
        (string Name, decimal? Usd)[] parts =
        [
            ("input", draft.Input), ("cached_input", draft.CachedInput), ("cache_write", draft.CacheWrite), ("output", draft.Output), ("cache_write_1h", draft.CacheWriteLong),
            ("reasoning", draft.Reasoning), ("input_audio", draft.InputAudio), ("output_audio", draft.OutputAudio), ("request", draft.Request),
        ];
        foreach (var (name, usd) in parts) errors.Require(usd is not { } amount || ModelPrice.ToMicros(amount) is not null, $"{at}.{name}", Amount);
        var (tiers, classes) = (draft.Tiers ?? [], draft.Classes ?? []);
        errors.Require(tiers.Count == 0 || mayHaveTiers, $"{at}.tiers", "cannot stand within a tier.");
        errors.Require(classes.Count == 0 || mayHaveClasses, $"{at}.classes", "cannot stand within a tier or a class.");
        errors.Require(tiers.Count <= MostParts, $"{at}.tiers", $"may have {MostParts} entries at most.");
        errors.Require(classes.Count <= MostParts, $"{at}.classes", $"may have {MostParts} entries at most.");
        for (var i = 0; i < tiers.Count; i++)
        {
            errors.Require(tiers[i].AboveInputTokens > (i == 0 ? 0 : tiers[i - 1].AboveInputTokens), $"{at}.tiers[{i}].above_input_tokens", "must be positive, and more than that of the tier before.");
            if (tiers[i].Price is { } price) Check(errors, $"{at}.tiers[{i}].price", price, mayHaveClasses: false, mayHaveTiers: false);
            else errors.Add($"{at}.tiers[{i}].price", "is required.");
        }
        for (var i = 0; i < classes.Count; i++)
        {
            var name = classes[i].Class;
            errors.Require(ServiceClasses.All.Contains(name), $"{at}.classes[{i}].class", $"must be one of {string.Join(", ", ServiceClasses.All)}.");
            errors.Require(!classes.Take(i).Any(c => c.Class == name), $"{at}.classes[{i}].class", "stands twice.");
            if (classes[i].Price is { } price) Check(errors, $"{at}.classes[{i}].price", price, mayHaveClasses: false, mayHaveTiers);
            else errors.Add($"{at}.classes[{i}].price", "is required.");
        }
    }

    private static long? Micros(decimal? usd) => usd is { } amount ? ModelPrice.ToMicros(amount) : null;
}
