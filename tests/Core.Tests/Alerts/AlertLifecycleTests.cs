using Signalbox.Core.Alerts;

namespace Core.Tests.Alerts;

public class AlertLifecycleTests
{
    private static readonly AlertPolicy Policy = new(ForMs: 60_000, ResolveAfterMs: 120_000, RepeatMs: 600_000, HoldMs: 900_000);

    [Fact]
    public void It_fires_once_the_condition_has_held_for_long_enough_and_is_over_once_it_has_not_for_long_enough()
    {
        var life = new Life(Policy);

        life.At(0, true).ShouldBe(AlertNews.None);
        life.Episode!.State.ShouldBe(AlertState.Pending);
        life.At(59_999, true).ShouldBe(AlertNews.None);
        life.At(60_000, true).ShouldBe(AlertNews.Firing);
        life.At(70_000, true).ShouldBe(AlertNews.None, "one message is enough");
        life.At(80_000, false).ShouldBe(AlertNews.None);
        life.At(190_000, false).ShouldBe(AlertNews.None);
        life.At(200_000, false).ShouldBe(AlertNews.Resolved);
        (life.Episode!.State, life.Episode.ResolvedAt).ShouldBe((AlertState.Resolved, 200_000));
    }

    [Fact]
    public void A_first_sign_that_comes_to_nothing_is_told_to_nobody()
    {
        var life = new Life(Policy);

        life.At(0, true);
        life.At(30_000, false).ShouldBe(AlertNews.None);

        life.Episode.ShouldBeNull();
    }

    [Fact]
    public void Flapping_neither_ends_nor_repeats_it()
    {
        var life = new Life(Policy);
        life.At(0, true);
        life.At(60_000, true).ShouldBe(AlertNews.Firing);

        for (var at = 70_000; at < 600_000; at += 10_000) life.At(at, at / 10_000 % 6 == 0).ShouldBe(AlertNews.None, at.ToString());

        life.Episode!.State.ShouldBe(AlertState.Firing);
    }

    [Fact]
    public void What_still_fires_is_told_again_in_its_time_unless_somebody_has_taken_it_in_hand()
    {
        var life = new Life(Policy with { ForMs = 0 });

        life.At(0, true).ShouldBe(AlertNews.Firing);
        life.At(599_999, true).ShouldBe(AlertNews.None);
        life.At(600_000, true).ShouldBe(AlertNews.Repeated);
        life.At(1_200_000, true, hush: AlertHush.Acknowledged).ShouldBe(AlertNews.None);
        life.At(1_300_000, true, level: 100, hush: AlertHush.Acknowledged).ShouldBe(AlertNews.Escalated, "that it got worse is told all the same");
        new Life(Policy with { ForMs = 0, RepeatMs = 0 }).Run(0, 100_000_000, 10_000_000, true).ShouldBe([AlertNews.Firing]);
    }

    [Fact]
    public void Each_further_level_is_told_once_and_going_back_is_not()
    {
        var life = new Life(Policy with { ForMs = 0, RepeatMs = 0 });

        life.At(0, true, level: 70).ShouldBe(AlertNews.Firing);
        life.At(1, true, level: 90).ShouldBe(AlertNews.Escalated);
        life.At(2, true, level: 70).ShouldBe(AlertNews.None);
        life.At(3, true, level: 90).ShouldBe(AlertNews.None);
        life.At(4, true, level: 100).ShouldBe(AlertNews.Escalated);
        life.Episode!.Messages.ShouldBe(3);
    }

    [Fact]
    public void A_silence_holds_back_what_fires_until_it_ends_and_never_that_what_was_told_is_over()
    {
        var life = new Life(Policy with { ForMs = 0, ResolveAfterMs = 0 });
        life.At(0, true, hush: AlertHush.Silenced).ShouldBe(AlertNews.None);
        life.At(1_000, true).ShouldBe(AlertNews.Firing, "the silence is over and it still fires");
        life.At(2_000, false, hush: AlertHush.Silenced).ShouldBe(AlertNews.Resolved);

        var unheard = new Life(Policy with { ForMs = 0, ResolveAfterMs = 0 });
        unheard.At(0, true, hush: AlertHush.Silenced);
        unheard.At(1_000, false).ShouldBe(AlertNews.None, "who heard nothing of it need not hear that it is over");
        unheard.Episode!.State.ShouldBe(AlertState.Resolved);
    }

    [Fact]
    public void Not_knowing_changes_nothing_until_it_has_lasted_for_too_long()
    {
        var life = new Life(Policy with { ForMs = 0 });
        life.At(0, null).ShouldBe(AlertNews.None);
        life.Episode.ShouldBeNull();

        life.At(1_000, true).ShouldBe(AlertNews.Firing);
        life.At(500_000, null).ShouldBe(AlertNews.None);
        life.At(901_000, null).ShouldBe(AlertNews.Resolved);
    }

    [Fact]
    public void A_clock_that_goes_back_stands_still()
    {
        var life = new Life(Policy with { ForMs = 0 });
        life.At(1_000_000, true).ShouldBe(AlertNews.Firing);

        life.At(0, false).ShouldBe(AlertNews.None);
        life.At(1_119_999, false).ShouldBe(AlertNews.None);
        life.At(1_120_000, false).ShouldBe(AlertNews.Resolved);
    }

    [Fact]
    public void Whatever_is_read_messages_come_in_an_order_that_makes_sense() => Property.Holds(random =>
    {
        var policy = new AlertPolicy(random.Next(3) * 30_000, random.Next(3) * 30_000, random.Next(2) * 60_000, 300_000);
        var (life, now, open) = (new Life(policy), 0L, false);
        for (var i = 0; i < 300; i++)
        {
            now += random.Next(20_000);
            var news = life.At(now, random.Next(5) switch { 0 => null, 1 or 2 => false, _ => true }, random.Next(3), (AlertHush)random.Next(3));
            if (news == AlertNews.Firing) open.ShouldBeFalse("fires only what does not yet");
            if (news is AlertNews.Escalated or AlertNews.Repeated or AlertNews.Resolved) open.ShouldBeTrue($"{news} of what nobody was told of");
            open = news == AlertNews.Firing || (open && news != AlertNews.Resolved);
            if (life.Episode is { State: AlertState.Resolved })
            {
                open.ShouldBeFalse("what was told is told to be over");
                life.Forget();
            }
        }
    });

    private sealed class Life(AlertPolicy policy)
    {
        public AlertEpisode? Episode { get; private set; }

        public AlertNews At(long now, bool? isBreached, int level = 0, AlertHush hush = AlertHush.None)
        {
            var step = AlertLifecycle.Advance(Episode, isBreached, level, policy, hush, now);
            AlertLifecycle.Advance(Episode, isBreached, level, policy, hush, now).ShouldBe(step, "the same twice");
            Episode = step.Episode;
            return step.News;
        }

        public void Forget() => Episode = null;

        public IReadOnlyList<AlertNews> Run(long from, long to, long step, bool isBreached)
        {
            var told = new List<AlertNews>();
            for (var at = from; at < to; at += step) told.Add(At(at, isBreached));
            return [.. told.Where(news => news != AlertNews.None)];
        }
    }
}
