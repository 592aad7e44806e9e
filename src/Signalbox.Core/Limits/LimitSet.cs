namespace Signalbox.Core.Limits;

/// <summary>
/// All limits that judge one place of the tenant tree, outermost first: a part of the snapshot, compiled once and shared by all keys there that
/// have none of their own. Its counters live longer than it and are looked up when it is first used.
/// </summary>
public sealed class LimitSet
{
    private volatile BoundLimits? _bound;

    /// <summary>Makes a set.</summary>
    /// <param name="organizationId">The organization, whose <see cref="LimitLedger"/> keeps the counters.</param>
    /// <param name="limits">The limits.</param>
    /// <param name="exempt">Whether calls are counted and never refused.</param>
    /// <param name="priority">How early calls are served where they wait; null when nothing is said.</param>
    public LimitSet(string organizationId, IReadOnlyList<CompiledLimit> limits, bool exempt, int? priority = null)
    {
        (OrganizationId, Limits, Exempt, Priority) = (organizationId, limits, exempt, priority);
        foreach (var limit in limits)
        {
            HasCost |= limit.Rule.Measure == LimitMeasure.Cost;
            HasTokens |= limit.Rule.Measure == LimitMeasure.Tokens;
            HasQueue |= limit.Rule.Queue is not null;
        }
    }

    /// <summary>The organization.</summary>
    public string OrganizationId { get; }

    /// <summary>The limits, outermost scope first.</summary>
    public IReadOnlyList<CompiledLimit> Limits { get; }

    /// <summary>Whether calls are counted and never refused.</summary>
    public bool Exempt { get; }

    /// <summary>Whether a call's cost is of interest.</summary>
    public bool HasCost { get; }

    /// <summary>Whether a call's tokens are of interest.</summary>
    public bool HasTokens { get; }

    /// <summary>Whether calls may have to wait under one of them.</summary>
    public bool HasQueue { get; }

    /// <summary>How early calls are served where they wait, 1 to 9; null when no scope says so.</summary>
    public int? Priority { get; }

    /// <summary>The set with further limits of a scope below; null when there are none at all.</summary>
    /// <param name="above">The limits above; null for none.</param>
    /// <param name="organizationId">The organization.</param>
    /// <param name="own">The scope's own.</param>
    /// <param name="exempt">Whether the scope is exempt.</param>
    /// <param name="priority">How early its calls are served where they wait; null when it says nothing.</param>
    public static LimitSet? Below(LimitSet? above, string organizationId, CompiledLimit[] own, bool exempt, int? priority = null) =>
        own.Length == 0 && (above is null || ((exempt == above.Exempt || !exempt) && (priority is null || priority == above.Priority))) ? above
        : new LimitSet(organizationId, [.. above?.Limits ?? [], .. own], exempt || above?.Exempt == true, priority ?? above?.Priority);

    /// <summary>With counters.</summary>
    internal BoundLimits Bind(LimitLedgers ledgers)
    {
        if (_bound is { } bound && bound.Ledger.Owner == ledgers) return bound;
        return _bound = ledgers.Of(OrganizationId).Bind(this);
    }
}
