using Signalbox.Core.Pricing;

namespace Core.Tests.Pricing;

public class CallCostTests
{
    private static readonly ModelPrice Small = ModelPrice.FromUsd(0.15m, 0.075m, null, 0.60m)!.Value;

    [Fact]
    public void Input_and_output_are_priced_per_million() =>
        CallCost.Of(new TokenCounts(1_000_000, 1_000_000, null, null, null), Small).ShouldBe(750_000);

    [Fact]
    public void Cached_input_is_priced_once_and_at_its_own_price() // R25
        => CallCost.Of(new TokenCounts(1_000_000, 0, 400_000, null, null), Small).ShouldBe(600_000 * 150_000L / 1_000_000 + 400_000 * 75_000L / 1_000_000);

    [Fact]
    public void Cache_writes_are_not_billed_as_input_too() // R24
    {
        // 3 fresh, 12,304 written, 0 read, 550 out at USD 3 / 3.75 / 0.30 / 15 per million: the case a public gateway billed at 0.091311.
        var price = ModelPrice.FromUsd(3m, 0.30m, 3.75m, 15m)!.Value;

        CallCost.Of(new TokenCounts(3 + 12_304, 550, 0, 12_304, null), price).ShouldBe(54_399);
    }

    [Fact]
    public void Unknown_is_not_zero() // R27
    {
        CallCost.Of(new TokenCounts(null, null, null, null, null), Small).ShouldBeNull();
        CallCost.Of(new TokenCounts(0, 0, null, null, null), Small).ShouldBe(0);
        CallCost.Of(new TokenCounts(10, 10, null, null, null), null).ShouldBeNull();
    }

    [Fact]
    public void A_fraction_of_a_micro_dollar_is_rounded_once_at_the_end()
    {
        CallCost.Of(new TokenCounts(3, 0, null, null, null), Small).ShouldBe(0); // 0.45
        CallCost.Of(new TokenCounts(4, 0, null, null, null), Small).ShouldBe(1); // 0.60
        CallCost.Of(new TokenCounts(3, 1, null, null, null), Small).ShouldBe(1); // 0.45 + 0.60
    }

    [Theory]
    [InlineData(100, 500, 500)]
    [InlineData(-5, 10, 10)]
    public void Counts_that_contradict_each_other_are_clamped_and_never_priced_below_zero(long input, long cached, long written)
    {
        var cost = CallCost.Of(new TokenCounts(input, 0, cached, written, null), ModelPrice.FromUsd(1m, 0m, 0m, 1m));

        cost.ShouldNotBeNull().ShouldBeGreaterThanOrEqualTo(0);
    }

    [Fact]
    public void Absurd_counts_do_not_overflow() =>
        CallCost.Of(new TokenCounts(long.MaxValue, long.MaxValue, null, null, null), ModelPrice.FromUsd(1_000_000m, null, null, 1_000_000m)).ShouldBe(CallCost.MostMicros);

    [Theory]
    [InlineData("-0.01")]
    [InlineData("1000000.01")]
    [InlineData("0.0000001")]
    public void A_price_that_is_negative_too_high_or_too_fine_is_refused(string usd) =>
        ModelPrice.FromUsd(decimal.Parse(usd, System.Globalization.CultureInfo.InvariantCulture), null, null, 0m).ShouldBeNull();
}
