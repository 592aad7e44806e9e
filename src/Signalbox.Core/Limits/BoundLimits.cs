namespace Signalbox.Core.Limits;

/// <summary>The limits of a key with their counters, found once per snapshot.</summary>
internal sealed record BoundLimits(LimitLedger Ledger, BoundLimit[] All, bool Exempt)
{
    /// <summary>Whether one of them may end a stream.</summary>
    public bool CutsOff { get; } = !Exempt && All.Any(one => one.Limit.Rule is { Hard: true, CutsOff: true });
}

/// <summary>A limit with its counter.</summary>
/// <param name="Limit">The limit, as one snapshot has it.</param>
/// <param name="Counter">Its counter, which all snapshots share.</param>
internal sealed record BoundLimit(CompiledLimit Limit, LimitCounter Counter)
{
    /// <summary>Whether a call of a target is judged by it.</summary>
    public bool AppliesTo(int asset) => Limit.AppliesTo(asset);
}
