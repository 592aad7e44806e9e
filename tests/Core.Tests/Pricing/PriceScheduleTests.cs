using Signalbox.Core.Pricing;

namespace Core.Tests.Pricing;

public sealed class PriceScheduleTests
{
    private static readonly ModelPrice Old = new(1, null, null, 1);
    private static readonly ModelPrice New = new(2, null, null, 2);

    [Theory]
    [InlineData(0, 1)]
    [InlineData(99, 1)]
    [InlineData(100, 2)]
    [InlineData(long.MaxValue, 2)]
    public void A_price_holds_until_the_next_begins(long at, long input) =>
        PriceSchedule.At([new(null, Old), new(100, New)], at).ShouldNotBeNull().Input.ShouldBe(input);

    [Fact]
    public void Before_the_first_begins_there_is_none() => PriceSchedule.At([new(100, New)], 99).ShouldBeNull();

    [Theory]
    [InlineData(null, 100L, 200L, null, 0, "until", "gap")]
    [InlineData(null, 300L, 200L, null, 0, "until", "overlaps")]
    [InlineData(null, null, null, null, 1, "from", "is required")]
    [InlineData(300L, null, 200L, null, 1, "from", "later than that of the price before")]
    [InlineData(200L, null, 200L, null, 1, "from", "later than that of the price before")]
    [InlineData(200L, 100L, 300L, null, 0, "until", "later than from")]
    [InlineData(null, 200L, 200L, 300L, 1, "until", "nothing follows")]
    public void Gaps_and_overlaps_are_named_with_their_place(long? from, long? until, long? nextFrom, long? nextUntil, int index, string field, string words)
    {
        var fault = PriceSchedule.Fault([(from, until), (nextFrom, nextUntil)]).ShouldNotBeNull();

        (fault.Index, fault.Field).ShouldBe((index, field));
        fault.Message.ShouldContain(words);
    }

    [Fact]
    public void Any_list_without_a_fault_has_one_price_at_each_moment_from_its_beginning_on() => Property.Holds(random =>
    {
        var periods = Enumerable.Range(0, 1 + random.Next(5)).Select(i => ((long?)random.Next(0, 8), random.Next(3) == 0 ? (long?)random.Next(0, 8) : null)).ToList();
        if (random.Next(2) == 0) periods[0] = (null, periods[0].Item2);
        if (PriceSchedule.Fault(periods) is not null) return;
        var list = periods.Select((p, i) => new PricePeriod(p.Item1, new ModelPrice(i, null, null, 0))).ToList();

        for (var at = 0; at < 10; at++)
        {
            var holding = Enumerable.Range(0, periods.Count).Where(i => (periods[i].Item1 ?? 0) <= at && at < (i + 1 < periods.Count ? periods[i + 1].Item1!.Value : long.MaxValue)).ToList();
            if (at < (periods[0].Item1 ?? 0)) PriceSchedule.At(list, at).ShouldBeNull();
            else PriceSchedule.At(list, at).ShouldNotBeNull().Input.ShouldBe(holding.ShouldHaveSingleItem());
        }
    });
}
