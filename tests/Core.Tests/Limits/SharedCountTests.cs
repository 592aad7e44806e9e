using Signalbox.Core.Limits;

namespace Core.Tests.Limits;

/// <summary>
/// Instances that share a limit through a store that loses answers, forgets, and comes back old, over long random runs: what they take together
/// never goes beyond the amount while the store answers, and never by more than documented when it does not.
/// </summary>
public sealed class SharedCountTests
{
    private const long Amount = 200;

    [Theory]
    [InlineData(LimitPeriod.Now)]
    [InlineData(LimitPeriod.Minute)]
    [InlineData(LimitPeriod.Month)]
    public void Instances_together_never_take_more_than_there_is_R05_R06_R12(LimitPeriod period) => Property.Holds(random =>
    {
        var cluster = new Cluster(period, 3, random);
        for (var step = 0; step < 600; step++)
        {
            cluster.Step();
            cluster.Taken.ShouldBeLessThanOrEqualTo(Amount);
        }
    });

    /// <summary>R03: a client's retry counted twice elsewhere; here an answer is lost after the change was made, again and again.</summary>
    [Fact]
    public void Lost_answers_neither_inflate_nor_deflate_what_is_taken_R03() => Property.Holds(random =>
    {
        var cluster = new Cluster(LimitPeriod.Month, 3, random) { LosesAnswers = true };
        for (var step = 0; step < 600; step++)
        {
            cluster.Step();
            cluster.Taken.ShouldBeLessThanOrEqualTo(Amount);
        }
        cluster.LosesAnswers = false;
        for (var i = 0; i < 3; i++) cluster.Renew();
        cluster.Stored.Taken.ShouldBe(cluster.Taken);
    });

