namespace Signalbox.Access.Migration;

/// <summary>What to backfill.</summary>
internal sealed record BackfillDraft
{
    /// <summary>One organization alone; left out, all.</summary>
    public string? OrganizationId { get; set; }

    /// <summary>Organizations in one of these states: missing_catalog_keys, needs_org_bootstrap, needs_scope_backfill, ready_for_enforce (or ready_for_shadow), enforced; left out, all.</summary>
    public IReadOnlyList<string>? RolloutStates { get; set; }

    /// <summary>Whether the answer lists the levels below each organization, or counts them only.</summary>
    public bool Detail { get; set; } = true;

    /// <summary>Says what would be written, and writes nothing.</summary>
    public bool DryRun { get; set; }

    /// <summary>The version of the report that was looked at: when the registry has moved on, nothing is written and the answer is 412.</summary>
    public long? IfVersion { get; set; }
}
