using Signalbox.Core.Pricing;

namespace Core.Tests.Pricing;

/// <summary>What providers' own price lists come to, part by part.</summary>
public sealed class GoldenCostTests
{
    // Claude Sonnet 4.5: USD 3 in, 15 out, 0.30 read, 3.75 written for five minutes, 6 for an hour; above 200,000 input tokens 6, 22.50, 0.60, 7.50, 12.
    private static readonly ModelPrice Sonnet = ModelPrice.FromUsd(3m, 0.30m, 3.75m, 15m)!.Value with
    {
        Extras = new PriceExtras
        {
            CacheWriteLong = 6_000_000,
            Tiers = [new(200_000, ModelPrice.FromUsd(6m, 0.60m, 7.50m, 22.50m)!.Value with { Extras = new PriceExtras { CacheWriteLong = 12_000_000 } })],
            Classes = [new("batch", ModelPrice.FromUsd(1.50m, 0.15m, 1.875m, 7.50m)!.Value)],
        },
    };

    [Fact]
    public void A_cache_write_is_priced_once_at_the_price_of_its_lifetime() // R24
    {
        CallCost.Of(new(12_307, 550, 0, 12_304, null), Sonnet).ShouldBe(54_399);
        CallCost.Of(new(12_307, 550, 0, 12_304, null), new BilledExtras { CacheWriteLong = 12_304 }, Sonnet).ShouldBe(9 + 73_824 + 8_250);
        CallCost.Of(new(12_307, 550, 0, 12_304, null), new BilledExtras { CacheWriteLong = 4_000 }, Sonnet).ShouldBe(9 + 24_000 + 31_140 + 8_250);
    }

    [Fact]
    public void Cache_reads_are_not_billed_as_input_too() => // R25
        CallCost.Of(new(100_000, 0, 90_000, null, null), Sonnet).ShouldBe(10_000 * 3 + 90_000 * 3 / 10);

    [Theory]
    [InlineData(200_000, 200_000 * 3)]
    [InlineData(200_001, 200_001 * 6)]
    public void A_long_input_has_its_own_price_for_all_of_it(long input, long micros) => CallCost.Of(new(input, 0, null, null, null), Sonnet).ShouldBe(micros);

    [Fact]
    public void Output_of_a_long_call_has_that_price_too() => CallCost.Of(new(250_000, 1_000, 250_000, null, null), Sonnet).ShouldBe(150_000 + 22_500);

    [Theory]
    [InlineData(null, 3_000)]
    [InlineData("priority", 3_000)]
    [InlineData("batch", 1_500)]
    [InlineData("BATCH", 1_500)]
    public void A_class_of_service_that_is_priced_apart_counts(string? serviceClass, long micros) =>
        CallCost.Of(new(1_000, 0, null, null, null), new BilledExtras { ServiceClass = serviceClass }, Sonnet).ShouldBe(micros);

    [Fact]
    public void Sound_thoughts_and_calls_have_prices_of_their_own()
    {
        var price = ModelPrice.FromUsd(2.50m, null, null, 10m)!.Value with
        {
            Extras = new PriceExtras { InputAudio = 40_000_000, OutputAudio = 80_000_000, Reasoning = 12_000_000, Request = 5_000 },
        };

        CallCost.Of(new(1_000, 500, null, null, 100), new BilledExtras { InputAudio = 600, OutputAudio = 200 }, price)
            .ShouldBe(400 * 25 / 10 + 600 * 40 + 200 * 80 + 100 * 12 + 200 * 10 + 5_000);
    }

    [Fact]
    public void Parts_that_contradict_the_whole_never_make_a_cost_negative() => Property.Holds(random =>
    {
        long? Some() => random.Next(3) switch { 0 => null, 1 => random.NextInt64(-5, 2_000), _ => random.NextInt64(0, 500_000) };
        var free = ModelPrice.FromUsd(3m, 0m, 0m, 15m)!.Value with { Extras = new PriceExtras { CacheWriteLong = 0, InputAudio = 0, OutputAudio = 0, Reasoning = 0, Tiers = Sonnet.Extras!.Tiers } };

        var cost = CallCost.Of(new(Some(), Some(), Some(), Some(), Some()), new BilledExtras { CacheWriteLong = Some(), InputAudio = Some(), OutputAudio = Some() }, random.Next(2) == 0 ? free : Sonnet);

        (cost ?? 0).ShouldBeGreaterThanOrEqualTo(0);
    }, 300);
}