    /// <summary>R04: a store that came back from an old copy made spending unlimited elsewhere.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_store_that_comes_back_old_or_empty_is_set_right_R04(bool empty) => Property.Holds(random =>
    {
        var cluster = new Cluster(LimitPeriod.Month, 3, random);
        for (var step = 0; step < 200; step++) cluster.Step();
        var old = empty ? null : cluster.Copy;
        for (var step = 0; step < 200; step++) cluster.Step();
        cluster.Restore(old);
        for (var step = 0; step < 200; step++)
        {
            cluster.Step();
            cluster.Taken.ShouldBeLessThanOrEqualTo(Amount);
        }
        cluster.Renew();
        cluster.Stored.Taken.ShouldBe(cluster.Taken);
    });

    /// <summary>R02: what an instance that was killed held came back after minutes elsewhere, or never.</summary>
    [Fact]
    public void What_a_killed_instance_held_is_free_after_its_lease_R02()
    {
        var (first, second) = (Request("first", wanted: 150), Request("second", wanted: 100));
        var (state, share) = SharedCount.Empty.Agree(LimitPeriod.Now, first, 0);
        share.ShouldBeGreaterThanOrEqualTo(150);
        state.Agree(LimitPeriod.Now, second, SharedCount.LeaseMs - 1).Share.ShouldBeLessThan(100);
        state.Agree(LimitPeriod.Now, second, SharedCount.LeaseMs).Share.ShouldBeGreaterThanOrEqualTo(100);
    }

    [Fact]
    public void What_a_killed_instance_took_of_a_budget_stays_taken()
    {
        var (state, _) = SharedCount.Empty.Agree(LimitPeriod.Month, Request("first", used: 120, wanted: 10), 0);
        var (next, share) = state.Agree(LimitPeriod.Month, Request("second", wanted: 100), 4_000_000);
        (next.Base, share).ShouldBe((120, 80));
    }

    /// <summary>The database tells what all took, those too whose share says so already.</summary>
    [Fact]
    public void What_the_database_tells_counts_once()
    {
        var (state, _) = SharedCount.Empty.Agree(LimitPeriod.Month, Request("first", used: 50), 0);
        var (next, share) = state.Agree(LimitPeriod.Month, Request("second", wanted: 1000) with { KnownBase = 90 }, 1);
        next.Base.ShouldBe(40);
        (next.Taken + share).ShouldBeLessThanOrEqualTo(Amount);
    }

    [Theory]
    [InlineData(30)]
    [InlineData(-60)]
    public void What_was_priced_anew_stays_corrected_when_those_who_have_agreed_before_renew_their_shares(long difference)
    {
        var (state, _) = SharedCount.Empty.Agree(LimitPeriod.Month, Request("first", used: 50) with { KnownBase = 90 }, 0);

        var corrected = state.Correct(0, difference);
        var (next, _) = corrected.Agree(LimitPeriod.Month, Request("first", used: 50) with { KnownBase = null }, 1);

        (corrected.Version > state.Version, next.Base, next.Taken).ShouldBe((true, 90 + difference, 140 + difference));
        state.Correct(77, difference).ShouldBe(state, "it is of another window");
    }

    [Fact]
    public void An_instance_whose_clock_is_behind_gets_nothing_of_the_window_that_has_begun()
    {
        var (state, _) = SharedCount.Empty.Agree(LimitPeriod.Day, Request("first", wanted: 10) with { WindowStart = 2000 }, 0);
        state.Agree(LimitPeriod.Day, Request("second", used: 7, wanted: 10) with { WindowStart = 1000 }, 1).ShouldBe((state, 7));
    }

    [Fact]
    public void A_value_survives_its_way_through_the_store()
    {
        var (state, _) = SharedCount.Empty.Agree(LimitPeriod.Day, Request("first", used: 3, wanted: 10) with { WindowStart = 2000 }, 5);
        var copy = System.Text.Json.JsonSerializer.Deserialize<SharedCount>(System.Text.Json.JsonSerializer.Serialize(state))!;
        (copy.Version, copy.WindowStart, copy.Base, copy.Members.Single()).ShouldBe((state.Version, state.WindowStart, state.Base, state.Members.Single()));
    }

    private static ShareRequest Request(string instance, long used = 0, long wanted = 0) => new(instance, 0, Amount, used, wanted, 0, Exact: false);

    /// <summary>Instances and their store, in which one thing happens per step.</summary>
    private sealed class Cluster(LimitPeriod period, int instances, Random random)
    {
        private readonly long[] _used = new long[instances];
        private readonly long[] _share = new long[instances];
        private readonly long[] _until = new long[instances];
        private readonly long[] _renewed = new long[instances];
        private readonly SharedCount?[] _seen = new SharedCount?[instances];
        private long _now = 1_000_000;
        private SharedCount? _stored;

        public bool LosesAnswers { get; set; }

        public long Taken => _used.Sum();

        public SharedCount Stored => _stored!;

        public SharedCount? Copy => _stored;

        public void Restore(SharedCount? old) => _stored = old;

        public void Step()
        {
            _now += random.Next(0, 400);
            // Each renews about once a second; one that does not is silent, and its share is another's after a while.
            for (var i = 0; i < instances; i++)
                if (_now - _renewed[i] > 1000) Agree(i, 0);
            var instance = random.Next(instances);
            var wanted = random.Next(1, 15);
            if (random.Next(4) == 0) Agree(instance, 0);
            if (period != LimitPeriod.Month && _used[instance] > 0 && random.Next(3) == 0) _used[instance] -= Math.Min(_used[instance], random.Next(1, 20));
            if (!Holds(instance, wanted)) Agree(instance, wanted);
            if (Holds(instance, wanted)) _used[instance] += wanted;
        }

        public void Renew()
        {
            for (var i = 0; i < instances; i++) Agree(i, 0);
        }

        private bool Holds(int instance, long wanted) => _now < _until[instance] && _used[instance] + wanted <= _share[instance];

        private void Agree(int instance, long wanted)
        {
            var read = _stored;
            var known = SharedCount.Newest(read, _seen[instance]);
            var (next, share) = known.Agree(period, new($"i{instance}", 0, Amount, _used[instance], wanted, 0, random.Next(5) == 0), _now);
            // Somebody else is faster now and then, and calls go on meanwhile.
            if (random.Next(3) == 0) Agree((instance + 1) % instances, random.Next(0, 10));
            if (random.Next(3) == 0 && Holds(instance, 2)) _used[instance] += 2;
            share = Math.Max(share, _used[instance]);
            _share[instance] = Math.Min(_share[instance], share);
            if (!ReferenceEquals(_stored, read)) return;
            _stored = next.With($"i{instance}", share);
            if (LosesAnswers && random.Next(3) == 0) return;
            _seen[instance] = _stored;
            (_share[instance], _until[instance], _renewed[instance]) = (share, _now + SharedCount.LeaseMs - 500, _now);
        }
    }
}
