namespace Signalbox.Policies;

/// <summary>Which version is to be in force.</summary>
internal sealed record PolicyActivationDraft
{
    /// <summary>The version; left out or null: the newest.</summary>
    public long? Version { get; set; }

    /// <summary>Why, in your words; at most 500 characters.</summary>
    public string? Reason { get; set; }
}

/// <summary>That the activation before is to be undone.</summary>
internal sealed record PolicyRollbackDraft
{
    /// <summary>Why, in your words; at most 500 characters.</summary>
    public string? Reason { get; set; }
}
