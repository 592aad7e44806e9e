using Signalbox.Limits;

namespace Signalbox.Access.Keys;

/// <summary>The writable fields of a virtual key.</summary>
internal sealed record KeyDraft
{
    /// <summary>Unique among the live keys of its team or project.</summary>
    public string? Name { get; set; }

    /// <summary>The team it belongs to; give this or project_id. Fixed once made.</summary>
    public string? TeamId { get; set; }

    /// <summary>The project it belongs to; give this or team_id. Fixed once made.</summary>
    public string? ProjectId { get; set; }

    /// <summary>The user it is bound to, of the same organization.</summary>
    public string? UserId { get; set; }

    /// <summary>dev, staging or prod; left out, the project's.</summary>
    public string? Environment { get; set; }

    /// <summary>From when it no longer works; left out, never.</summary>
    public DateTimeOffset? ExpiresAt { get; set; }

    /// <summary>Labels of your own, at most 50.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; set; } = new Dictionary<string, string>();

    /// <summary>What it does with what its project, team and user allow.</summary>
    public AccessDraft Access { get; set; } = new();

    /// <summary>Names of a legacy allow-list; while the organization is not enforced, they narrow a level that inherits. Null when there is none.</summary>
    public IReadOnlyList<string>? LegacyModels { get; set; }

    /// <summary>How fast, how much and how many at once its calls may come; null for no limit at this level.</summary>
    public LimitsDraft? Limits { get; set; }

    /// <summary>How much its calls may cost in a period; null for no budget at this level.</summary>
    public BudgetDraft? Budget { get; set; }

    /// <summary>On creation only: a secret of your own instead of a generated one. Write-only.</summary>
    public string? Value { get; set; }
}

/// <summary>Asks for a new secret.</summary>
internal sealed record KeyRotation
{
    /// <summary>How long the old secret works on, 0 to 2,592,000 seconds (30 days).</summary>
    public long GraceSeconds { get; set; }
}
