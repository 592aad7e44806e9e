using System.Runtime.InteropServices;

namespace Signalbox.Usage;

/// <summary>Adds calls up per stretch of time, key, user and target.</summary>
/// <param name="spans">Lengths of the stretches in milliseconds, the shortest first, each a multiple of the one before.</param>
internal sealed class ConsumptionTally(params long[] spans)
{
    private readonly Dictionary<(long At, string KeyId, string UserId, string Model), RunningSum> _shortest = [];
    private RunningSum? _last;

    /// <summary>The sums so far.</summary>
    public IReadOnlyList<Consumption> Sums
    {
        get
        {
            var sums = new List<Consumption>();
            IEnumerable<Consumption> shorter = _shortest.Values.Select(sum => sum.Total with { SpanMs = spans[0] });
            foreach (var span in spans)
            {
                var longer = shorter.GroupBy(sum => (At: sum.At - sum.At % span, sum.KeyId, sum.UserId, sum.Model))
                    .Select(group => group.Aggregate((all, one) => all.Plus(one)) with { SpanMs = span, At = group.Key.At }).ToList();
                sums.AddRange(longer);
                shorter = longer;
            }
            return sums;
        }
    }

    /// <summary>Counts a call.</summary>
    public void Add(UsageRecord record)
    {
        if (!Consumption.Counts(record)) return;
        // Mostly of the key and the target of the one before, and its names are the same objects.
        if (_last is { } last && last.IsOf(record, spans[0])) last.Add(record);
        else if (Consumption.Of(record) is { } one) _last = Place(one, record);
    }

    /// <summary>Counts that a call's cost is another than was counted.</summary>
    public void Correct(CostChange change)
    {
        if (Consumption.Of(change) is { } one) Place(one, change.Record);
    }

    private RunningSum Place(Consumption one, UsageRecord record)
    {
        var at = one.At - one.At % spans[0];
        ref var sum = ref CollectionsMarshal.GetValueRefOrAddDefault(_shortest, (at, one.KeyId, one.UserId, one.Model), out var isKnown);
        if (isKnown) sum!.Add(one);
        else sum = new RunningSum(one with { At = at }, record);
        return sum!;
    }

    /// <summary>What calls of one place took so far.</summary>
    private sealed class RunningSum(Consumption first, UsageRecord sample)
    {
        private readonly (string? Key, string? User, string? Model) _names = (sample.KeyId, sample.UserId, sample.Model);
        private Consumption _before = first;
        private long _requests, _input, _output, _cached, _cacheWrite, _reasoning, _cost;

        /// <summary>All of it.</summary>
        public Consumption Total => _before with
        {
            Requests = _before.Requests + _requests, TokensInput = _before.TokensInput + _input, TokensOutput = _before.TokensOutput + _output,
            TokensCached = _before.TokensCached + _cached, TokensCacheWrite = _before.TokensCacheWrite + _cacheWrite,
            TokensReasoning = _before.TokensReasoning + _reasoning, CostMicros = _before.CostMicros + _cost,
        };

        /// <summary>Whether a call is seen at a glance to belong here.</summary>
        public bool IsOf(UsageRecord record, long span) =>
            ReferenceEquals(record.KeyId, _names.Key) && ReferenceEquals(record.Model, _names.Model) && ReferenceEquals(record.UserId, _names.User)
            && record.StartedAt >= _before.At && record.StartedAt < _before.At + span;

        public void Add(UsageRecord record)
        {
            _requests++;
            _input += record.TokensInput ?? 0;
            _output += record.TokensOutput ?? 0;
            _cached += record.TokensCached ?? 0;
            _cacheWrite += record.TokensCacheWrite ?? 0;
            _reasoning += record.TokensReasoning ?? 0;
            _cost += record.CostMicros ?? 0;
        }

        public void Add(Consumption one) => _before = _before.Plus(one);
    }
}
