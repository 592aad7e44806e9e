using Signalbox.Core.Ids;

namespace Core.Tests.Ids;

public class UlidTests
{
    [Fact]
    public void The_specification_s_example_comes_out() =>
        // Time part of 01ARYZ6S41TSV4RRFFQ69G5FAV, the example in the specification: 1469918176385 ms.
        Ulid.Create(1_469_918_176_385, new byte[10]).ShouldBe("01ARYZ6S410000000000000000");

    [Fact]
    public void All_ones_come_out_as_the_largest_random_part() =>
        Ulid.Create(0, Enumerable.Repeat((byte)0xFF, 10).ToArray()).ShouldBe("0000000000ZZZZZZZZZZZZZZZZ");

    [Fact]
    public void Later_ids_sort_after_earlier_ones() =>
        string.CompareOrdinal(Ulid.Create(1_000, [255, 255, 255, 255, 255, 255, 255, 255, 255, 255]), Ulid.Create(1_001, new byte[10])).ShouldBeLessThan(0);

    [Theory]
    [InlineData("01ARYZ6S41TSV4RRFFQ69G5FAV", true)]
    [InlineData("01aryz6s41tsv4rrffq69g5fav", false)]
    [InlineData("81ARYZ6S41TSV4RRFFQ69G5FAV", false)]
    [InlineData("01ARYZ6S41TSV4RRFFQ69G5FA", false)]
    [InlineData("01ARYZ6S41TSV4RRFFQ69G5FAU", false)]
    [InlineData(null, false)]
    public void The_form_is_checked(string? text, bool valid) => Ulid.IsValid(text).ShouldBe(valid);

    [Theory]
    [InlineData(0)]
    [InlineData(1_795_251_600_123)]
    [InlineData((1L << 48) - 1)]
    public void It_tells_the_time_it_begins_with(long time) =>
        Ulid.TimeOf(Ulid.Create(time, [255, 255, 255, 255, 255, 255, 255, 255, 255, 255])).ShouldBe(time);
}
