using System.Diagnostics.CodeAnalysis;
using Signalbox.Core.Access.Migration;

namespace Signalbox.Access.Migration;

/// <summary>How a level below an organization stands: what all levels have.</summary>
internal abstract record ChildView
{
    [SetsRequiredMembers]
    protected ChildView(ChildFinding found)
    {
        LegacyModels = found.LegacyModels;
        LegacyModelCount = found.LegacyModels.Count;
        ValidCallableKeys = found.Valid;
        MissingCallableKeys = found.Missing;
        BindingKeys = [.. found.Grants.Select(grant => grant.Asset)];
        BindingCount = BindingKeys.Count;
        ScopePolicyMode = AccessModes.Name(found.Mode);
        RolloutState = RolloutStates.Name(found.State);
    }

    /// <summary>The legacy list; empty when there is none.</summary>
    public required IReadOnlyList<string> LegacyModels { get; init; }

    /// <summary>How long it is.</summary>
    public required int LegacyModelCount { get; init; }

    /// <summary>Its names that are registered, also those that are switched off.</summary>
    public required IReadOnlyList<string> ValidCallableKeys { get; init; }

    /// <summary>Its names that are not.</summary>
    public required IReadOnlyList<string> MissingCallableKeys { get; init; }

    /// <summary>How many grants the level has.</summary>
    public required int BindingCount { get; init; }

    /// <summary>What it grants: names, wildcards, tags.</summary>
    public required IReadOnlyList<string> BindingKeys { get; init; }

    /// <summary>inherit or restrict.</summary>
    public required string ScopePolicyMode { get; init; }

    /// <summary>missing_catalog_keys, needs_scope_backfill, ready_for_enforce or enforced.</summary>
    public required string RolloutState { get; init; }
}
