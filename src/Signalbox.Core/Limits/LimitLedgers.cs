using System.Collections.Concurrent;

namespace Signalbox.Core.Limits;

/// <summary>The counters of all organizations.</summary>
public sealed class LimitLedgers
{
    private readonly ConcurrentDictionary<string, LimitLedger> _byOrganization = new(StringComparer.Ordinal);

    /// <summary>How other instances are reckoned with.</summary>
    public LimitSharing Sharing { get; } = new();

    /// <summary>Told of a counter when it is made, with its limit: what was taken before is to be looked up. Must not block.</summary>
    public Action<CompiledLimit>? Created { get; set; }

    /// <summary>Told when what was taken of a limit reaches one of its thresholds, once per window. Must not block.</summary>
    public Action<CompiledLimit, int>? Crossed { get; set; }

    /// <summary>All ledgers there are.</summary>
    public IEnumerable<LimitLedger> All => _byOrganization.Values;

    /// <summary>The time by which limits count: of several instances, that of the store they share.</summary>
    public LimitTime Now(TimeProvider time)
    {
        var now = LimitTime.Of(time);
        return now with { Wall = now.Wall + Sharing.WallOffsetMs };
    }

    /// <summary>The ledger of an organization.</summary>
    public LimitLedger Of(string organizationId) =>
        _byOrganization.TryGetValue(organizationId, out var ledger) ? ledger : _byOrganization.GetOrAdd(organizationId, static (_, owner) => new LimitLedger(owner), this);
}
