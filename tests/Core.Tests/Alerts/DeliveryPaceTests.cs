using Signalbox.Core.Alerts;

namespace Core.Tests.Alerts;

public class DeliveryPaceTests
{
    [Fact]
    public void Pauses_double_up_to_a_quarter_of_an_hour_and_vary_by_half()
    {
        DeliveryPace.PauseMs(1, 1).ShouldBe(5_000);
        DeliveryPace.PauseMs(1, 0).ShouldBe(2_500);
        DeliveryPace.PauseMs(3, 1).ShouldBe(20_000);
        DeliveryPace.PauseMs(60, 1).ShouldBe(900_000);
        DeliveryPace.PauseMs(int.MaxValue, double.PositiveInfinity).ShouldBe(900_000);
    }

    [Fact]
    public void What_the_receiver_asks_for_is_granted_within_bounds()
    {
        DeliveryPace.PauseMs(1, 0, askedMs: 30_000).ShouldBe(30_000);
        DeliveryPace.PauseMs(1, 0, askedMs: long.MaxValue).ShouldBe(900_000);
        DeliveryPace.PauseMs(1, 0, askedMs: -5).ShouldBe(2_500);
    }

    [Fact]
    public void A_message_is_tried_for_hours_and_not_for_days() =>
        Enumerable.Range(1, DeliveryPace.MostAttempts - 1).Sum(attempt => DeliveryPace.PauseMs(attempt, 1)).ShouldBeInRange(3 * 3_600_000L, 5 * 3_600_000L);

    [Fact]
    public void A_destination_that_takes_nothing_is_left_alone_longer_each_time()
    {
        DeliveryPace.RestMs(4).ShouldBe(0);
        DeliveryPace.RestMs(5).ShouldBe(60_000);
        DeliveryPace.RestMs(6).ShouldBe(120_000);
        DeliveryPace.RestMs(long.MaxValue).ShouldBe(900_000);
    }
}
