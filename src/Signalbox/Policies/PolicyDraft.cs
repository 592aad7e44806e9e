namespace Signalbox.Policies;

/// <summary>A routing policy as it is made: its first version with it.</summary>
internal sealed record PolicyDraft
{
    /// <summary>Unique name; fixed once made.</summary>
    public string? Name { get; set; }

    /// <summary>script or external; fixed once made.</summary>
    public string Kind { get; set; } = PolicyKinds.Script;

    /// <summary>For people.</summary>
    public string? Description { get; set; }

    /// <summary>
    /// What it may see beyond the request's shape and the members' state: metadata (who calls by name, the session, the request's own metadata) and
    /// prompts (the whole request). Nothing unless it is named here.
    /// </summary>
    public IReadOnlyList<string> Grant { get; set; } = [];

    /// <summary>What an external policy is asked with, as a bearer token. Write-only; left out or null keeps what is stored, an empty text removes it.</summary>
    public string? Credential { get; set; }

    /// <summary>The script, under kind script.</summary>
    public ScriptDraft? Script { get; set; }

    /// <summary>Whom to ask, under kind external.</summary>
    public ExternalDraft? External { get; set; }

    /// <summary>What the version is for, in your words.</summary>
    public string? Note { get; set; }
}
