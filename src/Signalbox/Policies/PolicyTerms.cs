namespace Signalbox.Policies;

/// <summary>What a version does, as the database keeps it.</summary>
internal sealed record PolicyTerms
{
    /// <summary>The script.</summary>
    public ScriptDraft? Script { get; init; }

    /// <summary>Whom to ask.</summary>
    public ExternalDraft? External { get; init; }
}

/// <summary>A policy as the audit trail shows it: never its credential.</summary>
internal sealed record PolicyState
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>script or external.</summary>
    public required string Kind { get; init; }

    /// <summary>For people.</summary>
    public string? Description { get; init; }

    /// <summary>What it may see besides.</summary>
    public required IReadOnlyList<string> Grant { get; init; }

    /// <summary>The version in force; 0 for none.</summary>
    public long ActiveVersion { get; init; }

    /// <summary>The newest version.</summary>
    public long LatestVersion { get; init; }

    /// <summary>What a version that was added does; null where none was.</summary>
    public PolicyTerms? Added { get; init; }
}
