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
    public LimitSet(string organizationId, IReadOnlyList<CompiledLimit> limits, bool exempt)
    {
        (OrganizationId, Limits, Exempt) = (organizationId, limits, exempt);
        foreach (var limit in limits)
        {
            HasCost |= limit.Rule.Measure == LimitMeasure.Cost;
            HasTokens |= limit.Rule.Measure == LimitMeasure.Tokens;
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

    /// <summary>The set with further limits of a scope below; null when there are none at all.</summary>
    /// <param name="above">The limits above; null for none.</param>
    /// <param name="organizationId">The organization.</param>
    /// <param name="own">The scope's own.</param>
    /// <param name="exempt">Whether the scope is exempt.</param>
    public static LimitSet? Below(LimitSet? above, string organizationId, CompiledLimit[] own, bool exempt) =>
        own.Length == 0 && (above is null || exempt == above.Exempt || !exempt) ? above
        : new LimitSet(organizationId, [.. above?.Limits ?? [], .. own], exempt || above?.Exempt == true);

    /// <summary>With counters.</summary>
    internal BoundLimits Bind(LimitLedgers ledgers)
    {
        if (_bound is { } bound && bound.Ledger.Owner == ledgers) return bound;
        return _bound = ledgers.Of(OrganizationId).Bind(this);
    }
}
