namespace Signalbox.Access.Changes;

/// <summary>A change of what one scope says of access. What is left out stays.</summary>
internal sealed record AccessChangeDraft
{
    /// <summary>organization, team, project, user or key, a colon and the id.</summary>
    public string? Scope { get; set; }

    /// <summary>inherit or restrict; an organization has none.</summary>
    public string? Mode { get; set; }

    /// <summary>Takes the place of all its grants.</summary>
    public IReadOnlyList<GrantDraft>? Grants { get; set; }

    /// <summary>Grants to add; one that names an asset already granted takes that one's place.</summary>
    public IReadOnlyList<GrantDraft> Add { get; set; } = [];

    /// <summary>Names, wildcards or tags of grants to take away; one that is not there counts as taken away.</summary>
    public IReadOnlyList<string> Remove { get; set; } = [];
}

/// <summary>Changes that belong together: all are made, or none.</summary>
internal sealed record AccessChangesDraft
{
    /// <summary>At most 1,000, each for another scope.</summary>
    public IReadOnlyList<AccessChangeDraft> Changes { get; set; } = [];
}
