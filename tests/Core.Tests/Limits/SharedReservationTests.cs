using Signalbox.Core.Limits;

namespace Core.Tests.Limits;

/// <summary>
/// The whole reservation protocol with the code that runs it: counters, shares and their agreement, over every short order of what can happen to two
/// instances and over long random ones. What all take together never goes beyond the amount by more than what was said when an instance was cut
/// off, and nothing stays taken that nobody holds.
/// </summary>
public sealed class SharedReservationTests
{
    private const int Amount = 4;
    private static readonly string[] Happenings = ["begin0", "begin1", "end0", "end1", "pass", "stall1", "lose0", "regain", "race", "restore", "kill1"];

    /// <summary>All orders of five happenings, for an exact quota.</summary>
    [Fact]
    public void Every_order_of_five_happenings_holds_the_limit_R02_R03_R04_R12()
    {
        var order = new int[5];
        var runs = 0;
        do
        {
            runs++;
            var world = new World(new LimitRule { Measure = LimitMeasure.Requests, Period = LimitPeriod.Month, Amount = Amount, Exact = true }, 2, [0, 7_000], forLong: false);
            foreach (var step in order) world.Do(Happenings[step]);
            world.Check(Trail());
            world.CheckNothingLeaks(Trail());
        }
        while (Next(order));
        runs.ShouldBe((int)Math.Pow(Happenings.Length, order.Length));

        string Trail() => string.Join(' ', order.Select(step => Happenings[step]));
    }

    [Theory]
    [InlineData(LimitPeriod.Now, false)]
    [InlineData(LimitPeriod.Month, false)]
    [InlineData(LimitPeriod.Month, true)]
    public void Long_random_orders_hold_the_limit_but_for_the_bound_R01_R02_R04(LimitPeriod period, bool exact) => Property.Holds(random =>
    {
        var rule = new LimitRule { Measure = period == LimitPeriod.Now ? LimitMeasure.Concurrency : LimitMeasure.Requests, Period = period, Amount = random.Next(2, 40), Exact = exact };
        var world = new World(rule, 3, [0, random.Next(100_000), random.Next(1_000_000)], forLong: random.Next(2) == 0);
        var trail = new List<string>();
        for (var step = 0; step < 60; step++)
        {
            var one = random.Next(4) > 0 ? Happenings[random.Next(5)] : Happenings[random.Next(Happenings.Length)];
            trail.Add(one);
            world.Do(one);
            world.Check(string.Join(' ', trail));
        }
        world.CheckNothingLeaks(string.Join(' ', trail));
    });

    /// <summary>A lapsed share came to life again when the store went, although others had it by then.</summary>
    [Fact]
    public void A_share_that_has_ended_is_not_gone_on_with_when_the_store_goes()
    {
        var rule = Bench.Concurrency(10);
        var store = new SimulatedStore();
        var (first, second) = (new SimulatedInstance(store, rule, "0", 2, 0), new SimulatedInstance(store, rule, "1", 2, 0));
        for (var i = 0; i < 4; i++) first.Begin();
        while (first.Open > 0) first.End();
        store.Now += 80_000;
        while (second.Begin()) { }
        second.Open.ShouldBe(10);

        first.Lose(forLong: true);

        // It knows nothing of the other: an equal part of the whole, not what it had long ago beside that.
        first.Standing.Share.ShouldBe(5);
    }

    /// <summary>The only one who took anything was killed, and the store came back from before that: nobody who lives can set it right, but the database.</summary>
    [Fact]
    public void What_only_the_dead_knew_is_known_from_the_database_after_an_old_copy_R04()
    {
        var rule = new LimitRule { Measure = LimitMeasure.Requests, Period = LimitPeriod.Month, Amount = 4, Exact = true };
        var store = new SimulatedStore();
        var dead = new SimulatedInstance(store, rule, "1", 2, 0);
        for (var i = 0; i < 4; i++) dead.Begin().ShouldBeTrue();
        store.Value = null;
        var (without, with) = (new SimulatedInstance(store, rule, "2", 2, 0), new SimulatedInstance(store, rule, "3", 2, 0, knownTaken: 4));

        with.Begin().ShouldBeFalse();
        without.Begin().ShouldBeFalse("the store knows by now");
    }

