using Signalbox.Snapshots;

namespace Cluster.Tests;

/// <summary>How often the version is polled.</summary>
public sealed class PollPaceTests
{
    [Fact]
    public void It_is_often_until_changes_are_announced_and_again_when_they_no_longer_are()
    {
        var pace = new PollPace(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5));
        pace.Interval.ShouldBe(TimeSpan.FromSeconds(1));

        pace.ChangesAreAnnounced = true;
        pace.Interval.ShouldBe(TimeSpan.FromSeconds(5));

        pace.ChangesAreAnnounced = false;
        pace.Interval.ShouldBe(TimeSpan.FromSeconds(1));
    }
}
