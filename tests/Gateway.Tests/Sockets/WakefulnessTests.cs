using Signalbox.Sockets;

namespace Gateway.Tests.Sockets;

/// <summary>When a loop that waits stays awake.</summary>
public sealed class WakefulnessTests
{
    [Fact]
    public void After_a_long_wait_it_sleeps_at_once()
    {
        var (last, asked) = (TimeSpan.MaxValue, new List<int>());

        new Wakefulness(2).Await(ref last, Answer(asked, awake: 1)).ShouldBe(7);

        asked.ShouldBe([-1]);
        last.ShouldBeLessThan(TimeSpan.FromSeconds(10), "it is the time of this wait now");
    }

    [Fact]
    public void After_a_short_one_it_looks_again_and_again_before_it_sleeps()
    {
        var (last, asked) = (TimeSpan.Zero, new List<int>());

        new Wakefulness(2).Await(ref last, Answer(asked, awake: 0)).ShouldBe(7);

        asked.Count.ShouldBeGreaterThan(1);
        asked[..^1].ShouldAllBe(milliseconds => milliseconds == 0);
        asked[^1].ShouldBe(-1);
        last.ShouldBeGreaterThanOrEqualTo(Wakefulness.Longest);
    }

    [Fact]
    public void What_comes_while_it_is_awake_is_taken_without_sleep()
    {
        var (last, asked) = (TimeSpan.Zero, new List<int>());

        new Wakefulness(2).Await(ref last, Answer(asked, awake: 1)).ShouldBe(1);

        asked.ShouldBe([0]);
    }

    [Fact]
    public void One_at_a_time_stays_awake_and_none_on_one_processor()
    {
        var (last, asked) = (TimeSpan.Zero, new List<int>());
        var shared = new Wakefulness(2);
        shared.TryTake().ShouldBeTrue();

        shared.Await(ref last, Answer(asked, awake: 1)).ShouldBe(7);
        asked.ShouldBe([-1]);

        shared.Leave();
        last = TimeSpan.Zero;
        shared.Await(ref last, Answer(asked, awake: 1)).ShouldBe(1);
        shared.TryTake().ShouldBeTrue("it has left by itself");
        new Wakefulness(1).TryTake().ShouldBeFalse();
    }

    /// <summary>A wait that notes what it is asked, finds so much while it is awake, and 7 once it sleeps.</summary>
    private static Func<int, int> Answer(List<int> asked, int awake) => milliseconds =>
    {
        asked.Add(milliseconds);
        return milliseconds == 0 ? awake : 7;
    };
}