    private static bool Next(int[] order)
    {
        for (var i = order.Length - 1; i >= 0; i--)
        {
            if (++order[i] < Happenings.Length) return true;
            order[i] = 0;
        }
        return false;
    }

    private sealed class World
    {
        private readonly LimitRule _rule;
        private readonly SimulatedStore _store = new();
        private readonly SimulatedInstance?[] _instances;
        private readonly bool _forLong;
        private SharedCount? _copy;
        private long _gone;
        private long _bound;

        public World(LimitRule rule, int instances, long[] skews, bool forLong)
        {
            (_rule, _forLong) = (rule, forLong);
            _instances = [.. Enumerable.Range(0, instances).Select(i => new SimulatedInstance(_store, rule, $"{i}", instances, skews[i]))];
        }

        private IEnumerable<SimulatedInstance> Living => _instances.OfType<SimulatedInstance>();

        public void Do(string happening)
        {
            var index = char.IsDigit(happening[^1]) ? happening[^1] - '0' : 0;
            switch (happening.TrimEnd('0', '1'))
            {
                case "begin":
                    _instances[index]?.Begin();
                    break;
                case "end" when _instances[index] is { Open: > 0 } one:
                    one.End();
                    break;
                case "pass":
                    _copy ??= _store.Value;
                    Pass(stalled: null);
                    break;
                case "stall" when _instances[index] is { IsCutOff: false } one:
                    // Others take a call that goes on for over, and do not know what was taken since the last word.
                    _bound += _rule.IsCalendar ? _rule.Exact ? 0 : one.Unsaid : one.Taken;
                    Pass(one);
                    break;
                case "race":
                    // Another agrees between what this one read and what it puts.
                    _instances[0]?.Begin(() => _instances[1]?.Begin());
                    break;
                case "lose" when _instances[index] is { IsCutOff: false } one:
                    _bound += one.Lose(_forLong);
                    break;
                case "regain":
                    foreach (var one in Living.Where(one => one.IsCutOff)) one.Regain();
                    break;
                case "restore" when Living.Any(one => !one.IsCutOff):
                    // From an old copy, or empty: who looks first sets it right.
                    foreach (var one in Living) one.Renew();
                    // Where only those knew who are gone, it is for the database to say (Ask's KnownBase), which there is none of here.
                    if (!Living.Any(one => one is { IsCutOff: false, Knows: true })) _bound += Math.Max(0, (_store.Value?.Taken ?? 0) - (_copy?.Taken ?? 0));
                    (_store.Value, _copy) = (_copy, null);
                    foreach (var one in Living) one.Renew();
                    break;
                case "kill" when _instances[index] is { } one:
                    // Its calls under way end with it; what it took of a quota stays taken, but for what nobody was told.
                    if (_rule.IsCalendar) (_gone, _bound) = (_gone + one.Taken, _bound + one.Unsaid);
                    _instances[index] = null;
                    break;
            }
        }

        public void Check(string trail) => Taken.ShouldBeLessThanOrEqualTo(_rule.Amount + _bound, trail);

        /// <summary>Once all calls have ended and all leases too, whoever comes gets everything that is left.</summary>
        public void CheckNothingLeaks(string trail)
        {
            Do("regain");
            foreach (var one in Living)
            {
                while (one.Open > 0) one.End();
                one.Renew();
            }
            _store.Now += SharedCount.LeaseMs + 1;
            var fresh = new SimulatedInstance(_store, _rule, "fresh", _instances.Length + 1, 5);
            while (fresh.Begin())
            {
            }
            ((long)fresh.Open).ShouldBeGreaterThanOrEqualTo(_rule.Amount - Taken, trail);
        }

        private long Taken => _gone + Living.Sum(one => one.Taken);

        /// <summary>Longer than a lease, renewed each second but by whoever stalls.</summary>
        private void Pass(SimulatedInstance? stalled)
        {
            for (var second = 0; second < 6; second++)
            {
                _store.Now += 1000;
                foreach (var one in Living.Where(one => one != stalled)) one.Renew();
            }
        }
    }
}
