using Signalbox.Core.Limits;

namespace Core.Tests.Limits;

/// <summary>An instance of the gateway as far as limits go, with clocks of its own: its counters, its side of the agreement, and calls under way.</summary>
internal sealed class SimulatedInstance
{
    private readonly SimulatedStore _store;
    private readonly LimitSet _set;
    private readonly LimitLedgers _ledgers = new();
    private readonly ShareAgreement _agreement;
    private readonly long _skew;
    private readonly string _name;
    private readonly List<LimitReservation> _open = [];
    private int _ended;

    public SimulatedInstance(SimulatedStore store, LimitRule rule, string name, int instances, long skew, long knownTaken = 0)
    {
        (_store, _set, _name, _skew) = (store, Bench.Set(rule), name, skew);
        _agreement = new(_ledgers, name);
        (_ledgers.Sharing.Mode, _ledgers.Sharing.Instances) = (SharingMode.Leased, instances);
        // What the database told at its start.
        if (knownTaken > 0) _ledgers.Of(Limit.OrganizationId).Seed(Limit, CalendarWindow.At(rule.Period, TimeZoneInfo.Utc, Now.Wall).Start, knownTaken, Now);
    }

    /// <summary>Whether it reaches the store.</summary>
    public bool IsCutOff { get; private set; }

    /// <summary>What it took, calls under way included.</summary>
    public long Taken => _open.Count + (Limit.Rule.IsCalendar ? _ended : 0);

    /// <summary>Its calls under way.</summary>
    public int Open => _open.Count;

    public LimitStanding Standing => LimitLedger.Read(_set, _ledgers, Now)[0];

    /// <summary>What it took of late and the others have not been told.</summary>
    public long Unsaid => Math.Max(0, Taken - (_store.Value?.Members.FirstOrDefault(member => member.Instance == _name)?.Used ?? 0));

    /// <summary>Whether it knows of what the instances have agreed on, since it took part in that.</summary>
    public bool Knows => _agreement.Knows(Limit);

    private CompiledLimit Limit => _set.Limits[0];

    /// <summary>The wall clock goes by the store's, as <c>WallOffsetMs</c> makes it; the steady one has a beginning of its own.</summary>
    private LimitTime Now => new(_store.Now, _store.Now + _skew);

    /// <summary>Begins a call, with a share that it has to ask for if it comes to that.</summary>
    public bool Begin(Action? meanwhile = null)
    {
        LimitReservation held = default;
        var outcome = Reserve(ref held);
        if (outcome == LimitOutcome.NeedsShare && !IsCutOff)
        {
            Agree(1, meanwhile);
            outcome = Reserve(ref held);
        }
        if (outcome != LimitOutcome.Granted) return false;
        _open.Add(held);
        return true;
    }

    /// <summary>Ends its oldest call.</summary>
    public void End()
    {
        var held = _open[0];
        _open.RemoveAt(0);
        _ended++;
        LimitLedger.Settle(ref held, Bench.Outlay(), Now);
    }

    /// <summary>Renews its share, as it does each second.</summary>
    public void Renew()
    {
        if (!IsCutOff) Agree(0, null);
    }

    /// <summary>Loses the store, for as long as it takes exact limits to be divided if told so.</summary>
    /// <returns>How much more than the others know of it may then go on to take, by docs/operate/limits.md.</returns>
    public long Lose(bool forLong)
    {
        var standing = Standing;
        var rule = Limit.Rule;
        var rest = Math.Max(0, (standing.Share ?? 0) - Taken);
        var whole = rule.Amount / _ledgers.Sharing.Instances;
        // A share of nothing is none: then it is an equal part of the whole.
        var bound = rule.Exact && !forLong ? rest : standing.Share > 0 ? standing.CutOff : Math.Max(standing.CutOff, whole);
        // For the others a silent instance's calls are over after its lease, and after a minute it goes by equal parts of the whole.
        if (!rule.IsCalendar) bound += Taken + whole;
        IsCutOff = true;
        _ledgers.Sharing.ExactPartsFrom = forLong ? 0 : long.MaxValue;
        foreach (var ledger in _ledgers.All) ledger.LoseStore(Now);
        _ledgers.Sharing.Mode = SharingMode.Equal;
        return bound + (rule.Exact ? 0 : Unsaid);
    }

    /// <summary>Reaches it again.</summary>
    public void Regain()
    {
        IsCutOff = false;
        Agree(0, null);
        foreach (var ledger in _ledgers.All) ledger.RegainStore(Now);
        _ledgers.Sharing.Mode = SharingMode.Leased;
    }

    private LimitOutcome Reserve(ref LimitReservation held) => LimitLedger.Reserve(_set, _ledgers, Bench.Demand(), Now, ref held, out _, out _);

    private void Agree(long wanted, Action? meanwhile)
    {
        for (var attempt = 0; attempt < 3; attempt++)
        {
            var (sent, read) = (Now.Steady, _store.Value);
            if (_agreement.Offer(Limit, wanted, read, _store.Now, Now) is not { } offer) return;
            meanwhile?.Invoke();
            if (!_store.TryReplace(read, offer.Next)) continue;
            if (_store.LosesAnswer()) return;
            _agreement.Conclude(Limit, offer, sent, Now);
            return;
        }
    }
}
