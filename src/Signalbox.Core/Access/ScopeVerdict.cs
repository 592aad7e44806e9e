namespace Signalbox.Core.Access;

/// <summary>What one scope says of one asset.</summary>
/// <param name="Outcome">What it comes to.</param>
/// <param name="Grant">The conditional grant that decided, or that would if its condition held; null otherwise.</param>
public readonly record struct ScopeVerdict(ScopeOutcome Outcome, CompiledGrant? Grant = null)
{
    /// <summary>Whether the asset goes on to the next level.</summary>
    public bool Passes => Outcome <= ScopeOutcome.Listed;
}
