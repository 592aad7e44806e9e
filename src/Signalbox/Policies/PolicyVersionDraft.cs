namespace Signalbox.Policies;

/// <summary>A further version of a policy. Nothing uses it before it is activated.</summary>
internal sealed record PolicyVersionDraft
{
    /// <summary>The script, where the policy is one.</summary>
    public ScriptDraft? Script { get; set; }

    /// <summary>Whom to ask, where the policy is external.</summary>
    public ExternalDraft? External { get; set; }

    /// <summary>What the version is for, in your words; at most 500 characters.</summary>
    public string? Note { get; set; }
}
